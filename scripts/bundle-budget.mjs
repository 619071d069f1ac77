/**
 * The first load of the dashboard stays within 150 kB of compressed JavaScript: the entry, the dashboard's own chunks
 * and everything they import statically, as gzip would send them.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { root } from './settings.mjs';

const budget = 150_000;
const dist = join(root, 'frontend', 'dist');
/** @type {Record<string, { file: string, isEntry?: boolean, imports?: string[], src?: string }>} */
const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8'));

/** @type {Set<string>} */
const reached = new Set();
/** @param {string} key */
const reach = (key) => {
  if (reached.has(key)) return;
  reached.add(key);
  for (const next of manifest[key]?.imports ?? []) reach(next);
};
const roots = Object.keys(manifest).filter(
  (key) => manifest[key]?.isEntry || /routes\/(_authenticated|dashboard)/.test(key),
);
if (!roots.some((key) => key.includes('dashboard'))) {
  console.error(`No chunk of the dashboard in the manifest; found ${Object.keys(manifest).join(', ')}`);
  process.exit(1);
}
roots.forEach(reach);

const files = [...reached].map((key) => manifest[key]?.file ?? '').filter((file) => file.endsWith('.js'));
const sizes = files.map((file) => ({ file, bytes: gzipSync(readFileSync(join(dist, file)), { level: 9 }).length }));
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
for (const { file, bytes } of sizes) console.log(`${String(bytes).padStart(8)}  ${file}`);
console.log(`${String(total).padStart(8)}  of ${budget} bytes of JavaScript, gzip`);
process.exit(total <= budget ? 0 : 1);
