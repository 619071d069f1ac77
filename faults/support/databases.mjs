import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from '@latch/test-kit/databases';
import { startPostgres } from '@latch/test-kit/local-postgres';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';
import { Client } from 'pg';

/** Few, so that a test can take them all; the servers need ten each. */
const MOST_CONNECTIONS = 30;

/** @typedef {Awaited<ReturnType<typeof startDatabase>>} Database */

/**
 * A real PostgreSQL server with one database and a role that owns it and no more, reached by way of a proxy.
 * @param {'auth' | 'todos'} name
 * @param {{ dir?: string }} [options] where its data goes
 */
export async function startDatabase(name, { dir } = {}) {
  const settings = { max_connections: String(MOST_CONNECTIONS), max_wal_size: '48MB', min_wal_size: '32MB' };
  const server = await startPostgres({ settings, dir });
  const role = `latch_${name}`;
  await sql(server.url, `CREATE ROLE ${role} LOGIN`);
  await sql(server.url, `CREATE DATABASE ${name} OWNER ${role}`);
  const proxy = await TcpProxy.to(server.url);
  const url = new URL(server.databaseUrl(name));
  url.username = role;
  return {
    server,
    proxy,
    /** What Latch is given. */
    url: proxy.through(url.href),
    /** What a test uses: not by way of the proxy, and with every right. */
    ownUrl: server.databaseUrl(name),
    takeAllConnections: () => takeAllConnections(server.url, url.href),
    lock: (/** @type {string} */ table) => lock(server.databaseUrl(name), table),
    /** How many statements of Latch the server is working on, and how many connections it keeps for it. */
    async activity() {
      const [row] = await sql(
        server.url,
        `SELECT count(*) FILTER (WHERE state = 'active')::int AS active, count(*)::int AS connections
         FROM pg_stat_activity WHERE usename = '${role}'`,
      );
      return /** @type {{ active: number, connections: number }} */ (row);
    },
    async destroy() {
      await proxy.close();
      await server.destroy();
    },
  };
}

/**
 * Takes every connection that is not kept for the administrator, those the role has included.
 * @param {string} adminUrl
 * @param {string} url the role's
 * @returns {Promise<() => Promise<void>>} gives them back
 */
async function takeAllConnections(adminUrl, url) {
  const { username } = new URL(url);
  const admin = await connected(adminUrl);
  /** @type {Client[]} */
  const taken = [];
  for (let refusals = 0; refusals < 3;) {
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1 AND application_name LIKE 'latch-%'`,
      [username],
    );
    const client = await connected(url).catch(() => undefined);
    if (client) taken.push(client);
    else refusals += 1;
  }
  return async () => {
    await Promise.all([admin, ...taken].map((client) => client.end()));
  };
}

/**
 * Holds a lock on a table that nobody else can do anything beside.
 * @param {string} url
 * @param {string} table
 * @returns {Promise<() => Promise<void>>} lets go
 */
async function lock(url, table) {
  const client = await connected(url);
  await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  return () => client.end();
}

/** @param {string} url */
async function connected(url) {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 30_000 });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/**
 * A small disk of its own, in memory, which can be filled.
 * @param {number} megabytes
 */
export function mountSmallDisk(megabytes) {
  const disk = mkdtempSync(join(tmpdir(), 'latch-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk], { stdio: 'pipe' });
  } catch (cause) {
    throw new Error('The test of a full disk mounts a small one, which needs root.', { cause });
  }
  const ballast = join(disk, 'ballast');
  const dir = join(disk, 'postgres');
  mkdirSync(dir);
  return {
    dir,
    fill() {
      for (let size = 1 << 20; size >= 1; size >>= 1) while (grows(ballast, size));
    },
    free: () => rmSync(ballast, { force: true }),
    unmount() {
      execFileSync('umount', [disk]);
      rmSync(disk, { recursive: true });
    },
  };
}

/**
 * @param {string} file
 * @param {number} bytes
 */
function grows(file, bytes) {
  try {
    writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' });
    return true;
  } catch {
    return false;
  }
}
