import { vi } from 'vitest';
import { passwordHashLimiter } from '../../src/passwords/password-hash-limiter.js';
import { expectContract } from '../support/contract.js';
import { countedGuesses, databaseTime, guessedAlready, passTime, triedAlready } from '../support/guesses.js';
import { anyAddress, PASSWORD, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const SIGN_IN = '/api/auth/sign-in/email';
const SIGN_UP = '/api/auth/sign-up/email';
const QUARTER_MS = 15 * 60 * 1000;

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

describe('guesses at one password, from ever other addresses, at two replicas', () => {
  it('are refused after ten, whether or not the account exists', async () => {
    for (const { email } of [await signedUp(), new Visitor(servers[0]!)]) {
      const before = await databaseTime();
      expect(await guesses(email, 10)).toEqual(times(10, 401));
      // What other tests write into the database instead.
      const { email: other } = new Visitor(servers[0]!);
      await guessedAlready(other, 10);
      const [counted] = await countedGuesses(email);
      expect(counted).toEqual({ count: 10, endsAt: expect.any(Date) });
      expect(counted!.endsAt.getTime()).toBeGreaterThanOrEqual(before.getTime() + QUARTER_MS);
      expect(counted!.endsAt.getTime()).toBeLessThanOrEqual((await databaseTime()).getTime() + QUARTER_MS);
      expect(await countedGuesses(other)).toEqual([{ ...counted, endsAt: expect.any(Date) }]);
      for (const nth of [0, 1]) {
        const response = await guess(email, nth);
        expect([response.status, response.body.error_code]).toEqual([429, 'TOO_MANY_REQUESTS']);
        expectContract('post', SIGN_IN, response);
        const left = (counted!.endsAt.getTime() - (await databaseTime()).getTime()) / 1000;
        expect(Number(response.headers['retry-after'])).toBeGreaterThanOrEqual(left);
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
    expect(await countedGuesses(email)).toEqual([]);
    expect(await guesses(email, 2)).toEqual([401, 401]);
  });
});

it('puts who signs in from a known network before others, each as one of their network and site', async () => {
  const ada = await signedUp();
  const address = anyAddress();
  const hashed: unknown[] = [];
  const run = passwordHashLimiter.run.bind(passwordHashLimiter);
  const spy = vi.spyOn(passwordHashLimiter, 'run').mockImplementation((work) => {
    hashed.push({ ...passwordHashLimiter.client });
    return run(work);
  });
  const site = (of: string) => of.replace(/\.\d+$/, '.0/24');
  await guess(ada.email, 0, PASSWORD, ada.address);
  await guess(ada.email, 0, PASSWORD, address);
  // Now that is one of theirs too.
  await guess(ada.email, 1, PASSWORD, address);
  spy.mockRestore();
  expect(hashed).toEqual([
    { network: ada.address, site: site(ada.address), rank: 'known' },
    { network: address, site: site(address), rank: 'unknown' },
    { network: address, site: site(address), rank: 'known' },
  ]);
});

it('what is not a wrong guess does not count', async () => {
  const { email } = await signedUp();
  await guessedAlready(email, 9);
  const address = anyAddress();
  await guess(new Visitor(servers[0]!).email, 0, PASSWORD, address);
  expect(await triedAlready(address, 10)).toHaveLength(1);
  for (let nth = 0; nth < 3; nth += 1) expect((await guess(email, nth, PASSWORD, address)).status).toBe(429);
  // Each try was counted, and is taken back once its answer is out.
  while ((await countedGuesses(email))[0]!.count > 9);
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
