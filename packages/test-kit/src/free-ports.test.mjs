import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { freePort } from './free-ports.mjs';

/** Of 12,000: two processes that did not know of each other would share some dozen. */
const COUNT = 400;

test('no port is given to two processes', async () => {
  const own = new Set();
  while (own.size < COUNT) own.add(await freePort());
  const code = `
    const { freePort } = await import(${JSON.stringify(new URL('free-ports.mjs', import.meta.url).href)});
    const ports = [];
    while (ports.length < ${COUNT}) ports.push(await freePort());
    console.log(JSON.stringify(ports));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code]);
  /** @type {number[]} */
  const others = JSON.parse(stdout);
  assert.equal(new Set(others).size, COUNT);
  assert.deepEqual(
    others.filter((port) => own.has(port)),
    [],
  );
});
