import { pino } from 'pino';
import { Database } from '../../src/database.js';
import { administrators } from '../../src/administration/people.js';
import { isFirstAccount } from '../../src/invitations/first-account.js';
import { migratedDatabase, PATIENT_MS, sql, type TestDatabase } from '../support/databases.mjs';

let scratch: TestDatabase;
let database: Database;
beforeAll(async () => {
  scratch = await migratedDatabase();
  database = new Database(scratch.url, pino({ level: 'silent' }), PATIENT_MS);
});
afterAll(async () => {
  await database.close();
  await scratch.drop();
});

const PUT = `insert into "user" (id, name, email, role) values ($1, 'Ada', $1, $2)`;

/** Makes an account as Better Auth does. @returns whether it was the first one */
const makes = (id: string) =>
  database.transaction(async (query) => {
    const isFirst = await isFirstAccount(query);
    await query(PUT, [id, isFirst ? 'admin' : 'user']);
    return isFirst;
  });

it('of many accounts that are made at once, one is the first', async () => {
  for (let round = 0; round < 10; round += 1) {
    await sql(scratch.url, 'delete from "user"');
    const made = await Promise.all(Array.from({ length: 8 }, (_, n) => makes(`ada-${n}`)));
    expect(made.filter(Boolean)).toEqual([true]);
  }
});

it('is not one that comes after an account that nobody administrates', async () => {
  await sql(scratch.url, 'delete from "user"');
  await sql(scratch.url, PUT, ['old', 'user']);
  expect(await makes('new')).toBe(false);
});

it('does not count one whose transaction fails', async () => {
  await sql(scratch.url, 'delete from "user"');
  const failed = database.transaction(async (query) => {
    expect(await isFirstAccount(query)).toBe(true);
    throw new Error('it comes to nothing');
  });
  await expect(failed).rejects.toThrow('it comes to nothing');
  expect(await makes('ada')).toBe(true);
});

/** Deletes an account, as far as nobody is left without an administrator by it. */
const leaves = (id: string) =>
  database
    .transaction(async (query) => {
      await administrators.assertMayLeave(query, id);
      await query('delete from "user" where id = $1', [id]);
    })
    .then(
      () => true,
      () => false,
    );

it('comes with an administrator, also when the only one leaves at that moment', async () => {
  for (let round = 0; round < 30; round += 1) {
    await sql(scratch.url, 'delete from "user"');
    await makes('grace');
    const both = round % 2 ? [makes('ada'), leaves('grace')] : [leaves('grace'), makes('ada')];
    await Promise.all(both);
    expect(await sql(scratch.url, `select 1 from "user" where role = 'admin'`)).toHaveLength(1);
  }
});
