import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { describeCounts } from './backup-counts.mjs';
import { backupName, writeBackupFile } from './backup-writer.mjs';
import { Refusal } from '../refusal.mjs';

/** @typedef {import('./backup-format.mjs').Backup} Backup */

/**
 * What is replaced, as a backup beside the one that replaces it.
 * @param {string} file
 * @param {Parameters<typeof writeBackupFile>[1]} write
 */
export async function copyBeforehand(file, write) {
  const copy = join(dirname(file), `before-restore-${backupName()}`);
  const { counts } = await writeBackupFile(copy, write);
  console.log(`What is replaced (${describeCounts(counts)}) is kept in ${copy}`);
}

/**
 * @param {string} now
 * @param {Backup} backup
 * @throws {Refusal} unless the person at the terminal agrees
 */
export async function confirm(now, { header, counts }) {
  console.log(`This replaces ${now} by ${describeCounts(counts)} from ${header.createdAt}.`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C and Ctrl-D are answers too: the one fails the question, the other leaves it open for ever.
  const asked = terminal.question('Type "yes" to go on: ').catch(() => '');
  const answer = await Promise.race([asked, once(terminal, 'close').then(() => '')]);
  terminal.close();
  if (answer.trim().toLowerCase() !== 'yes') throw new Refusal('Nothing was changed.');
}
