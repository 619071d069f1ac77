import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../settings/settings.mjs';

/** @typedef {import('./backup-contents.mjs').DatabaseName} DatabaseName */
/** @typedef {{ to?: string, schema?: string }} Target */

/** Built by each server, and loaded only when they are needed: on a new machine they are built first. */
const servers = {
  todos: {
    names: 'backend/dist/database/migrations/index.js',
    run: async (/** @type {string} */ url, /** @type {Target} */ target) =>
      (await load('backend/dist/database/run-migrations.js')).runMigrations(url, 'up', target),
  },
  auth: {
    names: 'auth-server/dist/migrations/migrator.js',
    run: async (/** @type {string} */ url, /** @type {Target} */ target) =>
      (await load('auth-server/dist/migrations/migrator.js')).migrate(url, 'up', target),
  },
};

/**
 * The names of the migrations that this code has, oldest first.
 * @param {DatabaseName} database
 * @returns {Promise<string[]>}
 */
export async function knownMigrations(database) {
  return (await load(servers[database].names)).migrationNames;
}

/**
 * Runs a database's migrations, by its server's own runner.
 * @param {{ name: DatabaseName, url: string }} database
 * @param {Target} target
 */
export async function migrate({ name, url }, target) {
  await servers[name].run(url, target);
}

/** @param {string} path */
function load(path) {
  return import(pathToFileURL(join(root, path)).href);
}
