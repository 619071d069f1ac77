import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/** PostgreSQL's own 128 MB would be taken from the first day on; what a household looks at in a day fits in this. */
export const postgresqlconf = ['shared_buffers=32MB'];

/**
 * Makes an empty database once, for all the new ones of a run of tests to begin with: to copy one takes a seventh of what it
 * takes to make one from nothing. `EMBEDDED_TEMPLATE` names it to the processes of the run.
 * @returns {Promise<{ remove: () => void }>}
 */
export async function makeTemplate() {
  const folder = mkdtempSync(join(tmpdir(), 'latch-template-'));
  const file = join(folder, 'empty.tar');
  const database = await PGlite.create({ postgresqlconf });
  writeFileSync(file, Buffer.from(await (await database.dumpDataDir('none')).arrayBuffer()));
  await database.close();
  process.env.EMBEDDED_TEMPLATE = file;
  return { remove: () => rmSync(folder, { recursive: true }) };
}

/** What a new database begins with: the template of the run, if there is one. */
export function beginning() {
  const { EMBEDDED_TEMPLATE: file } = process.env;
  return file ? { loadDataDir: new Blob([readFileSync(file)]) } : {};
}
