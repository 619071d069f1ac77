import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { VERSION } from './backup-format.mjs';
import { Refusal } from '../settings/refusal.mjs';

/** @typedef {import('./backup-contents.mjs').DatabaseName} DatabaseName */
/** @typedef {import('./backup-format.mjs').Backup} Backup */
/** @typedef {import('./backup-format.mjs').Counts} Counts */
/** @typedef {import('./backup-format.mjs').Header} Header */

/**
 * Reads a whole backup and holds what it says about itself against what is in it.
 * @param {string} file
 * @param {string} [name] what the person knows it by
 * @returns {Promise<Backup>}
 * @throws {Refusal} when it is none, of another version, torn or altered
 */
export async function verifyBackup(file, name = file) {
  const hash = createHash('sha256');
  /** @type {Counts} */
  const counts = {};
  /** @type {Header | undefined} */
  let header;
  /** @type {Record<string, number>} */
  let current = {};
  let table = '';
  for await (const line of readLines(file, name)) {
    if (!header) header = readHeader(line, name);
    else if (line.startsWith('{') && table) current[table] = (current[table] ?? 0) + 1;
    else {
      const [kind, first, second] = readControlLine(line, name);
      if (kind === 'end') {
        if (first?.sha256 !== hash.digest('hex') || !sameCounts(first.counts, counts)) throw damaged(name);
        return { header, counts };
      }
      current = counts[first] ??= {};
      current[(table = second)] = 0;
    }
    hash.update(line).update('\n');
  }
  throw damaged(name);
}

/**
 * The rows of a verified backup, in the order of the file and in batches.
 * @param {string} file
 * @returns {AsyncGenerator<{ database: DatabaseName, table: string, rows: string[] }>}
 */
export async function* rowsIn(file) {
  /** @type {{ database: DatabaseName, table: string, rows: string[] } | undefined} */
  let batch;
  let size = 0;
  for await (const line of readLines(file)) {
    if (line.startsWith('[')) {
      if (batch?.rows.length) yield batch;
      const [kind, database, table] = JSON.parse(line);
      if (kind === 'end') return;
      batch = { database, table, rows: [] };
      size = 0;
    } else if (batch) {
      batch.rows.push(line);
      size += line.length;
      if (batch.rows.length < 1000 && size < 2_000_000) continue;
      yield batch;
      batch = { ...batch, rows: [] };
      size = 0;
    }
  }
}

/**
 * @param {string} file
 * @param {string} [name]
 * @returns {AsyncGenerator<string>}
 * @throws {Refusal}
 */
async function* readLines(file, name = file) {
  const source = createReadStream(file);
  const unpacked = source.pipe(createGunzip()).setEncoding('utf8');
  source.once('error', (error) => unpacked.destroy(error));
  let rest = '';
  try {
    // Not readline, which also ends a line at characters that may stand in a text.
    for await (const piece of unpacked) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    const { code = '', message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (!code.startsWith('Z_')) throw new Refusal(`${name} cannot be read (${message}).`);
    throw message === 'incorrect header check' ? notOurs(name) : damaged(name);
  } finally {
    source.destroy();
  }
  if (rest) throw damaged(name);
}

/**
 * @param {string} line
 * @param {string} file
 * @returns {Header}
 */
function readHeader(line, file) {
  const header = parse(line);
  if (header?.format !== 'latch-backup') throw notOurs(file);
  if (header.version !== VERSION)
    throw new Refusal(
      `${file} was made by another version of Latch (format ${header.version}, this one reads ${VERSION}).`,
    );
  return header;
}

/**
 * @param {string} line
 * @param {string} file
 * @returns {[string, any, any]}
 */
function readControlLine(line, file) {
  const parts = parse(line);
  if (Array.isArray(parts) && ['table', 'end'].includes(parts[0])) return /** @type {any} */ (parts);
  throw damaged(file);
}

/** @param {string} line */
function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} said
 * @param {Counts} found
 */
function sameCounts(said, found) {
  return JSON.stringify(said) === JSON.stringify(found);
}

/** @param {string} file */
function damaged(file) {
  return new Refusal(`${file} is damaged: it is not complete, or was changed after it was made. Take another backup.`);
}

/** @param {string} file */
function notOurs(file) {
  return new Refusal(`${file} is not a backup of Latch.`);
}
