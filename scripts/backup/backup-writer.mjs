import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { linesOf } from './backup-format.mjs';
import { verifyBackup } from './backup-reader.mjs';
import { endSnapshot, takeSnapshot } from './backup-snapshot.mjs';
import { Refusal } from '../settings/refusal.mjs';

/** @typedef {import('./backup-databases.mjs').Database} Database */
/** @typedef {import('./backup-format.mjs').Backup} Backup */

const OUR_NAME = /^latch-\d{8}T\d{6}\.\d{3}Z\.backup$/;

/** The name of a backup made now, in UTC. @param {Date} [now] */
export function backupName(now = new Date()) {
  return `latch-${now.toISOString().replace(/[-:]/g, '')}.backup`;
}

/**
 * Writes a backup of the databases, as they are at one moment, to a stream.
 * @param {Database[]} databases
 * @param {NodeJS.WritableStream} stream
 * @param {AbortSignal} [signal]
 * @throws {Refusal} when there is nothing in them
 */
export async function streamBackup(databases, stream, signal) {
  const { contents, tables } = await takeSnapshot(databases);
  try {
    const empty = databases.find(({ name }) => !contents[name]?.migrations.length);
    if (empty) throw new Refusal(`There is nothing to back up yet: Latch has never run on its ${empty.name} database.`);
    await pipeline(Readable.from(linesOf(contents, tables)), createGzip(), stream, { signal });
  } finally {
    await endSnapshot(databases);
  }
}

/**
 * A backup as a file for its owner alone, which has its name only once it is complete, verified and on the disk.
 * @param {string} file must not be there yet
 * @param {(stream: NodeJS.WritableStream) => Promise<void>} write
 * @returns {Promise<Backup & { bytes: number }>}
 * @throws {Refusal}
 */
export async function writeBackupFile(file, write) {
  if (existsSync(file)) throw new Refusal(`${file} is there already. Choose another name.`);
  const partial = join(dirname(file), `.${basename(file)}.${process.pid}.partial`);
  const handle = await open(partial, 'wx', 0o600).catch((error) => {
    throw new Refusal(`${file} cannot be written (${error.message}).`);
  });
  try {
    // flush: on the disk, not only in the system's memory, before it is closed.
    await write(handle.createWriteStream({ flush: true }));
    const backup = await verifyBackup(partial);
    await rename(partial, file);
    await syncFolder(dirname(file));
    return { ...backup, bytes: statSync(file).size };
  } finally {
    await handle.close().catch(() => {});
    rmSync(partial, { force: true });
  }
}

/**
 * Removes all backups of a folder but the newest. Only files named as ours are touched.
 * @param {string} folder
 * @param {number} keep
 * @returns {string[]} the names of those removed
 */
export function removeOlder(folder, keep) {
  const older = readdirSync(folder)
    .filter((name) => OUR_NAME.test(name))
    .sort()
    .slice(0, -keep);
  for (const name of older) rmSync(join(folder, name));
  return older;
}

/** @param {string} folder */
async function syncFolder(folder) {
  // So that the name outlasts a power cut as well; not every system can do this with a folder.
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
