import { createHash } from 'node:crypto';
import { relative, resolve } from 'node:path';
import type { Plugin } from 'vite';

const src = resolve(import.meta.dirname, '../src');

/** The name of a class, and four letters for its sheet: every first load brings these names along. */
export function scopedName(name: string, file: string): string {
  const path = relative(src, file).replaceAll('\\', '/');
  return `${name}_${createHash('sha256').update(path).digest('base64url').slice(0, 4)}`;
}

/**
 * Imports each class by itself rather than all classes of a sheet in one object, so that the build writes the name where it
 * is used, and leaves out those that are not.
 */
export function classesByName(): Plugin[] {
  return [
    {
      name: 'latch:classes-by-name',
      apply: 'build',
      enforce: 'pre',
      transform: {
        filter: { id: /\.tsx?$/, code: /\.module\.css'/ },
        handler: (code) => ({
          code: code.replaceAll(/^import (\w+) from (?='.*\.module\.css';$)/gm, 'import * as $1 from '),
          map: null,
        }),
      },
    },
    {
      name: 'latch:sheets-of-classes',
      apply: 'build',
      enforce: 'post',
      transform: {
        filter: { id: /\.module\.css$/ },
        handler(code, id) {
          const end = code.lastIndexOf('export default');
          if (end === -1) throw new Error(`${id} exports no object of its classes.`);
          // Its rules are needed even where all its names have been written elsewhere.
          return { code: code.slice(0, end), map: null, moduleSideEffects: 'no-treeshake' };
        },
      },
    },
  ];
}
