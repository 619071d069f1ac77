import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedDatabase } from '../scripts/stack/embedded-part.mjs';
import { findPostgres, startPostgres } from '@latch/test-kit/local-postgres';
import { runStatements } from '@latch/test-kit/databases';

/**
 * @typedef {object} Databases two empty ones
 * @property {string} kind what they run on, in words
 * @property {boolean} isEmbedded
 * @property {string} authUrl
 * @property {string} todosUrl
 * @property {() => Promise<void>} close removes them
 */

/**
 * On the server at BENCH_DATABASE_URL when it is given, else on this machine's PostgreSQL, else embedded.
 * @returns {Promise<Databases>}
 */
export async function openDatabases() {
  const given = process.env.BENCH_DATABASE_URL;
  if (given) return onServer(given);
  return findPostgres() ? onThisMachine() : embedded();
}

/** @param {string} server a URL whose user may create databases */
async function onServer(server) {
  const names = ['auth', 'todos'].map((name) => `latch_bench_${process.pid}_${name}`);
  await runStatements(
    server,
    names.map((name) => [`CREATE DATABASE ${name}`]),
  );
  const [version] = await runStatements(server, [['SHOW server_version']]);
  const [authUrl, todosUrl] = names.map((name) => Object.assign(new URL(server), { pathname: `/${name}` }).href);
  const close = async () => {
    await runStatements(
      server,
      names.map((name) => [`DROP DATABASE ${name} WITH (FORCE)`]),
    );
  };
  return {
    kind: `PostgreSQL ${String(version?.[0]?.server_version)}`,
    isEmbedded: false,
    authUrl: String(authUrl),
    todosUrl: String(todosUrl),
    close,
  };
}

/** With the settings of a small server rather than PostgreSQL's own, which are those of a tiny one. */
async function onThisMachine() {
  const server = await startPostgres({ settings: { shared_buffers: '256MB', max_connections: '200' } });
  const databases = await onServer(server.url);
  return { ...databases, close: () => server.destroy() };
}

async function embedded() {
  const dataDir = mkdtempSync(join(tmpdir(), 'latch-bench-'));
  const urls = { auth: '', todos: '' };
  const parts = /** @type {const} */ (['auth', 'todos']).map((name) =>
    embeddedDatabase(name, { dataDir, onUrl: (url) => void (urls[name] = url) }),
  );
  await Promise.all(parts.map((part) => part.start()));
  const close = async () => {
    await Promise.all(parts.map((part) => part.stop()));
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { kind: 'embedded PostgreSQL (PGlite)', isEmbedded: true, authUrl: urls.auth, todosUrl: urls.todos, close };
}
