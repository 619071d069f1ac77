import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const ICON = /lucide-react\/dist\/esm\/icons\/(?!index\.)[^/]+\.mjs$/;
/** What is said of the icon beside how it is drawn. */
const UNUSED = /^ {2}(?:name: ".*"|size: \d+|aliases: \[.*\]),?\n/gm;
const COMPONENT = '../createLucideIcon.mjs';

/**
 * Makes plain pictures of icons: without the keys of the lines they are drawn with (random letters, which do not
 * compress), and with a component that only draws.
 */
export function slimIcons(): Plugin {
  let component = '';
  return {
    name: 'latch:slim-icons',
    apply: 'build',
    configResolved: ({ root }) => void (component = resolve(root, 'src/shared/ui/drawn-icon.tsx')),
    transform: {
      filter: { id: ICON },
      handler(code) {
        // Some only give another icon a second name.
        const drawing = code.replaceAll(/,\s*key: "\w+"/g, '').replaceAll(UNUSED, '');
        return { code: drawing.replace(COMPONENT, component), map: null };
      },
    },
  };
}
