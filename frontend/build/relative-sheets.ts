import type { Plugin } from 'vite';

/**
 * Lets sheets name their fonts and pictures from where they are themselves, as modules do: one build serves any path
 * below which the app may live (src/shared/base-path.ts).
 */
export function relativeSheets(): Plugin {
  return {
    name: 'latch:relative-sheets',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle))
          if (file.type === 'asset' && file.fileName.endsWith('.css'))
            file.source = String(file.source).replaceAll('url(/assets/', 'url(./');
      },
    },
  };
}
