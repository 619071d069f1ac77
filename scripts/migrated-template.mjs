/**
 * `node scripts/migrated-template.mjs FILE VARIABLE SCRIPT`: migrates an empty embedded database by running SCRIPT, which is
 * told its URL in VARIABLE, and keeps its data in FILE. An embedded database that is started with that file as
 * `EMBEDDED_TEMPLATE` begins with its tables.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { beginning, postgresqlconf } from './embedded-template.mjs';
import { takeOneBatchAtATime } from './one-batch-at-a-time.mjs';

const [file = '', variable = '', script = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'latch-'));
const database = await PGlite.create({ postgresqlconf, ...beginning() });
const server = new PGLiteSocketServer({ db: database, path: join(folder, '.s.PGSQL.5432') });
takeOneBatchAtATime(server);
try {
  await server.start();
  const url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`;
  const env = { ...process.env, NODE_OPTIONS: '', [variable]: url };
  await promisify(execFile)(process.execPath, [script], { env });
  await server.stop();
  writeFileSync(file, Buffer.from(await (await database.dumpDataDir('none')).arrayBuffer()));
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
