/**
 * The file of a backup: gzip'd lines of JSON, the same whichever PostgreSQL it was made on.
 *
 *   {"format": "latch-backup", "version": 1, "createdAt": …, "databases": {"todos": {"migrations": …, "tables": …}, …}}
 *   ["table", "todos", "todos"]       and then one line, an object as PostgreSQL wrote it, for each of its rows
 *   …
 *   ["end", {"counts": {"todos": {"todos": 2}, …}, "sha256": …}]       the digest of all lines before, in hex
 */
import { createHash } from 'node:crypto';

/** @typedef {import('./backup-contents.mjs').DatabaseName} DatabaseName */
/** @typedef {import('./backup-contents.mjs').Contents} Contents */
/** @typedef {{ format: string, version: number, createdAt: string, databases: Partial<Record<DatabaseName, Contents>> }} Header */
/** @typedef {Record<string, Record<string, number>>} Counts rows, by database and table */
/** @typedef {{ database: DatabaseName, table: string, rows: AsyncIterable<string[]> }} TableRows rows come in batches */
/** @typedef {{ header: Header, counts: Counts }} Backup */

export const VERSION = 1;

/**
 * The lines of a backup, in pieces.
 * @param {Header['databases']} databases
 * @param {Iterable<TableRows>} tables
 * @returns {AsyncGenerator<string, Counts>}
 */
export async function* linesOf(databases, tables) {
  const hash = createHash('sha256');
  const hashed = (/** @type {string[]} */ lines) => {
    const text = `${lines.join('\n')}\n`;
    hash.update(text);
    return text;
  };
  /** @type {Counts} */
  const counts = {};
  yield hashed([JSON.stringify({ format: 'latch-backup', version: VERSION, createdAt: new Date(), databases })]);
  for (const { database, table, rows } of tables) {
    yield hashed([JSON.stringify(['table', database, table])]);
    let count = 0;
    for await (const batch of rows) {
      if (!batch.length) continue;
      if (batch.some((row) => row.includes('\n'))) throw new Error(`A row of ${table} does not fit on a line`);
      count += batch.length;
      yield hashed(batch);
    }
    counts[database] = { ...counts[database], [table]: count };
  }
  yield `${JSON.stringify(['end', { counts, sha256: hash.digest('hex') }])}\n`;
  return counts;
}

/** @param {Counts} counts */
export function describeCounts({ auth, todos }) {
  const accounts = auth ? [plural(auth.user ?? 0, 'account')] : [];
  return [...accounts, plural(todos?.todos ?? 0, 'todo')].join(' and ');
}

/** @param {number} bytes */
export function describeSize(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/**
 * @param {number} count
 * @param {string} thing
 */
function plural(count, thing) {
  return `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
}
