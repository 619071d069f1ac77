import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { freePort } from '../ports.mjs';
import { openFrontDoor } from './front-door.mjs';
import { root } from '../settings.mjs';

test('both front doors say the same about the pages they serve', async () => {
  const pages = mkdtempSync(join(tmpdir(), 'latch-pages-'));
  writeFileSync(join(pages, 'index.html'), '<!doctype html>');
  const nowhere = 'http://127.0.0.1:9';
  const port = await freePort();
  const door = await openFrontDoor({
    port,
    hosts: ['127.0.0.1'],
    publicUrl: 'https://todo.example.com',
    authServers: [nowhere],
    backends: [nowhere],
    pages,
  });
  const { headers } = await fetch(`http://127.0.0.1:${port}/`);
  const refusal = await fetch(`http://127.0.0.1:${port}/api/me`);
  assert.equal(refusal.headers.get('strict-transport-security'), 'max-age=31536000');
  await door.stop();
  rmSync(pages, { recursive: true });

  const nginx = readFileSync(join(root, 'docker', 'page-headers.conf'), 'utf8');
  const said = [...nginx.matchAll(/^add_header (\S+) "?(.+?)"? always;$/gm)].map(([, name, value]) => [name, value]);
  assert.equal(said.length, 7);
  for (const [name = '', value] of said)
    assert.equal(headers.get(name), value === '$hsts' ? 'max-age=31536000' : value, name);
});
