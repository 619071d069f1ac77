import { administratorOf } from '../support/administration.js';
import { migratedDatabase, sql, type TestDatabase } from '../support/databases.mjs';
import { answers, FakeServer } from '@latch/test-kit/fake-server';
import { PASSWORD, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const DISABLE = '/api/auth/admin/disable-user';
const SET = '/api/auth/admin/set-administrator';
const ROUNDS = 8;

let database: TestDatabase;
let backend: FakeServer;
let replicas: [TestServer, TestServer];
beforeAll(async () => {
  database = await migratedDatabase();
  backend = await new FakeServer(answers(204)).start();
  const start = () => startAuthServer({ AUTH_DATABASE_URL: database.url, BACKEND_URL: backend.url });
  replicas = [await start(), await start()];
});
const everybodyGone = () => sql(database.url, 'delete from "user"');
beforeEach(everybodyGone);
afterAll(async () => {
  for (const replica of replicas) await replica.stop();
  await backend.stop();
  await database.drop();
});

/** Administrators, each at a replica, with nobody else. */
const administrators = async (): Promise<[Visitor, Visitor]> => [
  await administratorOf(replicas[0]),
  await administratorOf(replicas[1]),
];

const codeOf = ({ status, body }: { status: number; body: { error_code?: string } }) =>
  status === 200 ? '200' : `${status} ${body.error_code}`;

const unmakes = (visitor: Visitor, { id }: Visitor) => visitor.post(SET, { id, administrator: false });
const disables = (visitor: Visitor, { id }: Visitor) => visitor.post(DISABLE, { id });
const leaves = (visitor: Visitor) => visitor.post('/api/auth/delete-user', { password: PASSWORD });

/** Those who can administrate. */
const left = async () =>
  (await sql<{ id: string }>(database.url, `select id from "user" where role = 'admin' and not banned`)).length;

type Act = (grace: Visitor, ada: Visitor) => Promise<{ status: number; body: { error_code?: string } }>;
const acts: [string, Act, Act][] = [
  ['both stop being one', (a) => unmakes(a, a), (_, b) => unmakes(b, b)],
  ['each takes it from the other', (a, b) => unmakes(a, b), (a, b) => unmakes(b, a)],
  ['each disables the other', (a, b) => disables(a, b), (a, b) => disables(b, a)],
  ['one takes it from the other, who disables them', (a, b) => unmakes(a, b), (a, b) => disables(b, a)],
];

it.each(acts)('one administrator stays when at once %s', async (_, first, second) => {
  for (let round = 0; round < ROUNDS; round += 1) {
    await everybodyGone();
    const [grace, ada] = await administrators();
    const codes = (await Promise.all([first(grace, ada), second(grace, ada)])).map(codeOf).sort();
    expect([codes[0], await left()]).toEqual(['200', 1]);
    expect(['409 LAST_ADMINISTRATOR', '403 ADMINISTRATOR_NEEDED', '401 INVALID_SESSION']).toContain(codes[1]);
  }
});

it('one stays when at once one leaves and the other stops being one', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    await everybodyGone();
    const [grace, ada] = await administrators();
    await Visitor.signedUp(replicas[0]);
    await Promise.all([leaves(grace), unmakes(ada, ada)]);
    expect(await left()).toBe(1);
  }
});

it('the last one cannot stop being one, nor leave while there are others, whose todos stay', async () => {
  const [grace, ada] = await administrators();
  expect(codeOf(await unmakes(grace, ada))).toBe('200');
  expect(codeOf(await unmakes(grace, grace))).toBe('409 LAST_ADMINISTRATOR');
  backend.questions.length = 0;
  expect(codeOf(await leaves(grace))).toBe('409 LAST_ADMINISTRATOR');
  expect(backend.questions).toEqual([]);
  expect(codeOf(await leaves(ada))).toBe('200');
  expect(codeOf(await leaves(grace))).toBe('200');
  expect(await sql(database.url, 'select 1 from "user"')).toEqual([]);
});

it('an administrator who is disabled does not count', async () => {
  const [grace, ada] = await administrators();
  expect(codeOf(await disables(grace, ada))).toBe('200');
  expect(codeOf(await unmakes(grace, grace))).toBe('409 LAST_ADMINISTRATOR');
  expect(codeOf(await leaves(grace))).toBe('409 LAST_ADMINISTRATOR');
});

it('somebody who signs up while the only person leaves is not left without an administrator', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    await everybodyGone();
    const grace = await administratorOf(replicas[0]);
    const ada = new Visitor(replicas[1]);
    const [left_, came] = await Promise.all([leaves(grace), ada.signUp()]);
    expect(came.status).toBe(200);
    expect([200, 409, 503]).toContain(left_.status);
    expect(await left()).toBe(1);
  }
});

it('tells an administrator who stopped being one while their todos were erased, and one stays', async () => {
  const [grace, ada] = await administrators();
  backend.mood = (request, response) =>
    void sql(database.url, `update "user" set role = 'user' where id = $1`, [ada.id]).then(() =>
      answers(204)(request, response),
    );
  const response = await leaves(grace);
  backend.mood = answers(204);
  expect(codeOf(response)).toBe('503 STORE_UNAVAILABLE');
  expect(await left()).toBe(1);
  expect(codeOf(await leaves(grace))).toBe('409 LAST_ADMINISTRATOR');
});
