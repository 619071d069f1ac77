import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';

const script = fileURLToPath(new URL('embedded-database.mjs', import.meta.url));
const database = spawn(process.execPath, [script], {
  stdio: ['ignore', 'pipe', 'inherit'],
  // Made from nothing, as outside of tests.
  env: { ...process.env, EMBEDDED_TEMPLATE: '' },
});
/** @type {Pool} */
let pool;

before(async () => {
  const [line] = await once(database.stdout, 'data');
  pool = new Pool({ connectionString: JSON.parse(line).url, max: 20 });
  await pool.query('create table counters (id int primary key, n int not null)');
  await pool.query('insert into counters values (1, 0)');
});
after(async () => {
  await pool.end();
  database.kill('SIGTERM');
  await once(database, 'exit');
});

/** Reads a value on a connection of its own, as the servers do: parameters, so Parse, Bind, Execute and Sync. */
async function read(/** @type {number} */ value) {
  const { rows } = await pool.query('select $1::int as value', [value]);
  return rows;
}

async function countUp() {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query('select n from counters where id = $1 for update', [1]);
    await client.query('update counters set n = $1 where id = $2', [rows[0].n + 1, 1]);
    await client.query('commit');
  } finally {
    client.release();
  }
}

test('every connection gets its own answers, whatever the others do at the same time', async () => {
  const reads = Array.from({ length: 400 }, (_, value) => value);
  const [answers] = await Promise.all([Promise.all(reads.map(read)), Promise.all(Array.from({ length: 60 }, countUp))]);
  assert.deepEqual(
    answers,
    reads.map((value) => [{ value }]),
  );
  assert.deepEqual((await pool.query('select n from counters')).rows, [{ n: 60 }]);
});

test('a failed statement leaves the others alone', async () => {
  const failing = Array.from({ length: 20 }, () => pool.query('select 1 / $1::int as value', [0]));
  const results = await Promise.allSettled([...failing, ...Array.from({ length: 20 }, (_, value) => read(value))]);
  assert.deepEqual(
    results.map(({ status }) => status),
    [...Array(20).fill('rejected'), ...Array(20).fill('fulfilled')],
  );
});
