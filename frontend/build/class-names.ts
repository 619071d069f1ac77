import { createHash } from 'node:crypto';
import { relative, resolve } from 'node:path';

const src = resolve(import.meta.dirname, '../src');

/** The name of a class, and four letters for its sheet: every first load brings these names along. */
export function scopedName(name: string, file: string): string {
  const path = relative(src, file).replaceAll('\\', '/');
  return `${name}_${createHash('sha256').update(path).digest('base64url').slice(0, 4)}`;
}
