import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';

const EMBEDDED = fileURLToPath(new URL('../../../scripts/stack/embedded-database.mjs', import.meta.url));

/** What one operation may take where no outage is tried, so that a slow machine is not taken for one. */
export const PATIENT_MS = 60_000;

/**
 * A database for tests alone.
 * @typedef {{ url: string, drop: () => Promise<void> }} TestDatabase
 */

/**
 * An empty database of one's own: on the server TEST_DATABASE_URL names, or an embedded one.
 * @returns {Promise<TestDatabase>}
 */
export function emptyDatabase() {
  const server = process.env.TEST_DATABASE_URL;
  return server ? scratchDatabase(server) : embeddedDatabase();
}

/**
 * A database of one's own that has its tables, and no rows in them: a copy of the one that was migrated for the whole run.
 * @returns {Promise<TestDatabase>}
 */
export function migratedDatabase() {
  const template = /** @type {string} */ (process.env.LATCH_MIGRATED_AUTH_DATABASE);
  const server = process.env.TEST_DATABASE_URL;
  return server ? scratchDatabase(server, template) : embeddedDatabase(template);
}

/** The database all suites share, with its tables; other suites' rows are in it too. */
export function sharedDatabaseUrl() {
  return /** @type {string} */ (process.env.LATCH_SHARED_AUTH_DATABASE);
}

/**
 * Runs one statement on a connection of its own.
 * @template {object} Row
 * @param {string} url
 * @param {string} text
 * @param {unknown[]} [values]
 * @returns {Promise<Row[]>}
 */
export async function sql(url, text, values = []) {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** @param {string} server @param {string} [template] its name @returns {Promise<TestDatabase>} */
async function scratchDatabase(server, template) {
  const name = `latch_auth_${randomBytes(6).toString('hex')}`;
  await sql(server, `create database ${name} ${template ? `template ${template}` : ''}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: async () => void (await sql(server, `drop database if exists ${name} with (force)`)) };
}

/** @param {string} [template] a file it begins with @returns {Promise<TestDatabase>} */
async function embeddedDatabase(template) {
  const env = template ? { ...process.env, EMBEDDED_TEMPLATE: template } : process.env;
  // By its channel it notices when this process is gone, whatever the reason, and ends too.
  const child = spawn(process.execPath, [EMBEDDED], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the embedded database ended at once')));
  const [message] = await Promise.race([once(child, 'message'), ended]);
  child.channel?.unref();
  return { url: message.url, drop: () => end(child) };
}

/** @param {import('node:child_process').ChildProcess} child */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
