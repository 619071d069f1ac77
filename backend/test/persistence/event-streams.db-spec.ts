import { randomUUID } from 'node:crypto';
import { migratedDatabase, sql, type TestDatabase } from '@latch/test-kit/databases';
import { EventListener } from '@latch/test-kit/event-listener';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';
import { DataSource } from 'typeorm';
import { RevisionRepository } from '../../src/sync/revision.repository.js';
import { StreamLimits } from '../../src/sync/stream-limits.js';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { plansOf, statementsOf } from '../support/plans.js';
import type { TodoUser } from '../support/todo-user.js';

/** Two replicas of the backend on one database, each with the other's people; the second reaches it by way of a proxy. */
let database: TestDatabase;
let proxy: TcpProxy;
let one: FakeStack;
let other: FakeStack;
const opened: EventListener[] = [];

beforeAll(async () => {
  database = await migratedDatabase();
  proxy = await TcpProxy.to(database.url);
  one = await startFakeStack({ variables: { TODOS_DATABASE_URL: database.url } });
  other = await startFakeStack({ variables: { TODOS_DATABASE_URL: proxy.url, DATABASE_TIMEOUT_MS: '4000' } });
  other.auth.mood = (request, response) => one.auth.mood(request, response);
  Object.assign(other.app.get(StreamLimits, { strict: false }), { pollMs: 50 });
});
afterEach(() => {
  for (const listener of opened.splice(0)) listener.close();
});
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await proxy.close();
  await database.drop();
});

/** Listens at the second replica, and was told where the owner is. */
async function listening(user: TodoUser): Promise<EventListener> {
  const listener = await EventListener.open(`${other.url}/api/users/${user.id}/events`, { cookie: user.cookie });
  opened.push(listener);
  await listener.until(({ events }) => events.length === 1);
  return listener;
}

describe('Somebody who listens at one replica', () => {
  it('is told of what changes through another, and somebody else is not', async () => {
    const [ada, eve] = [one.newUser(), one.newUser()];
    const [adas, eves] = [await listening(ada), await listening(eve)];
    await ada.has();
    await adas.until(({ last }) => last === '1');
    await ada.has();
    await adas.until(({ last }) => last === '2');
    await eve.has();
    await eves.until(({ last }) => last === '1');
    expect([adas.revisions, eves.revisions]).toEqual([
      ['0', '1', '2'],
      ['0', '1'],
    ]);
  });

  it('is let go when everything of theirs is erased through another', async () => {
    const ada = one.newUser();
    await ada.has();
    const listener = await listening(ada);
    const proof = one.auth.newProof(ada.id);
    await ada.delete(`/api/users/${ada.id}/data`).set('deletion-proof', proof).expect(204);
    await listener.ended();
    expect(listener.revisions).toEqual(['1']);
  });

  it('stays while the database is away, and is told what changed meanwhile', async () => {
    const ada = one.newUser();
    const listener = await listening(ada);
    proxy.turn('refuse');
    await ada.has();
    await expect(other.app.get(DataSource).query('SELECT 1')).rejects.toThrow();
    expect([listener.revisions, listener.isOver]).toEqual([['0'], false]);
    proxy.turn('pass');
    await listener.until(({ last }) => last === '1');
  });
});

describe('The question for revisions', () => {
  const revisions = () => one.app.get(RevisionRepository, { strict: false });

  it('is one statement for all who listen, names each of them, and gives out revisions alone', async () => {
    const people = [one.newUser(), one.newUser(), one.newUser()];
    for (const person of people) await person.has();
    const ids = people.slice(0, 2).map(({ id }) => id);
    const sent = await statementsOf(one.app.get(DataSource), async () => {
      expect(await revisions().of(ids)).toEqual(new Map(ids.map((id) => [id, 1n])));
    });
    expect(sent).toEqual([['SELECT user_id, revision FROM owners WHERE user_id = ANY($1::text[])', [ids]]]);
  });

  it('is asked in several where there are thousands, and leaves nobody out', async () => {
    const prefix = randomUUID();
    await sql(database.url, `INSERT INTO owners SELECT $1 || n, n FROM generate_series(1, 2500) n`, [prefix]);
    const ids = Array.from({ length: 2_500 }, (_, n) => `${prefix}${n + 1}`);
    const found = await revisions().of([...ids, 'nobody']);
    expect([found.size, found.get(`${prefix}1`), found.get(`${prefix}2500`)]).toEqual([2_500, 1n, 2_500n]);
  });

  it('looks each owner up by the key, and reads no others', async () => {
    await sql(database.url, `INSERT INTO owners SELECT 'person ' || n, n FROM generate_series(1, 50000) n`);
    await sql(database.url, 'ANALYZE owners');
    const ids = Array.from({ length: 20 }, (_, n) => `person ${n + 1}`);
    const plans = await plansOf(one.app.get(DataSource), () => revisions().of(ids));
    expect(plans).toHaveLength(2);
    for (const { text } of plans) expect(text).toMatch(/Index (Only )?Scan (using|on) owners_pkey/);
  });
});
