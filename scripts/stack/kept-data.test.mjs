import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { dataDirRefusal, openDataDir } from '../settings/data-dir.mjs';
import { lockFolder } from './folder-lock.mjs';
import { Refusal } from '../settings/refusal.mjs';
import { keptSecret } from '../settings/secret.mjs';

const folder = mkdtempSync(join(tmpdir(), 'latch-test-'));
// For any user whom the tests run as.
chmodSync(folder, 0o711);
after(() => rmSync(folder, { recursive: true }));

const NOBODY = 65_534;
const isRoot = process.geteuid?.() === 0;

const moduleOf = (/** @type {string} */ name) => JSON.stringify(new URL(name, import.meta.url).href);

/**
 * Runs a statement in a process of a user who may not use what is {@link foreign}: root may use everything.
 * @param {string} statement
 * @returns {Refusal | undefined} the one that was thrown
 */
function refusalAsNobody(statement) {
  const script = `import { folderProblem, openDataDir } from ${moduleOf('../settings/data-dir.mjs')};
    import { embeddedDatabase } from ${moduleOf('embedded-part.mjs')};
    import { Refusal } from ${moduleOf('../settings/refusal.mjs')};
    import { keptSecret } from ${moduleOf('../settings/secret.mjs')};
    try { ${statement} } catch (error) { if (error instanceof Refusal) console.log(error.message); else throw error; }`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    ...(isRoot && { uid: NOBODY, gid: NOBODY }),
  });
  assert.equal(stderr, '');
  return stdout ? new Refusal(stdout.trimEnd()) : undefined;
}

/** Makes a folder that {@link refusalAsNobody} may not use. @param {string} path */
function foreign(path) {
  mkdirSync(path, { mode: isRoot ? 0o700 : 0o000 });
  return path;
}

/** Makes a folder that {@link refusalAsNobody} may use. @param {string} path */
function own(path) {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (isRoot) chownSync(path, NOBODY, NOBODY);
  return path;
}

/**
 * That it is one line with the folder, its owner and a remedy.
 * @param {unknown} error
 * @param {string} path
 * @param {RegExp} remedy
 */
function assertTold(error, path, remedy) {
  assert.ok(error instanceof Refusal, String(error));
  assert.ok(error.message.startsWith(`${path} (owner: `) || error.message.includes(`${path} (owner: `), error.message);
  assert.match(error.message, remedy);
  assert.doesNotMatch(error.message, /\n|object Object/);
}

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

