import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
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
 * A folder for a database's socket: with the data, unless that makes the socket's name too long. Where it is then is
 * written down with the data, so that it can be found.
 * @param {string} dataDir
 * @param {string} name
 */
export function socketFolder(dataDir, name) {
  const besideData = join(dataDir, 'run', name);
  if (fits(besideData)) return made(besideData);
  const folder = mkdtempSync(join(tmpdir(), 'latch-'));
  made(join(dataDir, 'run'));
  writeFileSync(elsewhere(dataDir, name), folder, { mode: 0o600 });
  return folder;
}

/**
 * The folder in which {@link socketFolder} said the socket of a running database is.
 * @param {string} dataDir
 * @param {string} name
 * @returns {string | undefined} undefined when it has never run; that there is a folder does not say that it runs
 */
export function findSocketFolder(dataDir, name) {
  const besideData = join(dataDir, 'run', name);
  if (fits(besideData)) return besideData;
  const file = elsewhere(dataDir, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** @param {string} folder */
function fits(folder) {
  return Buffer.byteLength(join(folder, '.s.PGSQL.5432')) <= LONGEST_SOCKET_NAME;
}

/**
 * @param {string} dataDir
 * @param {string} name
 */
function elsewhere(dataDir, name) {
  return join(dataDir, 'run', `${name}.folder`);
}

/** @param {string} folder */
function made(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
