import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { explainConnectionRefusal } from '../../packages/server-kit/src/settings/databases.mjs';
import { findSocketFolder, openDataDir } from '../settings/data-dir.mjs';
import { embeddedDatabase } from '../stack/embedded-part.mjs';
import { Refusal } from '../settings/refusal.mjs';

/** @typedef {import('./backup-contents.mjs').DatabaseName} DatabaseName */
/** @typedef {import('../settings/settings.mjs').Settings} Settings */
/** @typedef {import('../../packages/server-kit/src/settings/databases.mjs').DatabaseSettings} DatabaseSettings */
/** @typedef {{ name: DatabaseName, url: string, embedded: boolean, client: Client, close: () => Promise<void> }} Database */

const STARTING_MS = 15_000;

/**
 * Latch's databases, todos first: those of the settings, or the embedded ones, which are started if they do not run.
 * @param {Settings} settings
 * @param {{ alone?: boolean }} [options] alone: an embedded database that runs is refused rather than shared
 * @returns {Promise<Database[]>}
 * @throws {Refusal}
 */
export async function openDatabases(settings, { alone = false } = {}) {
  /** @type {[DatabaseName, DatabaseSettings | undefined][]} */
  const wanted = [['todos', settings.databases.todos]];
  // With an auth server elsewhere, its database is no business of ours.
  if (!settings.authServerUrl || settings.authDatabaseUrl) wanted.push(['auth', settings.databases.auth]);
  /** @type {Database[]} */
  const opened = [];
  try {
    for (const [name, server] of wanted) opened.push(server ? await openServer(name, server) : await openEmbedded());
    return opened;
  } catch (error) {
    await closeDatabases(opened);
    throw error;
  }

  function openEmbedded() {
    const name = wanted[opened.length]?.[0] ?? 'todos';
    return alone ? startEmbedded(name, settings.dataDir) : shareEmbedded(name, settings.dataDir);
  }
}

/** @param {Database[]} databases */
export async function closeDatabases(databases) {
  await Promise.all(databases.map(({ close }) => close()));
}

/**
 * @param {DatabaseName} name
 * @param {DatabaseSettings} settings
 * @returns {Promise<Database>}
 */
async function openServer(name, settings) {
  const { url } = settings;
  const client = await connect(url).catch((error) => {
    const refusal = explainConnectionRefusal(error, settings);
    if (refusal) throw new Refusal(refusal.sentence);
    throw new Refusal(
      `The ${name} database cannot be reached (${error.message || error.code}). Start it and try again.`,
    );
  });
  return { name, url, embedded: false, client, close: () => client.end().catch(() => {}) };
}

/**
 * The running one when there is one.
 * @param {DatabaseName} name
 * @param {string} dataDir
 * @returns {Promise<Database>}
 */
async function shareEmbedded(name, dataDir) {
  if (!existsSync(join(dataDir, name)))
    throw new Refusal(`There is nothing to back up yet: ${dataDir} holds no ${name} database.`);
  const deadline = Date.now() + STARTING_MS;
  for (;;) {
    const running = await connectEmbedded(name, dataDir);
    if (running) return running;
    try {
      return await startEmbedded(name, dataDir);
    } catch (error) {
      // Somebody else has it and does not answer yet: it is just being started or stopped.
      if (!(error instanceof InUse) || Date.now() > deadline) throw error;
      await wait(100);
    }
  }
}

/**
 * @param {DatabaseName} name
 * @param {string} dataDir
 * @returns {Promise<Database | undefined>}
 */
async function connectEmbedded(name, dataDir) {
  const folder = findSocketFolder(dataDir, name);
  if (!folder || !existsSync(join(folder, '.s.PGSQL.5432'))) return undefined;
  const url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`;
  const client = await connect(url).catch(() => undefined);
  return client && { name, url, embedded: true, client, close: () => client.end().catch(() => {}) };
}

class InUse extends Refusal {}

/**
 * @param {DatabaseName} name
 * @param {string} dataDir
 * @returns {Promise<Database>}
 * @throws {InUse} when Latch runs on it
 */
async function startEmbedded(name, dataDir) {
  openDataDir(dataDir);
  let url = '';
  const part = embeddedDatabase(name, {
    dataDir,
    log: `database-${name}-backup`,
    onUrl: (answering) => (url = answering),
  });
  try {
    await part.start();
    const client = await connect(url);
    const close = async () => {
      await client.end().catch(() => {});
      await part.stop();
    };
    return { name, url, embedded: true, client, close };
  } catch (error) {
    await part.stop();
    const { message } = /** @type {Error} */ (error);
    if (message.includes('in use by process'))
      throw new InUse(`Latch is running on ${dataDir}. Stop it (Ctrl-C in its terminal) and try again.`);
    throw error;
  }
}

/** @param {string} url */
async function connect(url) {
  const client = new Client({
    connectionString: url,
    application_name: 'latch-backup',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // What breaks a connection is told by the query that was running on it.
  client.on('error', () => {});
  await client.connect();
  return client;
}
