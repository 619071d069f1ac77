/**
 * One embedded PostgreSQL (PGlite behind a socket) as a process of its own.
 *
 *   node scripts/embedded-database.mjs [--data DIR]     without --data it lives in memory and ends with the process
 *
 * Prints one line of JSON, `{"url": "postgres://…"}`, once it answers. The socket lies in a folder only its owner may
 * enter, since the embedded database asks for no password. It ends with SIGTERM, SIGINT or the process that forked it.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const { values } = parseArgs({ options: { data: { type: 'string' } } });

if (values.data) mkdirSync(values.data, { recursive: true, mode: 0o700 });
const database = await PGlite.create(values.data ? { dataDir: values.data } : {});

// A short path in the system's own temporary folder: the name of a socket may be 107 bytes long at most.
const socketFolder = mkdtempSync(join(tmpdir(), 'latch-'));
chmodSync(socketFolder, 0o700);
const server = new PGLiteSocketServer({
  db: database,
  path: join(socketFolder, '.s.PGSQL.5432'),
  maxConnections: 100,
});
await server.start();

let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  await server.stop();
  await database.close();
  rmSync(socketFolder, { recursive: true, force: true });
  process.exit(0);
};
for (const reason of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(reason, stop);

const ready = { url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(socketFolder)}` };
console.log(JSON.stringify(ready));
process.send?.(ready);
