import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { lockFolder } from './folder-lock.mjs';
import { Refusal } from './refusal.mjs';
import { keptSecret } from './secret.mjs';

const folder = mkdtempSync(join(tmpdir(), 'latch-test-'));
after(() => rmSync(folder, { recursive: true }));

test('the secret is made once, kept, and readable by its owner alone', () => {
  const file = join(folder, 'new', 'auth-secret');
  const secret = keptSecret(file);
  assert.ok(secret.length >= 32);
  assert.equal(keptSecret(file), secret);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(statSync(join(folder, 'new')).mode & 0o777, 0o700);
});

test('a damaged secret is refused rather than used or replaced', () => {
  const file = join(folder, 'damaged');
  writeFileSync(file, 'oops');
  assert.throws(() => keptSecret(file), Refusal);
});

test('a folder that a living process holds is refused, one whose holder is gone is taken over', () => {
  const data = join(folder, 'todos');
  mkdirSync(data);
  writeFileSync(`${data}.lock`, String(process.ppid));
  assert.throws(() => lockFolder(data), /in use by process \d+/);

  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  writeFileSync(`${data}.lock`, String(gone));
  const unlock = lockFolder(data);
  unlock();
  assert.equal(existsSync(`${data}.lock`), false);
});
