/**
 * What embedded databases of tests begin with, since to copy one takes a seventh of what it takes to make one from nothing.
 * `EMBEDDED_TEMPLATE` names the file to the processes of a run.
 *
 *   node scripts/stack/embedded-template.mjs FILE VARIABLE SCRIPT
 *
 * migrates an empty embedded database by running SCRIPT, which is told its URL in VARIABLE, and keeps its data in FILE: a
 * database that begins with that file has its tables.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { takeOneBatchAtATime } from './one-batch-at-a-time.mjs';

/** PostgreSQL's own 128 MB would be taken from the first day on; what a household looks at in a day fits in this. */
export const postgresqlconf = ['shared_buffers=32MB'];

/** What a new database begins with: the template of the run, if there is one. */
export function beginning() {
  const { EMBEDDED_TEMPLATE: file } = process.env;
  return file ? { loadDataDir: new Blob([readFileSync(file)]) } : {};
}

/**
 * Makes an empty database once, for all the new ones of a run of tests.
 * @returns {Promise<{ remove: () => void }>}
 */
export async function makeTemplate() {
  const folder = mkdtempSync(join(tmpdir(), 'latch-template-'));
  const file = join(folder, 'empty.tar');
  const database = await PGlite.create({ postgresqlconf });
  await keepData(database, file);
  await database.close();
  process.env.EMBEDDED_TEMPLATE = file;
  return { remove: () => rmSync(folder, { recursive: true }) };
}

/**
 * @param {string} file
 * @param {string} variable
 * @param {string} script
 */
async function makeMigratedTemplate(file, variable, script) {
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
    await keepData(database, file);
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {PGlite} database
 * @param {string} file
 */
async function keepData(database, file) {
  writeFileSync(file, Buffer.from(await (await database.dumpDataDir('none')).arrayBuffer()));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file = '', variable = '', script = ''] = process.argv.slice(2);
  await makeMigratedTemplate(file, variable, script);
}
