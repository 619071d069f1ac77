import type { Plugin } from 'vite';

/**
 * Fails a build in which files import each other in a circle, and names their modules. One of them would run before another
 * has what it reads, and then never load. The source has no circles (`npm run check`), but files that hold modules of several
 * places can have them, which neither development nor the unit tests show.
 */
export function acyclicChunks(): Plugin {
  return {
    name: 'latch:acyclic-chunks',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const circle = findCircle(new Map(chunks.map(({ fileName, imports }) => [fileName, imports])));
      if (!circle) return;
      const modulesOf = (file: string) => chunks.find(({ fileName }) => fileName === file)?.moduleIds ?? [];
      const files = circle.map((file) => [file, ...modulesOf(file)].join('\n    '));
      const cure = 'Give the modules that only one of them needs a group of their own in vite.config.ts.';
      this.error(`These files import each other. ${cure}\n  ${files.join('\n  ')}`);
    },
  };
}

function findCircle(imports: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return path.slice(path.indexOf(file));
    if (done.has(file)) return undefined;
    const circle = firstOf(imports.get(file) ?? [], (next) => visit(next, [...path, file]));
    done.add(file);
    return circle;
  };
  return firstOf([...imports.keys()], (file) => visit(file, []));
}

function firstOf<Item, Result>(items: readonly Item[], find: (item: Item) => Result | undefined): Result | undefined {
  for (const item of items) {
    const result = find(item);
    if (result !== undefined) return result;
  }
  return undefined;
}
