import { execFileSync, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';

const inScripts = (/** @type {string} */ file) =>
  fileURLToPath(new URL(`../../../scripts/stack/${file}`, import.meta.url));

/**
 * A database for tests alone: on the server that TEST_DATABASE_URL names, or an embedded one in memory.
 * @typedef {{ url: string, drop: () => Promise<void> }} TestDatabase
 */

/**
 * An empty database of one's own.
 * @returns {Promise<TestDatabase>}
 */
export function emptyDatabase() {
  const server = process.env.TEST_DATABASE_URL;
  return server ? onServer(server, 'template1') : embedded(process.env.EMBEDDED_TEMPLATE);
}

/**
 * A database of one's own that has its tables, and no rows in them: a copy of what {@link migrateTemplate} made for the run.
 * @returns {Promise<TestDatabase>}
 */
export function migratedDatabase() {
  const template = process.env.TEST_DATABASE_TEMPLATE;
  if (!template) throw new Error('No database was migrated for this run');
  const server = process.env.TEST_DATABASE_URL;
  return server ? onServer(server, template) : embedded(template);
}

/**
 * Migrates one database for all of a run, which the others are copies of.
 * @param {string} script migrates the database
 * @param {string} variable tells it the URL
 * @returns {Promise<() => Promise<void>>} removes the database
 */
export async function migrateTemplate(script, variable) {
  const { template, remove } = await (process.env.TEST_DATABASE_URL ? templateOnServer : embeddedTemplate)(
    script,
    variable,
  );
  process.env.TEST_DATABASE_TEMPLATE = template;
  return remove;
}

/**
 * Runs one statement on a connection of its own.
 * @template {object} [Row=any]
 * @param {string} url
 * @param {string} text
 * @param {unknown[]} [values]
 * @returns {Promise<Row[]>}
 */
export async function sql(url, text, values) {
  const [rows] = await runStatements(url, [[text, values]]);
  return rows ?? [];
}

/**
 * Runs statements one after the other on a connection of their own.
 * @param {string} url
 * @param {[text: string, values?: unknown[]][]} statements
 * @returns {Promise<any[][]>} the rows of each
 */
export async function runStatements(url, statements) {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 60_000 });
  await client.connect();
  try {
    const results = [];
    for (const [text, values] of statements) results.push((await client.query(text, values)).rows);
    return results;
  } finally {
    await client.end();
  }
}

/**
 * The tables that have one of these texts in whatever column, as the database itself lists them: no later one is forgotten.
 * @param {string} url
 * @param {...string} texts such as a user's id
 * @returns {Promise<string[]>} their names, in order
 */
export async function tablesThatName(url, ...texts) {
  const tables = await sql(
    url,
    `SELECT table_name AS name, format('%I.%I', table_schema, table_name) AS path FROM information_schema.tables
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const hasOne = texts.map((_, index) => `strpos(whole_row::text, $${index + 1}) > 0`).join(' OR ');
  const rows = await runStatements(
    url,
    tables.map(({ path }) => [`SELECT 1 FROM ${path} AS whole_row WHERE ${hasOne} LIMIT 1`, texts]),
  );
  return tables.filter((_, index) => rows[index]?.length).map(({ name }) => name);
}

/** @param {string} server @param {string} template @returns {Promise<TestDatabase>} */
async function onServer(server, template) {
  const name = `latch_test_${randomBytes(8).toString('hex')}`;
  await sql(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const { href: url } = Object.assign(new URL(server), { pathname: `/${name}` });
  return { url, drop: async () => void (await sql(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)) };
}

/** @param {string} [template] a file with the data that it begins with @returns {Promise<TestDatabase>} */
async function embedded(template = '') {
  const env = { ...process.env, NODE_OPTIONS: '', EMBEDDED_TEMPLATE: template };
  // By its channel it notices when this process is gone, whatever the reason, and ends too.
  const child = fork(inScripts('embedded-database.mjs'), {
    env,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The embedded database ended at once')));
  const [{ url, problem }] = await Promise.race([once(child, 'message'), ended]);
  if (!url) throw new Error(problem);
  child.channel?.unref();
  return { url, drop: () => end(child) };
}

/** @param {import('node:child_process').ChildProcess} child */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

/** @param {string} script @param {string} variable */
async function templateOnServer(script, variable) {
  const { url, drop } = await emptyDatabase();
  execFileSync(process.execPath, [script], { env: { ...process.env, [variable]: url } });
  // By its name, and with nobody connected to it, as a template must be.
  return { template: new URL(url).pathname.slice(1), remove: drop };
}

/** @param {string} script @param {string} variable */
async function embeddedTemplate(script, variable) {
  const folder = mkdtempSync(join(tmpdir(), 'latch-migrated-'));
  const template = join(folder, 'migrated.tar');
  const command = [inScripts('embedded-template.mjs'), template, variable, script];
  execFileSync(process.execPath, command, { stdio: 'inherit' });
  return { template, remove: async () => rmSync(folder, { recursive: true }) };
}
