import {
  composeBackup,
  composeComparison,
  composePutBack,
  composeRestore,
  startServers,
  stopServers,
} from './backup-compose.mjs';
import { describeCounts } from './backup-format.mjs';
import { copyBeforehand, decide } from './restore-precautions.mjs';
import { Refusal } from '../settings/refusal.mjs';

/** @typedef {import('./backup-format.mjs').Backup} Backup */

/** As it is said of databases that are new. */
const NOTHING = describeCounts({ auth: {}, todos: {} });

/**
 * What `npm run restore -- FILE --compose` does: the servers stand still meanwhile.
 * @param {string} file
 * @param {Backup} backup
 * @param {{ yes: boolean, access?: import('./restore-access.mjs').Access, copyTo: string }} given copyTo: the folder for a backup
 *   of what is replaced
 * @throws {Refusal}
 */
export async function restoreInCompose(file, backup, given) {
  const { now, revived } = await composeComparison(file);
  const access = await decide({ now, backup, revived }, given);
  // Ctrl-C reaches Docker's commands too, and ends them; what was stopped is started again all the same.
  process.on('SIGINT', () => {});
  await stopServers();
  try {
    if (now !== NOTHING) await copyBeforehand(given.copyTo, (stream) => composeBackup(stream));
    // Until they stood still, the servers went on changing who may sign in.
    if (access === 'backup' && JSON.stringify((await composeComparison(file)).revived) !== JSON.stringify(revived))
      throw new Refusal('Accounts or invitations were changed meanwhile. Nothing was changed by this; start it again.');
    await composeRestore(file, access);
  } finally {
    await startServers();
  }
}

/** What `npm run restore -- --put-back --compose` does. */
export async function putBackInCompose() {
  await stopServers();
  await composePutBack();
  await startServers();
}
