import type { Plugin } from 'vite';

/**
 * Vite wraps each `import()` to fetch its sheets and its chunks ahead. With one sheet for everything and no lists of
 * chunks (`vite.config.ts`) there is nothing to fetch, and the wrapper need not be sent.
 */
export function plainImports(): Plugin {
  return {
    name: 'latch:plain-imports',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: /^\0vite\/preload-helper\.js$/ },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
  };
}
