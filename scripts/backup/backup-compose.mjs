import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../settings/refusal.mjs';
import { root } from '../settings/settings.mjs';

/** What must stand still while its databases are replaced. */
const SERVERS = ['gateway', 'auth-server', 'backend'];

/**
 * The backup of the databases of docker-compose.yml, made in a container of theirs.
 * @param {NodeJS.WritableStream} stream
 * @param {AbortSignal} [signal]
 */
export async function composeBackup(stream, signal) {
  await build('backup');
  const child = compose(['run', '--rm', '-T', 'backup'], ['ignore', 'pipe', 'inherit']);
  const ended = exit(child);
  await Promise.all([pipeline(/** @type {any} */ (child.stdout), stream, { signal }), ended]);
}

/**
 * Replaces the databases of docker-compose.yml by a backup.
 * @param {string} file
 * @param {import('./restore-access.mjs').Access} access
 */
export async function composeRestore(file, access) {
  await build('restore');
  const command = ['run', '--rm', '-T', 'restore', '-', '--yes', '--access', access];
  const child = compose(command, ['pipe', 'inherit', 'inherit']);
  // It may refuse before it has read everything; its exit code says so.
  pipeline(createReadStream(file), /** @type {any} */ (child.stdin)).catch(() => {});
  await exit(child);
}

/**
 * How much the databases hold, in words, and what a backup would bring back.
 * @param {string} file
 * @returns {Promise<{ now: string, revived: import('./restore-access.mjs').Revived[] }>}
 */
export async function composeComparison(file) {
  await build('restore');
  const child = compose(['run', '--rm', '-T', 'restore', '-', '--compare'], ['pipe', 'pipe', 'inherit']);
  pipeline(createReadStream(file), /** @type {any} */ (child.stdin)).catch(() => {});
  const [said] = await Promise.all([text(/** @type {any} */ (child.stdout)), exit(child)]);
  return JSON.parse(said);
}

/** Ends a restore that was interrupted. */
export async function composePutBack() {
  await build('restore');
  await exit(compose(['run', '--rm', '-T', 'restore', '--put-back']));
}

/** Stops the gateway and both servers; the databases go on. */
export async function stopServers() {
  await exit(compose(['stop', ...SERVERS]));
}

/** Starts them again, migrations first, which do not go on where a restore was interrupted half-way. */
export async function startServers() {
  await exit(compose(['up', '--detach', '--no-build', '--wait', 'gateway']));
}

/** An image of an older Latch would not know the migrations of this one. @param {string} service */
async function build(service) {
  await exit(compose(['build', '--quiet', service]));
}

/**
 * @param {string[]} args
 * @param {import('node:child_process').StdioOptions} [stdio]
 */
function compose(args, stdio = ['ignore', 2, 2]) {
  return spawn('docker', ['compose', ...args], { cwd: root, stdio });
}

/** @param {import('node:child_process').ChildProcess} child */
async function exit(child) {
  const [code] = await once(child, 'exit').catch((error) => {
    throw new Refusal(`Docker could not be run (${error.message}).`);
  });
  if (code !== 0) throw new Refusal('Docker Compose did not do it; its reason stands above.');
}
