import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { describeCounts } from './backup-format.mjs';
import { backupName, writeBackupFile } from './backup-writer.mjs';
import { describeRevived } from './restore-access.mjs';
import { Refusal } from '../settings/refusal.mjs';

/** @typedef {import('./backup-format.mjs').Backup} Backup */
/** @typedef {import('./restore-access.mjs').Access} Access */
/** @typedef {import('./restore-access.mjs').Revived} Revived */

/**
 * What is replaced, as a backup.
 * @param {string} folder where to
 * @param {Parameters<typeof writeBackupFile>[1]} write
 */
export async function copyBeforehand(folder, write) {
  const copy = join(folder, `before-restore-${backupName()}`);
  const { counts } = await writeBackupFile(copy, write);
  console.log(`What is replaced (${describeCounts(counts)}) is kept in ${copy}`);
}

/**
 * Lets a person decide whether the restore goes on, and what becomes of access that was taken away since the backup.
 * @param {object} found
 * @param {string} found.now what is replaced, in words
 * @param {Backup} found.backup
 * @param {Revived[]} found.revived
 * @param {{ yes: boolean, access?: Access }} given on the command line; with `yes` nobody is asked
 * @returns {Promise<Access>}
 * @throws {Refusal} when the person does not agree, or nobody said what becomes of that access
 */
export async function decide({ now, backup: { header, counts }, revived }, { yes, access }) {
  const since = `Changed since ${header.createdAt}, and the backup brings back:\n${describeRevived(revived)}`;
  const isOpen = revived.length > 0 && !access;
  if (yes && isOpen)
    throw new Refusal(
      `${since}\nAdd --access now to leave accounts and invitations as they are now and restore the todos alone, or ` +
        '--access backup to bring these back. Nothing was changed.',
    );
  if (yes) return access ?? 'backup';
  const replaced = access === 'now' ? `${now}, accounts aside,` : now;
  console.log(`This replaces ${replaced} by ${describeCounts(counts)} from ${header.createdAt}.`);
  if (revived.length && access !== 'now') console.log(since);
  if (isOpen) console.log('"now" leaves accounts and invitations as they are now; "backup" brings these back.');
  const answer = await ask(isOpen ? 'Type "now" or "backup" to go on: ' : 'Type "yes" to go on: ');
  if (!isOpen && answer === 'yes') return access ?? 'backup';
  if (isOpen && (answer === 'now' || answer === 'backup')) return answer;
  throw new Refusal('Nothing was changed.');
}

/** @param {string} question */
async function ask(question) {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C and Ctrl-D are answers too: the one fails the question, the other leaves it open for ever.
  const asked = terminal.question(question).catch(() => '');
  const answer = await Promise.race([asked, once(terminal, 'close').then(() => '')]);
  terminal.close();
  return answer.trim().toLowerCase();
}
