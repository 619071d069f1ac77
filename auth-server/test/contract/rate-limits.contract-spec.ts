import { expectContract } from '../support/contract.js';
import { migratedDatabase } from '../support/databases.mjs';
import { triedAlready } from '../support/guesses.js';
import { anyAddress, PASSWORD, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const SIGN_IN = '/api/auth/sign-in/email';
const SIGN_UP = '/api/auth/sign-up/email';

let server: TestServer;
beforeAll(async () => void (server = await startAuthServer()));
afterAll(() => server.stop());

/** Tries to sign in, each time as somebody else, once for each of these `X-Forwarded-For`. */
async function statuses(addresses: string[], at = server): Promise<number[]> {
  const answers: number[] = [];
  for (const address of addresses) {
    const visitor = new Visitor(at);
    const body = { email: visitor.email, password: PASSWORD };
    answers.push((await visitor.post(SIGN_IN, body, { 'x-forwarded-for': address })).status);
  }
  return answers;
}

const times = (count: number, status: number) => Array.from({ length: count }, () => status);

it('the eleventh sign-in of a minute is refused, and told when to come back', async () => {
  const eve = new Visitor(server);
  expect(await statuses([eve.address])).toEqual([401]);
  await triedAlready(eve.address, 9);
  expect(await statuses([eve.address])).toEqual([401]);
  const response = await eve.signIn();
  expect([response.status, response.body.error_code]).toEqual([429, 'TOO_MANY_REQUESTS']);
  expectContract('post', SIGN_IN, response);
  expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(response.headers['retry-after'])).toBeLessThanOrEqual(60);
});

it('so is the eleventh sign-up of ten minutes', async () => {
  const address = anyAddress();
  const signUp = () => {
    const visitor = new Visitor(server);
    const body = { name: 'Eve', email: visitor.email, password: PASSWORD };
    return visitor.post(SIGN_UP, body, { 'x-forwarded-for': address });
  };
  for (let count = 0; count < 10; count += 1) expect((await signUp()).status).toBe(200);
  const response = await signUp();
  expect(response.status).toBe(429);
  expectContract('post', SIGN_UP, response);
  expect(Number(response.headers['retry-after'])).toBeGreaterThan(60);
});

it('tries at once are counted one by one', async () => {
  const address = anyAddress();
  const answers = await Promise.all(Array.from({ length: 13 }, () => statuses([address])));
  expect(answers.flat().sort((a, b) => a - b)).toEqual([...times(10, 401), ...times(3, 429)]);
});

it('an address is counted on over a restart, since the count is in the database', async () => {
  const address = anyAddress();
  await statuses([address]);
  expect(await triedAlready(`${address}|`, 9)).toHaveLength(1);
  expect(await statuses([address])).toEqual([401]);
  const restarted = await startAuthServer();
  expect(await statuses([address], restarted)).toEqual([429]);
  await restarted.stop();
});

it('a trusted proxy is believed: another address is another count', async () => {
  const address = anyAddress();
  await statuses([address]);
  await triedAlready(`${address}|`, 10);
  expect(await statuses([address, anyAddress()])).toEqual([429, 401]);
});

it('what a client forges in front of the proxy is not believed', async () => {
  const address = anyAddress();
  const forged = () => `${anyAddress()}, ${address}`;
  expect(await statuses([forged(), forged()])).toEqual([401, 401]);
  expect(await triedAlready(`${address}|`, 9)).toHaveLength(1);
  expect(await statuses([forged(), forged()])).toEqual([401, 429]);
});

it('without a trusted proxy no header changes whose try it is', async () => {
  // In a database of its own: others that are tested at the same time are asked from this machine too.
  const database = await migratedDatabase();
  const untrusting = await startAuthServer({ TRUSTED_PROXIES: '', AUTH_DATABASE_URL: database.url });
  expect(await statuses([anyAddress(), anyAddress()], untrusting)).toEqual([401, 401]);
  expect(await triedAlready('', 9, database.url)).toHaveLength(1);
  expect(await statuses([anyAddress(), anyAddress()], untrusting)).toEqual([401, 429]);
  const body = { email: 'nobody@example.com', password: PASSWORD };
  for (const header of ['x-latch-client-address', 'x-real-ip', 'cf-connecting-ip', 'forwarded', 'true-client-ip'])
    expect((await new Visitor(untrusting).post(SIGN_IN, body, { [header]: anyAddress() })).status).toBe(429);
  await untrusting.stop();
  await database.drop();
});

it('an IPv6 network of /64 is one address, since one person has all of it', async () => {
  // No other test has an address of these networks.
  const network = '2001:db8:64:1';
  expect(await statuses([`${network}::1`, `${network}::2`])).toEqual([401, 401]);
  expect(await triedAlready('2001:0db8:0064:0001:', 9)).toHaveLength(1);
  expect(await statuses([`${network}::3`, `${network}::4`])).toEqual([401, 429]);
  expect(await statuses(['2001:db8:64:2::1'])).toEqual([401]);
});

it('session checks are not counted', async () => {
  const ada = await Visitor.signedUp(server);
  const checks = Array.from({ length: 120 }, (_, index) =>
    ada.get(`/api/auth/${index % 2 ? 'session' : 'get-session'}`),
  );
  expect(new Set((await Promise.all(checks)).map(({ status }) => status))).toEqual(new Set([200]));
});
