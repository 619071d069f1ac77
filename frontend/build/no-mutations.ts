import type { Plugin } from 'vite';

const EMPTY_CACHE = '\0empty-mutation-cache';

/**
 * Leaves TanStack Query's mutations out: the app has an outbox for its changes (docs/adr/0008-an-outbox-for-changes.md), and
 * forms that send by themselves. Every client of the library has a cache of mutations, which here is always empty.
 */
export function noMutations(): Plugin {
  return {
    name: 'latch:no-mutations',
    apply: 'build',
    enforce: 'pre',
    resolveId: { filter: { id: /^\.\/mutationCache\.js$/ }, handler: () => EMPTY_CACHE },
    load: {
      filter: { id: /^\0empty-mutation-cache$/ },
      handler: () => `export class MutationCache {
        clear() {}
        findAll() { return []; }
        resumePausedMutations() { return Promise.resolve(); }
      }`,
    },
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk' && file.moduleIds.some((id) => /query-core\/.*\/mutation(?:Observer)?\.js$/.test(id)))
          this.error('Something uses mutations of TanStack Query, which build/no-mutations.ts leaves out.');
    },
  };
}
