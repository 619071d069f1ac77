import type { Plugin } from 'vite';

/**
 * Vite wraps each `import()` to fetch its sheets and its chunks ahead. There is one sheet for everything and hardly a list
 * of chunks (`vite.config.ts`), so a wrapper of a line does instead of Vite's.
 */
export function plainImports(): Plugin {
  return {
    name: 'latch:plain-imports',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: /^\0vite\/preload-helper\.js$/ },
      handler: () => `export const __vitePreload = (load, chunks = []) => {
        for (const chunk of chunks) {
          const href = new URL('../' + chunk, import.meta.url);
          document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
        }
        return load();
      };`,
    },
  };
}
