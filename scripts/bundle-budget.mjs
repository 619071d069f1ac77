/**
 * The first load of the dashboard stays within 150 kB of compressed JavaScript: what index.html loads and preloads (the
 * dashboard's chunk among it) and all that these import statically, as gzip sends it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './settings.mjs';

const budget = 150_000;
const dist = join(root, 'frontend', 'dist');
const page = readFileSync(join(dist, 'index.html'), 'utf8');

const named = [...page.matchAll(/<(?:script|link)[^>]+(?:src|href)="(\/[^"]+\.js)"/g)].map((match) => match[1] ?? '');
if (!named.some((file) => file.includes('dashboard'))) {
  console.error(`index.html preloads no chunk of the dashboard, only ${named.join(', ')}`);
  process.exit(1);
}

/** @type {Map<string, number>} bytes by file */
const sizes = new Map();
/** @param {string} file */
function measure(file) {
  if (sizes.has(file) || !existsSync(join(dist, file))) return;
  const code = readFileSync(join(dist, file));
  sizes.set(file, gzipSync(code, { level: 9 }).length);
  for (const [, imported] of code.toString().matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g))
    measure(`/assets/${imported}`);
}
named.forEach(measure);

const total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
for (const [file, bytes] of sizes) console.log(`${String(bytes).padStart(8)}  ${file}`);
console.log(`${String(total).padStart(8)}  of ${budget} bytes of JavaScript, gzip`);
process.exit(total <= budget ? 0 : 1);
