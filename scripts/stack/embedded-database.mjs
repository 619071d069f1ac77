/**
 * One embedded PostgreSQL (PGlite behind a socket) as a process of its own.
 *
 *   node scripts/stack/embedded-database.mjs [--data DIR] [--socket DIR]
 *
 * Without --data it lives in memory and ends with the process; without --socket it makes a folder for its socket.
 * Prints one line of JSON, `{"url": "postgres://…"}`, once it answers; when it cannot open its data, one with
 * `{"problem": "…"}` and, where a file is the reason, its `path` and Node's `code`. The socket lies in a folder only its owner may enter, since the embedded database asks for no
 * password. It ends with SIGTERM, SIGINT or the process that forked it.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { beginning, postgresqlconf } from './embedded-template.mjs';
import { lockFolder } from './folder-lock.mjs';
import { takeOneBatchAtATime } from './one-batch-at-a-time.mjs';

const { values } = parseArgs({ options: { data: { type: 'string' }, socket: { type: 'string' } } });

/** @param {{ url: string } | { problem: string, code?: string, path?: string }} message */
const tell = (message) => {
  console.log(JSON.stringify(message));
  process.send?.(message);
};

/** @param {string} [dataDir] */
async function open(dataDir) {
  if (!dataDir) return { database: await PGlite.create({ postgresqlconf, ...beginning() }), unlock: () => {} };
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(dataDir);
  const isNew = !existsSync(join(dataDir, 'PG_VERSION'));
  return { database: await PGlite.create({ dataDir, postgresqlconf, ...(isNew && beginning()) }), unlock };
}

/** @param {unknown} error @returns {never} */
function fail(error) {
  const { message, code, path, name, errno } = Object(error);
  // What the database's own file system throws has no message.
  tell({ problem: message ?? `${name ?? 'error'} ${errno ?? String(error)}`, code, path });
  process.exit(1);
}

const { database, unlock } = await open(values.data).catch(fail);

// A short path: the name of a socket may be 107 bytes long at most.
const socketFolder = values.socket ?? mkdtempSync(join(tmpdir(), 'latch-'));
const socket = join(socketFolder, '.s.PGSQL.5432');
try {
  mkdirSync(socketFolder, { recursive: true, mode: 0o700 });
  chmodSync(socketFolder, 0o700);
  rmSync(socket, { force: true });
} catch (error) {
  fail(error);
}
const server = new PGLiteSocketServer({ db: database, path: socket, maxConnections: 100 });
takeOneBatchAtATime(server);
await server.start();

let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  await server.stop();
  await database.close();
  unlock();
  rmSync(socketFolder, { recursive: true, force: true });
  process.exit(0);
};
for (const reason of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(reason, () => void stop());

tell({ url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(socketFolder)}` });
