import { countRows, refuseUnknown, refuseWhileConnected } from './restore-check.mjs';
import { dropStaging, stage } from './restore-staging.mjs';
import { settle, swapIn } from './restore-swap.mjs';
import { Refusal } from '../refusal.mjs';

/** @typedef {import('./backup-databases.mjs').Database} Database */
/** @typedef {import('./backup-format.mjs').Backup} Backup */
/** @typedef {import('./backup-format.mjs').Counts} Counts */

/**
 * Puts the state of a verified backup in the place of the present one, or changes nothing.
 * @param {Database[]} databases todos first
 * @param {Backup} backup
 * @param {string} file
 * @param {object} options
 * @param {(line: string) => void} options.say
 * @param {(now: Counts) => Promise<unknown>} options.before is told what is there now, and may refuse
 * @param {AbortSignal} [options.signal]
 * @throws {Refusal}
 */
export async function restoreDatabases(databases, backup, file, { say, before, signal }) {
  await refuseUnknown(backup.header, databases);
  await refuseWhileConnected(databases);
  await putBack(databases, say);
  await before(await countRows(databases));
  try {
    for (const database of databases) {
      say(`Loading the ${database.name} database`);
      for (const table of await stage(database, backup, file, signal))
        say(`The table ${table} is none of Latch's, and stays out.`);
    }
    signal?.throwIfAborted();
    await swapIn(databases, () => refuseWhileConnected(databases));
  } catch (error) {
    for (const database of databases) await dropStaging(database).catch(() => {});
    if (error instanceof Refusal) throw new Refusal(`${error.message}\nNothing was changed.`);
    throw new Refusal(`The restore did not succeed (${/** @type {Error} */ (error).message}). Nothing was changed.`);
  }
}

/**
 * Ends a restore that was interrupted, and says how.
 * @param {Database[]} databases
 * @param {(line: string) => void} say
 */
export async function putBack(databases, say) {
  const sentences = {
    nothing: '',
    'put back': 'A restore was interrupted: the state before it is in its place again.',
    completed: 'A restore was interrupted after it was complete: what it left behind is removed.',
  };
  const sentence = sentences[await settle(databases)];
  if (sentence) say(sentence);
  for (const database of databases) await dropStaging(database);
  return sentence !== '';
}
