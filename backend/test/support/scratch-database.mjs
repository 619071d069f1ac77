import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';

const EMBEDDED = fileURLToPath(new URL('../../../scripts/stack/embedded-database.mjs', import.meta.url));

/**
 * An empty database of its own: on the server of TEST_DATABASE_URL, or else an embedded one in memory.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function openDatabase() {
  const server = process.env.TEST_DATABASE_URL;
  return server ? createDatabase(server, 'template1') : startEmbedded(process.env.EMBEDDED_TEMPLATE);
}

/**
 * One of its own that has its tables, and no rows in them: a copy of the one that was migrated for the whole run.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function migratedDatabase() {
  const template = process.env.TEST_TODOS_TEMPLATE;
  const server = process.env.TEST_DATABASE_URL;
  return server ? createDatabase(server, template) : startEmbedded(template);
}

/**
 * @param {string} server
 * @param {string} template
 */
async function createDatabase(server, template) {
  const name = `latch_test_${randomUUID().replaceAll('-', '')}`;
  await run(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, close: () => run(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/**
 * @param {string} url
 * @param {string} statement
 */
async function run(url, statement) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** @param {string} [template] a file with the data it begins with */
async function startEmbedded(template = '') {
  const env = { ...process.env, EMBEDDED_TEMPLATE: template };
  // Its channel ends it should this process die first.
  const child = fork(EMBEDDED, { env, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The embedded database ended at once')));
  const [{ url, problem }] = await Promise.race([once(child, 'message'), ended]);
  if (!url) throw new Error(problem);
  const close = async () => {
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
  };
  return { url, close };
}