test('a lock is taken over though its number belongs to another process now, and kept while its holder lives', async () => {
  const data = join(folder, 'locked');
  const script = `import { lockFolder } from ${moduleOf('folder-lock.mjs')};
    lockFolder(${JSON.stringify(data)}); console.log('locked'); setInterval(() => {}, 1e6);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  assert.throws(() => lockFolder(data), new RegExp(`in use by process ${holder.pid}`));
  const lock = readFileSync(`${data}.lock`, 'utf8');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  // As if the process that started this one had been given the number afterwards.
  writeFileSync(`${data}.lock`, lock.replace(/^\d+/, String(process.ppid)));
  lockFolder(data)();
});

test('a lock is taken over whose holder has ended, and whose parent has not asked yet', async (t) => {
  const data = join(folder, 'ended');
  // A shell's child, which ends once the shell has become a program that never waits for it.
  const script = 'exec 3<&0; (read end <&3) & echo $!; exec sleep 600';
  const parent = spawn('sh', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  t.after(() => parent.kill());
  const [pid] = String(await once(parent.stdout, 'data')).match(/\d+/) ?? [];
  const until = async (/** @type {string | number | undefined} */ of, /** @type {RegExp} */ expected) => {
    while (!expected.test(readFileSync(`/proc/${of}/stat`, 'utf8'))) await new Promise(setImmediate);
  };
  await until(parent.pid, /\(sleep\)/);
  parent.stdin.end('\n');
  await until(pid, /\) Z /);
  writeFileSync(`${data}.lock`, String(pid));
  lockFolder(data)();
});

const text = (/** @type {string} */ value) => JSON.stringify(value);

test('a data folder that belongs to somebody else is told in one line', () => {
  const dataDir = foreign(join(folder, 'foreign'));
  assertTold(refusalAsNobody(`openDataDir(${text(dataDir)})`), dataDir, /sudo chown -R \S+ .*foreign, or set DATA_DIR/);
  const above = foreign(join(folder, 'above'));
  assertTold(refusalAsNobody(`openDataDir(${text(join(above, 'data'))})`), above, /set DATA_DIR/);
});

test('so is one in which a folder belongs to somebody else, as after one start with sudo', () => {
  const dataDir = own(join(folder, 'mixed'));
  const logs = foreign(join(dataDir, 'logs'));
  const remedy = /sudo chown -R \S+ .*mixed, or set DATA_DIR/;
  assertTold(refusalAsNobody(`openDataDir(${text(dataDir)})`), logs, remedy);
  rmSync(logs, { recursive: true });
  assert.equal(refusalAsNobody(`openDataDir(${text(dataDir)})`), undefined);
  const todos = own(join(dataDir, 'todos'));
  const base = foreign(join(todos, 'base'));
  assertTold(refusalAsNobody(`throw folderProblem(${text(todos)}, ${text(dataDir)})`), base, remedy);
});

test('a secret that cannot be read is told in one line', () => {
  const file = join(own(join(folder, 'secretive')), 'auth-secret');
  writeFileSync(file, 'x'.repeat(40), { mode: 0o000 });
  // Who owns it may change that, and so does.
  if (isRoot) assertTold(refusalAsNobody(`keptSecret(${text(file)})`), file, /sudo chown/);
  else assert.equal(keptSecret(file).length, 40);
});

test('an embedded database that may not write its files is told in one line, and is not called broken', () => {
  const dataDir = own(join(folder, 'embedded'));
  const base = foreign(join(own(join(dataDir, 'todos')), 'base'));
  writeFileSync(join(dataDir, 'todos', 'PG_VERSION'), '17\n');
  const refusal = refusalAsNobody(`
    const part = embeddedDatabase('todos', { dataDir: ${text(dataDir)}, onUrl: () => {} });
    try { await part.start(); } finally { await part.stop(); }`);
  assertTold(refusal, base, /sudo chown -R \S+ .*embedded, or set DATA_DIR/);
});

/**
 * Runs a statement where a folder is a file system of its own, which only this process sees.
 * @param {string} path
 * @param {string} options to mount it with
 * @param {string} [prepare] a shell command, once it is mounted
 * @returns {string | undefined} what it was refused with; undefined where nobody but root may mount anything
 */
function refusalOnOwnDisk(path, options, prepare = '') {
  mkdirSync(path);
  const script = `import { openDataDir } from ${moduleOf('../settings/data-dir.mjs')};
    try { openDataDir(${text(path)}); } catch (error) { console.log(error.constructor.name, error.message); }`;
  const mount = `mount -t tmpfs -o ${options},mode=700 tmpfs '${path}' || exit 99; ${prepare}`;
  const asRoot = isRoot ? [] : ['--user', '--map-root-user'];
  const run = `"$0" --input-type=module -e "$1"`;
  const { status, stdout } = spawnSync(
    'unshare',
    [...asRoot, '--mount', 'sh', '-c', `${mount}\n${run}`, process.execPath, script],
    { encoding: 'utf8' },
  );
  return status === 0 ? stdout.trimEnd() : undefined;
}

test('a disk that is full or read-only is told with what to do, and so is what is no disk', () => {
  const full = join(folder, 'full');
  const fill = `head -c 1000000 /dev/zero > '${full}/filler' 2>/dev/null`;
  const said = refusalOnOwnDisk(full, 'size=64k', fill);
  if (said === undefined) {
    // The same error, of the one file that is always full.
    const error = thrownBy(() => writeFileSync('/dev/full', 'x'));
    assertTold(dataDirRefusal(error, full), full, /disk .* is full\. Free some space/);
  } else
    assert.match(said, /^Refusal The disk of \S+full \(owner: root; Latch runs as root\) is full\. Free some space.*$/);
  const readOnly = join(folder, 'read-only');
  const refused = refusalOnOwnDisk(readOnly, 'ro');
  if (refused !== undefined)
    assert.match(
      refused,
      /^Refusal \S+read-only \(owner: root; Latch runs as root\) is mounted read-only\. Mount it.*$/,
    );
  for (const path of ['/proc/latch', '/proc/latch/data'])
    assertTold(refusalAsNobody(`openDataDir(${text(path)})`), '/proc', /takes no files of Latch\. Set DATA_DIR/);
});

/** @param {() => void} work */
function thrownBy(work) {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('it threw nothing');
}

test('what is read-only, full or no folder is told with what to do', () => {
  const dataDir = join(folder, 'new');
  const told = (/** @type {object} */ error) => dataDirRefusal(Object.assign(new Error('x'), error), dataDir);
  assertTold(told({ code: 'EROFS', path: dataDir }), dataDir, /mounted read-only.*set DATA_DIR/);
  for (const code of ['ENOSPC', 'EDQUOT']) {
    assertTold(told({ code, path: join(dataDir, 'logs', 'x.log') }), dataDir, /disk .* full\. Free some space/);
    assertTold(told({ code }), dataDir, /disk .* full/);
  }
  writeFileSync(join(folder, 'file'), '');
  assert.throws(
    () => openDataDir(join(folder, 'file')),
    (error) => (assertTold(error, join(folder, 'file'), /is a file, where a folder has to be/), true),
  );
  assert.throws(
    () => openDataDir(join(folder, 'file', 'data')),
    (error) => (assertTold(error, join(folder, 'file'), /is a file/), true),
  );
});

test('what is not about the data folder is left alone', () => {
  const dataDir = join(folder, 'new');
  for (const error of [
    { code: 'EACCES' },
    { code: 'EACCES', path: join(folder, 'newer') },
    { code: 'ENOENT', path: dataDir },
    { code: 'EEXIST', path: join(dataDir, 'todos') },
  ])
    assert.equal(dataDirRefusal(Object.assign(new Error('x'), error), dataDir), undefined, JSON.stringify(error));
  assert.equal(dataDirRefusal(undefined, dataDir), undefined);
});
