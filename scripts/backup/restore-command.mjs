import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { describeCounts } from './backup-counts.mjs';
import { closeDatabases, openDatabases } from './backup-databases.mjs';
import { verifyBackup } from './backup-reader.mjs';
import { streamBackup } from './backup-writer.mjs';
import { countRows, refuseWhileServing } from './restore-check.mjs';
import { putBackInCompose, restoreInCompose } from './restore-compose.mjs';
import { putBack, restoreDatabases } from './restore-databases.mjs';
import { confirm, copyBeforehand } from './restore-precautions.mjs';
import { Refusal } from '../refusal.mjs';
import { readSettings } from '../settings.mjs';

/** @typedef {import('./backup-format.mjs').Backup} Backup */
/** @typedef {import('./backup-format.mjs').Counts} Counts */

const USAGE = 'npm run restore -- FILE [--yes] [--compose], or npm run restore -- --put-back [--compose]';
const say = (/** @type {string} */ line) => console.log(line);

/**
 * What `npm run restore` does. A file named `-` is the standard input.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @throws {Refusal}
 */
export async function restore(args, env) {
  const { given, yes, compose, count, putBack: onlyPutBack } = readArguments(args);
  if (count) return await sayCounts(env);
  if (onlyPutBack) return compose ? await putBackInCompose() : await directPutBack(env);
  if (!yes && !process.stdin.isTTY) throw new Refusal('This replaces what is there now. Add --yes to say that it may.');
  const { file, forget } =
    given === '-' ? await keepInput() : { file: resolve(env.INIT_CWD ?? '.', given), forget: () => {} };
  try {
    const backup = await verifyBackup(file, given === '-' ? 'The standard input' : file);
    await (compose
      ? restoreInCompose(file, backup, yes)
      : directFile(env, file, backup, { yes, keepCopy: given !== '-' }));
  } finally {
    forget();
  }
}

/** @param {string[]} args */
function readArguments(args) {
  const options = /** @type {const} */ ({
    yes: { type: 'boolean', default: false },
    compose: { type: 'boolean', default: false },
    'put-back': { type: 'boolean', default: false },
    // Says what is there and changes nothing; with --compose, that is how the question before is asked.
    count: { type: 'boolean', default: false },
  });
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const { yes, compose, count, 'put-back': putBack } = values;
    if (positionals.length !== (putBack || count ? 0 : 1)) throw new Error('One file is wanted');
    return { given: positionals[0] ?? '', yes, compose, count, putBack };
  } catch (error) {
    throw new Refusal(`${/** @type {Error} */ (error).message}.\n${USAGE}`);
  }
}

/** The standard input as a file, since it is read more than once. */
async function keepInput() {
  const folder = mkdtempSync(join(tmpdir(), 'latch-restore-'));
  const forget = () => rmSync(folder, { recursive: true, force: true });
  const file = join(folder, 'standard-input');
  await pipeline(process.stdin, createWriteStream(file, { mode: 0o600 }));
  return { file, forget };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} file
 * @param {Backup} backup
 * @param {{ yes: boolean, keepCopy: boolean }} options
 */
async function directFile(env, file, backup, { yes, keepCopy }) {
  const settings = readSettings(env);
  await refuseWhileServing(settings);
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => interrupted.abort(new Refusal('The restore was stopped.')));
  const databases = await openDatabases(settings, { alone: true });
  let began = Date.now();
  /** @param {Counts} now */
  const before = async (now) => {
    if (!yes) await confirm(describeCounts(now), backup);
    began = Date.now();
    const empty = !Object.values(now).some((tables) => Object.values(tables).some((count) => count > 0));
    if (keepCopy && !empty) await copyBeforehand(file, (stream) => streamBackup(databases, stream, interrupted.signal));
  };
  try {
    await restoreDatabases(databases, backup, file, { say, before, signal: interrupted.signal });
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    say(`Restored ${describeCounts(backup.counts)} in ${seconds} s. Everybody signs in again.`);
  } finally {
    await closeDatabases(databases);
  }
}

/** @param {NodeJS.ProcessEnv} env */
async function sayCounts(env) {
  const databases = await openDatabases(readSettings(env), { alone: true });
  try {
    say(describeCounts(await countRows(databases)));
  } finally {
    await closeDatabases(databases);
  }
}

/** @param {NodeJS.ProcessEnv} env */
async function directPutBack(env) {
  const databases = await openDatabases(readSettings(env), { alone: true });
  try {
    if (!(await putBack(databases, say))) say('No restore was interrupted; there is nothing to put back.');
  } finally {
    await closeDatabases(databases);
  }
}
