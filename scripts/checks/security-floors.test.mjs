import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { belowFloor } from './security-floors.mjs';

const floors = [{ package: '@example/auth', floor: '1.7.16', advisory: 'CVE-0000-0001' }];

/** @param {Record<string, string>} versions by path */
const below = (versions) =>
  belowFloor(
    { packages: Object.fromEntries(Object.entries(versions).map(([path, version]) => [path, { version }])) },
    floors,
  ).map((sentence) => sentence.split(' ')[0]);

test('each copy of a package below its floor is named, and no other', () => {
  const old = ['1.7.7', '1.7.16-beta.3', '1.6.99', '0.99.99', '1.7.9'];
  for (const version of old)
    assert.deepEqual(below({ 'a/node_modules/@example/auth': version }), ['a/node_modules/@example/auth'], version);
  for (const version of ['1.7.16', '1.7.17-beta.1', '1.7.100', '1.8.0', '1.10.0', '2.0.0'])
    assert.deepEqual(below({ 'node_modules/@example/auth': version }), [], version);
  assert.deepEqual(
    below({ 'node_modules/@example/auth-more': '1.0.0', 'node_modules/auth': '1.0.0', '': '0.1.0' }),
    [],
  );
});

test('a sentence says what is installed, what is wanted and why', () => {
  const lock = { packages: { 'node_modules/@example/auth': { version: '1.7.7' } } };
  const sentence = 'node_modules/@example/auth is 1.7.7; it must be 1.7.16 at least (CVE-0000-0001).';
  assert.deepEqual(belowFloor(lock, floors), [sentence]);
});

test('the floors that are written down have each a package, a release and an advisory', () => {
  const written = JSON.parse(readFileSync(new URL('security-floors.json', import.meta.url), 'utf8'));
  assert.ok(written.length > 0);
  for (const floor of written) {
    assert.deepEqual(Object.keys(floor), ['package', 'floor', 'advisory']);
    assert.match(floor.floor, /^\d+\.\d+\.\d+$/);
    assert.match(floor.advisory, /^(CVE|GHSA)-/);
  }
});
