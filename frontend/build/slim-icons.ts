import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const ICON = /lucide-react\/dist\/esm\/icons\/(?!index\.)[^/]+\.mjs$/;
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
        return { code: code.replaceAll(/, key: "\w+"/g, '').replace(COMPONENT, component), map: null };
      },
    },
  };
}
