import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { describeCounts } from './backup-format.mjs';
import { closeDatabases, openDatabases } from './backup-databases.mjs';
import { verifyBackup } from './backup-reader.mjs';
import { streamBackup } from './backup-writer.mjs';
import { countRows, refuseWhileServing } from './restore-check.mjs';
import { putBackInCompose, restoreInCompose } from './restore-compose.mjs';
import { revivedBy } from './restore-access.mjs';
import { putBack, restoreDatabases } from './restore-databases.mjs';
import { copyBeforehand, decide } from './restore-precautions.mjs';
import { Refusal } from '../settings/refusal.mjs';
import { readSettings } from '../settings/settings.mjs';

/** @typedef {import('./backup-format.mjs').Backup} Backup */
/** @typedef {import('./backup-format.mjs').Counts} Counts */
/** @typedef {import('./restore-access.mjs').Access} Access */
/** @typedef {{ yes: boolean, access?: Access }} Given */

const USAGE =
  'npm run restore -- FILE [--yes] [--access now|backup] [--compose], or npm run restore -- --put-back [--compose]';
/** @type {Access[]} */
const ACCESSES = ['now', 'backup'];
const say = (/** @type {string} */ line) => console.log(line);

/**
 * What `npm run restore` does. A file named `-` is the standard input.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @throws {Refusal}
 */
export async function restore(args, env) {
  const { given, yes, access, compose, compare, putBack: onlyPutBack } = readArguments(args);
  if (onlyPutBack) return compose ? await putBackInCompose() : await directPutBack(env);
  if (!yes && !compare && !process.stdin.isTTY)
    throw new Refusal('This replaces what is there now. Add --yes to say that it may.');
  const here = env.INIT_CWD ?? '.';
  const isInput = given === '-';
  const { file, forget } = isInput ? await keepInput() : { file: resolve(here, given), forget: () => {} };
  try {
    const backup = await verifyBackup(file, isInput ? 'The standard input' : file);
    if (compare) await sayComparison(env, file);
    else if (compose) await restoreInCompose(file, backup, { yes, access, copyTo: isInput ? here : dirname(file) });
    // In a container, which reads the standard input, nothing can be written that stays.
    else await directFile(env, file, backup, { yes, access, keepCopy: !isInput });
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
    access: { type: 'string' },
    // Says what is there and changes nothing; with --compose, that is how it is known before the question.
    compare: { type: 'boolean', default: false },
  });
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const { yes, access, compose, compare, 'put-back': putBack } = values;
    if (positionals.length !== (putBack ? 0 : 1)) throw new Error('One file is wanted');
    const known = ACCESSES.find((each) => each === access);
    if (access !== undefined && !known) throw new Error('--access wants "now" or "backup"');
    return { given: positionals[0] ?? '', yes, access: known, compose, compare, putBack };
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
 * @param {Given & { keepCopy: boolean }} options
 */
async function directFile(env, file, backup, { keepCopy, ...given }) {
  const settings = readSettings(env);
  await refuseWhileServing(settings);
  const interrupted = new AbortController();
  const stop = () => interrupted.abort(new Refusal('The restore was stopped.'));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
  const databases = await openDatabases(settings, { alone: true });
  let began = Date.now();
  /** @param {Counts} now */
  const before = async (now) => {
    if (given.access === 'now' && !now.auth?.user)
      throw new Refusal('There are no accounts here to leave as they are. Leave out --access. Nothing was changed.');
    const revived = await revivedBy(databases, file);
    const access = await decide({ now: describeCounts(now), backup, revived }, given);
    began = Date.now();
    const empty = !Object.values(now).some((tables) => Object.values(tables).some((count) => count > 0));
    if (keepCopy && !empty)
      await copyBeforehand(dirname(file), (stream) => streamBackup(databases, stream, interrupted.signal));
    return access;
  };
  try {
    const restored = await restoreDatabases(databases, backup, file, { say, before, signal: interrupted.signal });
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    say(`Restored ${describeCounts(restored)} in ${seconds} s. Everybody signs in again.`);
    if (!restored.auth) say('Accounts and invitations were left as they are.');
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop);
    await closeDatabases(databases);
  }
}

/**
 * As JSON, for a restore in a container.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} file
 */
async function sayComparison(env, file) {
  const databases = await openDatabases(readSettings(env), { alone: true });
  try {
    const now = describeCounts(await countRows(databases));
    say(JSON.stringify({ now, revived: await revivedBy(databases, file) }));
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
