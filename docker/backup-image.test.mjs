import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');

test('the backup image has what its scripts import from outside of scripts/', () => {
  const [, stage = ''] = /^FROM backend AS backup$([^]*?)^FROM /m.exec(read('docker/Dockerfile')) ?? [];
  const copied = new Set([...stage.matchAll(/^COPY (\S+) /gm)].map(([, path]) => path));
  const scripts = readdirSync(join(root, 'scripts'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mjs') && !name.includes('test'))
    .map((name) => join('scripts', name));
  const imported = new Set(scripts);
  // What is added on the way is visited too.
  for (const path of imported)
    for (const [, to = ''] of read(path).matchAll(/^(?:import|\}) .*from '(\.{1,2}\/[^']+)'/gm))
      imported.add(relative(root, join(root, dirname(path), to)));
  const needed = [...imported].filter((path) => !path.startsWith('scripts/'));
  assert.ok(needed.length > 0);
  assert.deepEqual(
    needed.filter((path) => !copied.has(path) && !copied.has(dirname(path))),
    [],
  );
});
