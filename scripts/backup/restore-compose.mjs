import {
  composeBackup,
  composeCounts,
  composePutBack,
  composeRestore,
  startServers,
  stopServers,
} from './backup-compose.mjs';
import { describeCounts } from './backup-counts.mjs';
import { confirm, copyBeforehand } from './restore-precautions.mjs';

/** @typedef {import('./backup-format.mjs').Backup} Backup */

/** As it is said of databases that are new. */
const NOTHING = describeCounts({ auth: {}, todos: {} });

/**
 * What `npm run restore -- FILE --compose` does: the servers stand still meanwhile.
 * @param {string} file
 * @param {Backup} backup
 * @param {boolean} yes
 */
export async function restoreInCompose(file, backup, yes) {
  const now = await composeCounts();
  if (!yes) await confirm(now, backup);
  // Ctrl-C reaches Docker's commands too, and ends them; what was stopped is started again all the same.
  process.on('SIGINT', () => {});
  await stopServers();
  try {
    if (now !== NOTHING) await copyBeforehand(file, (stream) => composeBackup(stream));
    await composeRestore(file);
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
