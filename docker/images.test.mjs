import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');

/** What a stage of the Dockerfile copies. @param {string} from the image it is built from @param {string} name */
function copiedInto(from, name) {
  const [, stage = ''] =
    new RegExp(`^FROM ${from} AS ${name}$([^]*?)^FROM `, 'm').exec(read('docker/Dockerfile')) ?? [];
  return new Set([...stage.matchAll(/^COPY (?:--from=build \/latch\/)?(\S+) /gm)].map(([, path = '']) => path));
}

test("each server's image has the build of every package of ours that the server depends on", () => {
  const folders = /** @type {string[]} */ (JSON.parse(read('package.json')).workspaces);
  const folderOf = new Map(folders.map((folder) => [JSON.parse(read(`${folder}/package.json`)).name, folder]));
  for (const server of ['auth-server', 'backend']) {
    const needed = Object.keys(JSON.parse(read(`${server}/package.json`)).dependencies).filter((name) =>
      folderOf.has(name),
    );
    const copied = copiedInto('server', server);
    assert.ok(needed.length > 0);
    assert.deepEqual(
      needed.filter((name) => !copied.has(`${folderOf.get(name)}/dist`)),
      [],
      server,
    );
  }
});

test('the backup image has what its scripts import from outside of scripts/', () => {
  const copied = copiedInto('backend', 'backup');
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
