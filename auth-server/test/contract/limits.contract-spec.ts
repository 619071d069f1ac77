import { createHash } from 'node:crypto';
import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { anyAddress, PASSWORD, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const SIGN_IN = '/api/auth/sign-in/email';
const SIGN_UP = '/api/auth/sign-up/email';

/** Two replicas with one database. */
let servers: TestServer[];
beforeAll(async () => void (servers = [await startAuthServer(), await startAuthServer()]));
afterAll(async () => void (await Promise.all(servers.map((server) => server.stop()))));

const times = (count: number, status: number) => Array.from({ length: count }, () => status);

/** One try to sign in, at the one replica or the other, from an address that was never seen. */
const guess = (email: string, nth: number, password = 'not the password', address = anyAddress()) =>
  new Visitor(servers[nth % 2]!).post(SIGN_IN, { email, password }, { 'x-forwarded-for': address });

async function guesses(email: string, count: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let nth = 0; nth < count; nth += 1) statuses.push((await guess(email, nth)).status);
  return statuses;
}

const signedUp = () => Visitor.signedUp(servers[0]!);

const keyOf = (email: string) => `sign-in:${createHash('sha256').update(email).digest('base64url')}`;

const passTime = (email: string) =>
  sql(sharedDatabaseUrl(), `update attempt set "endsAt" = now() where key = $1`, [keyOf(email)]);

/** As if so many guesses had been made just now, each of which would be hashed. */
const guessedAlready = (email: string, count: number, from = '') =>
  sql(
    sharedDatabaseUrl(),
    `insert into attempt (key, count, "endsAt") values ($1, $2, now() + interval '15 minutes')`,
    [keyOf(email + from), count],
  );

const counted = (email: string) =>
  sql(
    sharedDatabaseUrl(),
    `select count, case when "endsAt" <= now() + interval '15 minutes' then 'a quarter of an hour at most' end as "endsIn"
     from attempt where key = $1`,
    [keyOf(email)],
  );

describe('guesses at one password, from ever other addresses, at two replicas', () => {
  it('are refused after ten, whether or not the account exists', async () => {
    for (const { email } of [await signedUp(), new Visitor(servers[0]!)]) {
      expect(await guesses(email, 10)).toEqual(times(10, 401));
      // What other tests write into the database instead.
      const { email: other } = new Visitor(servers[0]!);
      await guessedAlready(other, 10);
      expect(await counted(email)).toEqual([{ count: 10, endsIn: 'a quarter of an hour at most' }]);
      expect(await counted(other)).toEqual(await counted(email));
      for (const nth of [0, 1]) {
        const response = await guess(email, nth);
        expect([response.status, response.body.error_code]).toEqual([429, 'TOO_MANY_REQUESTS']);
        expectContract('post', SIGN_IN, response);
        expect(Number(response.headers['retry-after'])).toBeGreaterThan(14 * 60);
        expect(Number(response.headers['retry-after'])).toBeLessThanOrEqual(15 * 60);
      }
    }
  });

  it('are counted one by one when they come at once, in whatever case the address is written', async () => {
    const { email } = new Visitor(servers[0]!);
    const tries = Array.from({ length: 13 }, (_, nth) => guess(nth % 3 ? email : email.toUpperCase(), nth));
    const statuses = (await Promise.all(tries)).map(({ status }) => status).sort((a, b) => a - b);
    expect(statuses).toEqual([...times(10, 401), ...times(3, 429)]);
  });

  it('are refused even when right, until the time is over', async () => {
    const { email } = await signedUp();
    await guessedAlready(email, 10);
    expect((await guess(email, 0, PASSWORD)).status).toBe(429);
    await passTime(email);
    expect((await guess(email, 0, PASSWORD)).status).toBe(200);
  });

  it('do not lock out who signed in from the same network before', async () => {
    const ada = await signedUp();
    await guessedAlready(ada.email, 10);
    expect((await guess(ada.email, 0)).status).toBe(429);
    expect((await guess(ada.email, 1, PASSWORD, ada.address)).status).toBe(200);
    expect((await guess(ada.email, 1, PASSWORD)).status).toBe(429);
  });

  it('are limited from a known network too', async () => {
    const ada = await signedUp();
    await guessedAlready(ada.email, 8, ` from ${ada.address}`);
    const statuses: number[] = [];
    for (const nth of [0, 1, 2]) statuses.push((await guess(ada.email, nth, 'not the password', ada.address)).status);
    expect(statuses).toEqual([401, 401, 429]);
  });

  it('are forgotten once somebody signs in', async () => {
    const { email } = await signedUp();
    await guessedAlready(email, 9);
    expect((await guess(email, 0, PASSWORD)).status).toBe(200);
    expect(await counted(email)).toEqual([]);
    expect(await guesses(email, 2)).toEqual([401, 401]);
  });
});

it('what is not a wrong guess does not count', async () => {
  const { email } = await signedUp();
  await guessedAlready(email, 9);
  const address = anyAddress();
  const tooMany = Array.from({ length: 10 }, () => guess(new Visitor(servers[0]!).email, 0, PASSWORD, address));
  await Promise.all(tooMany);
  for (let nth = 0; nth < 3; nth += 1) expect((await guess(email, nth, PASSWORD, address)).status).toBe(429);
  expect(await guesses(email, 2)).toEqual([401, 429]);
});

it('no more than five sign-ups an hour with one address', async () => {
  const { email } = new Visitor(servers[0]!);
  const statuses: number[] = [];
  for (let nth = 0; nth < 6; nth += 1) {
    const response = await new Visitor(servers[nth % 2]!).post(SIGN_UP, { name: 'Eve', email, password: PASSWORD });
    statuses.push(response.status);
    expectContract('post', SIGN_UP, response);
  }
  expect(statuses).toEqual([200, ...times(4, 422), 429]);
});
