import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from './refusal.mjs';

/** In bytes; what the narrowest of the systems we know (macOS) takes. */
const LONGEST_SOCKET_NAME = 103;

/**
 * Makes sure that the folder for everything Latch keeps is there, for its owner alone.
 * @param {string} dataDir
 * @throws {Refusal}
 */
export function openDataDir(dataDir) {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    throw new Refusal(
      `${dataDir} cannot be used for Latch's data (${message}). Make it a folder you may write to, or set DATA_DIR to another.`,
    );
  }
}

/**
 * A folder for a database's socket: with the data, unless that makes the socket's name too long.
 * @param {string} dataDir
 * @param {string} name
 */
export function socketFolder(dataDir, name) {
  const besideData = join(dataDir, 'run', name);
  const fits = Buffer.byteLength(join(besideData, '.s.PGSQL.5432')) <= LONGEST_SOCKET_NAME;
  const folder = fits ? besideData : mkdtempSync(join(tmpdir(), 'latch-'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
