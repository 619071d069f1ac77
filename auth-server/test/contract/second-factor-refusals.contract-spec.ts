import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import {
  STATE,
  SET_UP,
  CONFIRM,
  USE_PASSKEYS,
  TURN_OFF,
  RECOVERY_CODES,
  FORGET,
  givePasskey,
  withSecondFactor,
  stateOf,
  eventsOf,
} from '../support/second-factor.js';
import { PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

let server: TestServer;
beforeAll(async () => void (server = await startAuthServer()));
afterAll(() => server.stop());

/** The same account, without a password, as one that a provider vouches for. */
const dropPassword = ({ email }: Visitor) =>
  sql(sharedDatabaseUrl(), `delete from account where "userId" = (select id from "user" where email = $1)`, [email]);

const ageSession = (visitor: Visitor) =>
  sql(sharedDatabaseUrl(), `update session set "createdAt" = now() - interval '11 minutes' where token = $1`, [
    visitor.sessionToken,
  ]);

const signedUp = () => Visitor.signedUp(server);

describe('showing that it is you', () => {
  const operations = [
    [SET_UP, { enabled: false }],
    [USE_PASSKEYS, { enabled: false }],
    [TURN_OFF, { enabled: true }],
    [RECOVERY_CODES, { enabled: true }],
  ] as const;

  async function person(enabled: boolean): Promise<Visitor> {
    const ada = enabled ? (await withSecondFactor(server)).ada : await signedUp();
    await givePasskey(ada);
    return ada;
  }

  it.each(operations)('takes the password: %s', async (path, { enabled }) => {
    const ada = await person(enabled);
    const before = await stateOf(ada);
    for (const body of [{}, { password: 'not the password' }]) {
      const response = await ada.post(path, body);
      expect([response.status, Object.keys(response.body.fields), setCookies(response)]).toEqual([
        422,
        ['password'],
        [],
      ]);
      expectContract('post', path, response);
    }
    expect((await eventsOf(ada))[0]).toBe('sign-in-failed');
    expect(await stateOf(ada)).toEqual(before);
    const unknown = await ada.post(path, { password: PASSWORD, method: 'otp' });
    expect([unknown.status, Object.keys(unknown.body.fields)]).toEqual([422, ['method']]);
  });

  it.each(operations)('takes a sign-in of just now, of an account that has none: %s', async (path, { enabled }) => {
    const ada = await person(enabled);
    await dropPassword(ada);
    await ageSession(ada);
    const stale = await ada.post(path, {});
    expect([stale.status, stale.body.error_code]).toEqual([403, 'FRESH_SESSION_NEEDED']);
    expectContract('post', path, stale);
    await sql(sharedDatabaseUrl(), 'update session set "createdAt" = now() where token = $1', [ada.sessionToken]);
    const response = await ada.post(path, {});
    expect(response.status).toBe(200);
    expectContract('post', path, response);
  });
});

describe('refusals', () => {
  const operations = [
    ['get', STATE, undefined],
    ['post', SET_UP, { password: PASSWORD }],
    ['post', CONFIRM, { code: '123456' }],
    ['post', USE_PASSKEYS, { password: PASSWORD }],
    ['post', TURN_OFF, { password: PASSWORD }],
    ['post', RECOVERY_CODES, { password: PASSWORD }],
    ['post', FORGET, {}],
  ] as const;

  it.each(operations)('without a session: %s %s', async (method, path, body) => {
    const response = await new Visitor(server)[method](path, body);
    expect([response.status, response.body.error_code]).toEqual([401, 'INVALID_SESSION']);
    expectContract(method, path, response);
  });

  it.each(operations.slice(1))('of a page elsewhere: %s %s', async (_, path, body) => {
    const response = await (await signedUp()).post(path, body, { origin: 'https://evil.example' });
    expect([response.status, response.body.error_code]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
    expectContract('post', path, response);
  });

  it.each([
    [CONFIRM, {}, ['code']],
    [CONFIRM, { code: '12345' }, ['code']],
    [CONFIRM, { code: '123456', trustBrowser: true }, ['trustBrowser']],
    [FORGET, { all: true }, ['all']],
  ])('of fields at %s: %j', async (path, body, fields) => {
    const response = await (await signedUp()).post(path, body);
    expect([response.status, Object.keys(response.body.fields)]).toEqual([422, fields]);
    expectContract('post', path, response);
  });

  it.each(['verify-totp', 'disable', 'enable', 'get-totp-uri', 'generate-backup-codes', 'send-otp'])(
    'of what the second factor of Better Auth has besides: %s',
    async (name) => {
      const { ada } = await withSecondFactor(server);
      expect((await ada.post(`/api/auth/two-factor/${name}`, { password: PASSWORD })).status).toBe(404);
    },
  );
});
