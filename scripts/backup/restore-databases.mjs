import { qualified } from './backup-contents.mjs';
import { countRows, refuseUnknown, refuseWhileConnected } from './restore-check.mjs';
import { leaveOutDeleted } from './restore-access.mjs';
import { STAGING, dropStaging, stage } from './restore-staging.mjs';
import { settle, swapIn } from './restore-swap.mjs';
import { Refusal } from '../settings/refusal.mjs';

/** @typedef {import('./backup-databases.mjs').Database} Database */
/** @typedef {import('./backup-format.mjs').Backup} Backup */
/** @typedef {import('./backup-format.mjs').Counts} Counts */
/** @typedef {import('./restore-access.mjs').Access} Access */

/** More changes than anybody can have made since the backup, where it is restored into a database that knows nothing of them. */
export const REVISION_STEP = 1_000_000_000;

/**
 * Puts the state of a verified backup in the place of the present one, or changes nothing.
 * @param {Database[]} databases todos first
 * @param {Backup} backup
 * @param {string} file
 * @param {object} options
 * @param {(line: string) => void} options.say
 * @param {(now: Counts) => Promise<Access | void>} options.before is told what is there now, and may refuse; returns whether
 *   accounts and invitations stay as they are now or become those of the backup, the default
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<Counts>} what is there afterwards of what was replaced
 * @throws {Refusal}
 */
export async function restoreDatabases(databases, backup, file, { say, before, signal }) {
  await refuseUnknown(backup.header, databases);
  await refuseWhileConnected(databases);
  await putBack(databases, say);
  const keepsAccess = (await before(await countRows(databases))) === 'now';
  const replaced = keepsAccess ? databases.filter(({ name }) => name === 'todos') : databases;
  try {
    for (const database of replaced) {
      say(`Loading the ${database.name} database`);
      for (const table of await stage(database, backup, file, signal))
        say(`The table ${table} is none of Latch's, and stays out.`);
    }
    await beginFeedsAnew(databases, keepsAccess);
    if (keepsAccess) await leaveOutDeleted(databases);
    signal?.throwIfAborted();
    await swapIn(replaced, () => refuseWhileConnected(databases));
  } catch (error) {
    for (const database of databases) await dropStaging(database).catch(() => {});
    if (error instanceof Refusal) throw new Refusal(`${error.message}\nNothing was changed.`);
    throw new Refusal(`The restore did not succeed (${/** @type {Error} */ (error).message}). Nothing was changed.`);
  }
  // As after every restore: what browsers know of the todos is not what is there any more.
  if (keepsAccess) await databases.find(({ name }) => name === 'auth')?.client.query('DELETE FROM session');
  return await countRows(replaced);
}

/**
 * A device that has read changes which the backup does not have must not go on from there: it is told to begin anew. No number of
 * a change is given out twice, neither those since the backup nor those since it was restored before; so owners who have an account
 * keep a number, though they had changed nothing yet when the backup was made.
 * @param {Database[]} databases
 * @param {boolean} keepsAccess whether the accounts are those of now
 */
async function beginFeedsAnew(databases, keepsAccess) {
  const [todos, auth] = databases;
  if (!todos) return;
  const { client } = todos;
  const users = qualified('user', keepsAccess ? undefined : STAGING);
  // With an auth server elsewhere nobody can tell here who has one.
  const accounts = auth ? (await auth.client.query(`SELECT id FROM ${users}`)).rows.map(({ id }) => id) : null;
  if ((await client.query(`SELECT to_regclass('owners') AS owners`)).rows[0].owners)
    await client.query(
      `INSERT INTO ${STAGING}.owners AS restored (user_id, revision)
       SELECT user_id, revision FROM owners WHERE $1::text[] IS NULL OR user_id = ANY($1)
       ON CONFLICT (user_id) DO UPDATE SET revision = greatest(restored.revision, excluded.revision)`,
      [accounts],
    );
  await client.query(`UPDATE ${STAGING}.owners SET revision = revision + $1, forgotten_revision = revision + $1`, [
    REVISION_STEP,
  ]);
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
