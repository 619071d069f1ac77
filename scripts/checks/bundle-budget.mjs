/**
 * The first load of the Inbox stays within 130 kB of compressed JavaScript: what index.html loads and preloads,
 * and all that these import statically, as gzip sends it. The page of the sign-in is at most two more files, both
 * fetched at once.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../settings/settings.mjs';

const budget = 130_000;
const dist = join(root, 'frontend', 'dist');
const page = readFileSync(join(dist, 'index.html'), 'utf8');

const named = [...page.matchAll(/<(?:script|link)[^>]+(?:src|href)="(\/[^"]+\.js)"/g)].map((match) => match[1] ?? '');
// The Inbox is part of what is always loaded; were it a chunk of its own, its size would have to be counted here.
if (readdirSync(join(dist, 'assets')).some((file) => /^(project|inbox)-page-/.test(file))) {
  console.error('The page of the Inbox is a chunk that index.html does not name');
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

const first = new Set(sizes.keys());
const signIn = readdirSync(join(dist, 'assets')).find((file) => /^sign-in-page-.*\.js$/.test(file));
measure(`/assets/${signIn}`);
const more = [...sizes.keys()].filter((file) => !first.has(file));
// What such a list names is fetched beside the page (`build/plain-imports.ts`).
const [, list = ''] =
  /__vite__mapDeps=.*?\[([^\]]*)\]/.exec(
    readFileSync(join(dist, named.find((file) => file.includes('/first-')) ?? ''), 'utf8'),
  ) ?? [];
const inOneStep = more.slice(1).every((file) => list.includes(file.slice(1)));
console.log(`/sign-in: ${more.join(', ')}${inOneStep ? '' : ', not fetched at once'}`);
process.exit(total <= budget && more.length <= 2 && inOneStep ? 0 : 1);
