import assert from 'node:assert/strict';
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { LogFile } from './log-file.mjs';
import { Part } from './part.mjs';
import { Refusal } from '../settings/refusal.mjs';
import { root } from '../settings/settings.mjs';

const folder = mkdtempSync(join(tmpdir(), 'latch-logs-'));
after(() => rmSync(folder, { recursive: true }));

const limits = { bytes: 1_000, keep: 2, everyMs: 3_600_000 };
const read = (/** @type {string} */ file) => readFileSync(file, 'utf8');

test('a log is moved on at a size, its writer goes on in the emptied file, and only so many are kept', () => {
  const file = join(folder, 'moved', 'one.log');
  const log = new LogFile(file, limits);
  const writer = log.open();
  for (const letter of ['a', 'b', 'c', 'd']) {
    appendFileSync(writer, letter.repeat(999));
    log.rotateIfLarge();
    assert.equal(read(file).length, 999, 'not yet');
    appendFileSync(writer, '\n');
    log.rotateIfLarge();
    assert.equal(read(file), '');
  }
  appendFileSync(writer, 'last\n');
  closeSync(writer);
  log.close();
  assert.equal(read(file), 'last\n');
  assert.equal(read(`${file}.1`), `${'d'.repeat(999)}\n`);
  assert.equal(read(`${file}.2`), `${'c'.repeat(999)}\n`);
  assert.deepEqual(readdirSync(join(folder, 'moved')).sort(), ['one.log', 'one.log.1', 'one.log.2']);
});

test('the log of the run before is kept, and one of the same run goes on', () => {
  const file = join(folder, 'runs.log');
  writeFileSync(file, 'before\n');
  const log = new LogFile(file, limits);
  for (const text of ['first\n', 'second\n']) {
    const writer = log.open();
    appendFileSync(writer, text);
    closeSync(writer);
  }
  log.close();
  assert.equal(read(file), 'first\nsecond\n');
  assert.equal(read(`${file}.1`), 'before\n');
});

test('two parts never share a file, in one process or in two', async () => {
  const file = join(folder, 'shared.log');
  const log = new LogFile(file, limits);
  closeSync(log.open());
  assert.throws(
    () => new LogFile(file, limits).open(),
    (error) => error instanceof Refusal && error.message.includes(`in use by process ${process.pid}`),
  );
  log.close();

  const other = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { LogFile } from ${JSON.stringify(new URL('log-file.mjs', import.meta.url).href)};
       new LogFile(${JSON.stringify(file)}).open(); console.log('open'); setInterval(() => {}, 1e6);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(other.stdout, 'data');
  assert.throws(
    () => new LogFile(file, limits).open(),
    (error) => error instanceof Refusal && error.message.includes(`in use by process ${other.pid}`),
  );
  other.kill('SIGKILL');
  await once(other, 'exit');
  closeSync(log.open());
  log.close();
  assert.equal(existsSync(`${file}.lock`), false);
});

test('the log of a part that goes on writing is moved on by itself, and nothing is left behind it', async () => {
  const script = join(folder, 'writer.mjs');
  writeFileSync(script, `setInterval(() => console.log('x'.repeat(99)), 1); process.send('ready');`);
  const logFile = join(folder, 'part', 'writer.log');
  const part = new Part({
    name: 'The writer',
    // From the project's own folder.
    command: [relative(root, script)],
    logFile,
    logLimits: { bytes: 1_000, keep: 2, everyMs: 5 },
    untilReady: (self) => self.message(),
  });
  await part.start();
  while (!existsSync(`${logFile}.2`)) await wait(5);
  await part.stop();
  assert.deepEqual(readdirSync(join(folder, 'part')).sort(), ['writer.log', 'writer.log.1', 'writer.log.2']);
  for (const name of ['writer.log.1', 'writer.log.2']) assert.match(read(join(folder, 'part', name)), /^(x{99}\n)+$/);
});
