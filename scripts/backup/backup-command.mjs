import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { composeBackup } from './backup-compose.mjs';
import { closeDatabases, openDatabases } from './backup-databases.mjs';
import { backupName, removeOlder, streamBackup, writeBackupFile } from './backup-writer.mjs';
import { describeCounts, describeSize } from './backup-format.mjs';
import { makeFolder } from '../settings/data-dir.mjs';
import { Refusal } from '../settings/refusal.mjs';
import { readSettings, root } from '../settings/settings.mjs';

/**
 * What `npm run backup` does.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @throws {Refusal}
 */
export async function backup(args, env) {
  const { output, keep, compose } = readArguments(args);
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interrupted.abort());
  const write = (/** @type {NodeJS.WritableStream} */ stream) =>
    compose ? composeBackup(stream, interrupted.signal) : directBackup(env, stream, interrupted.signal);
  try {
    if (output === '-') return await write(process.stdout);
    const path = resolve(env.INIT_CWD ?? '.', output ?? join(root, 'backups'));
    const folder = /[/\\]$/.test(output ?? '') ? path : dirname(path);
    if (!existsSync(folder)) throw new Refusal(`There is no folder ${folder}.`);
    await backupToFile(path, keep, !output, write);
  } catch (error) {
    throw interrupted.signal.aborted ? new Refusal('Stopped. There is no new backup.') : error;
  }
}

/** @param {string[]} args */
function readArguments(args) {
  const options = /** @type {const} */ ({
    output: { type: 'string' },
    keep: { type: 'string' },
    compose: { type: 'boolean' },
  });
  try {
    const { output, keep, compose } = parseArgs({ args, options }).values;
    if (keep !== undefined && !/^[1-9]\d*$/.test(keep)) throw new Error('--keep wants a number from 1 on');
    return { output, keep: Number(keep ?? Infinity), compose };
  } catch (error) {
    throw new Refusal(
      `${/** @type {Error} */ (error).message}.\nnpm run backup [-- --output FILE|FOLDER|-] [--keep N] [--compose]`,
    );
  }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.WritableStream} stream
 * @param {AbortSignal} signal
 */
async function directBackup(env, stream, signal) {
  const databases = await openDatabases(readSettings(env));
  try {
    await streamBackup(databases, stream, signal);
  } finally {
    await closeDatabases(databases);
  }
}

/**
 * @param {string} output
 * @param {number} keep
 * @param {boolean} make whether a folder that is not there is made
 * @param {Parameters<typeof writeBackupFile>[1]} write
 */
async function backupToFile(output, keep, make, write) {
  const began = Date.now();
  if (make) makeFolder(output);
  const isFolder = statSync(output, { throwIfNoEntry: false })?.isDirectory();
  if (!isFolder && keep !== Infinity)
    throw new Refusal('--keep needs a folder as --output, and that folder to be there.');
  const file = isFolder ? join(output, backupName()) : output;
  const { counts, bytes } = await writeBackupFile(file, write);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`Backed up ${describeCounts(counts)} to ${file} (${describeSize(bytes)}) in ${seconds} s.`);
  for (const name of isFolder ? removeOlder(output, keep) : []) console.log(`Removed ${join(dirname(file), name)}`);
}
