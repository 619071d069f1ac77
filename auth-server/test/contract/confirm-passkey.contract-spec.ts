import type { Response } from 'supertest';
import { Authenticator, otherKey, type Tampering } from '../support/authenticator.js';
import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import {
  addPasskey,
  ask,
  CONFIRM,
  confirmWithPasskey,
  eventsOf,
  growStale,
  REGISTRATION_OPTIONS,
  SIGN_IN_OPTIONS,
} from '../support/passkeys.js';
import { cookiesIn, PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

let server: TestServer;
let ada: Visitor;
let phone: Authenticator;
beforeAll(async () => void (server = await startAuthServer()));
beforeEach(async () => {
  ada = await Visitor.signedUp(server);
  phone = new Authenticator();
  expect((await addPasskey(ada, phone)).status).toBe(200);
  await growStale(ada);
});
afterAll(() => server.stop());

const isFresh = async (cookie: string) => (await ada.post(REGISTRATION_OPTIONS, {}, { cookie })).status === 200;

const sessionOf = async (cookie: string) => {
  const { body } = await ada.get('/api/auth/sessions', { cookie });
  return (body.items as { id: string; current: boolean }[]).find(({ current }) => current)!.id;
};

function expectRefused(response: Response): void {
  expect([response.status, Object.keys(response.body.fields ?? {})]).toEqual([422, ['response']]);
  expectContract('post', CONFIRM, response);
  expect(setCookies(response)).toEqual([]);
}

describe('showing with a passkey that it is you', () => {
  it('makes the session a fresh one under a new cookie, and no second one', async () => {
    expect(await isFresh(ada.cookie)).toBe(false);
    const id = await sessionOf(ada.cookie);
    const response = await confirmWithPasskey(ada, phone);
    expect([response.status, response.body]).toEqual([200, { success: true }]);
    expectContract('post', CONFIRM, response);
    expect(setCookies(response)).toEqual([
      expect.stringMatching(/^better-auth\.session_token=.+; Max-Age=604800;/),
      expect.stringMatching(/^better-auth\.passkey=; Max-Age=0/),
    ]);
    const cookie = cookiesIn(response);
    expect([await isFresh(cookie), await sessionOf(cookie)]).toEqual([true, id]);
    expect((await ada.get('/api/auth/session')).status).toBe(401);
    expect((await ada.get('/api/auth/sessions', { cookie })).body.items).toHaveLength(1);
    expect((await eventsOf(ada))[0]).toEqual({ event: 'passkey-confirmed', detail: null });
  });

  it('stays for a day and until the browser is closed where that was chosen', async () => {
    const forgotten = ada.elsewhere();
    const signedIn = await forgotten.post('/api/auth/sign-in/email', {
      email: ada.email,
      password: PASSWORD,
      rememberMe: false,
    });
    forgotten.cookie = cookiesIn(signedIn);
    const response = await confirmWithPasskey(forgotten, phone);
    expect(response.status).toBe(200);
    expect(setCookies(response).find((text) => text.includes('session_token='))).not.toMatch(/max-age|expires/i);
    const { body } = await ada.get('/api/auth/get-session', { cookie: cookiesIn(response) });
    expect(new Date(body.session.expiresAt as string).getTime() - Date.now()).toBeLessThanOrEqual(86_400_000);
  });

  it.each<[string, () => Tampering]>([
    ['on a page of another origin', () => ({ origin: 'https://evil.example' })],
    ['for another host', () => ({ rpId: 'evil.example' })],
    ['without asking for a finger or a PIN', () => ({ userVerified: false })],
    ['for another challenge', () => ({ challenge: 'c29tZXRoaW5n' })],
    ['as an answer to something else', () => ({ type: 'webauthn.create' })],
    ['with another key', () => ({ privateKey: otherKey() })],
    ['with a count that was there already', () => ({ counter: 1 })],
  ])('is refused %s, and counts again then', async (_, tampering) => {
    expectRefused(await confirmWithPasskey(ada, phone, tampering()));
    expect(await isFresh(ada.cookie)).toBe(false);
    expect((await eventsOf(ada))[0]).toEqual({
      event: 'passkey-failed',
      detail: 'Asked for a passkey on a device that is signed in',
    });
    expect((await confirmWithPasskey(ada, phone)).status).toBe(200);
  });

  it('is refused with a passkey of another account', async () => {
    const [eve, key] = [await Visitor.signedUp(server), new Authenticator()];
    await addPasskey(eve, key);
    const { options, cookie } = await ask(ada, SIGN_IN_OPTIONS);
    const response = key.get({ ...options, allowCredentials: undefined });
    expectRefused(await ada.post(CONFIRM, { response }, { cookie }));
    expect(await isFresh(ada.cookie)).toBe(false);
  });

  it('is refused a second time with the same challenge, with that of a new passkey, and with none', async () => {
    const { options, cookie } = await ask(ada, SIGN_IN_OPTIONS);
    const first = await ada.post(CONFIRM, { response: phone.get(options) }, { cookie });
    expect(first.status).toBe(200);
    ada.cookie = cookiesIn(first);
    const [, challenge] = cookie.split('; ');
    expectRefused(await ada.post(CONFIRM, { response: phone.get(options) }, { cookie: `${ada.cookie}; ${challenge}` }));
    expectRefused(await ada.post(CONFIRM, { response: phone.get(options) }));
    const other = await ask(ada, REGISTRATION_OPTIONS);
    const response = phone.get({ challenge: other.options.challenge, rpId: 'localhost' });
    expectRefused(await ada.post(CONFIRM, { response }, { cookie: other.cookie }));
  });

  it('is of no use to a session that ended meanwhile', async () => {
    const { options, cookie } = await ask(ada, SIGN_IN_OPTIONS);
    await sql(sharedDatabaseUrl(), 'delete from session where token = $1', [ada.sessionToken]);
    const response = await ada.post(CONFIRM, { response: phone.get(options) }, { cookie });
    expect([response.status, response.body.error_code]).toEqual([401, 'INVALID_SESSION']);
    expectContract('post', CONFIRM, response);
  });
});

describe('refusals', () => {
  const answer = () => phone.get({ challenge: 'x', rpId: 'localhost' });

  it('without a session', async () => {
    const response = await new Visitor(server).post(CONFIRM, { response: answer() });
    expect([response.status, response.body.error_code]).toEqual([401, 'INVALID_SESSION']);
    expectContract('post', CONFIRM, response);
  });

  it('of a page elsewhere', async () => {
    const response = await ada.post(CONFIRM, { response: answer() }, { origin: 'https://evil.example' });
    expect([response.status, response.body.error_code]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
    expectContract('post', CONFIRM, response);
  });

  it.each([
    ['nothing', {}, ['response']],
    ['an empty answer', { response: {} }, ['response']],
    ['a password', { password: PASSWORD }, ['response', 'password']],
  ])('of %s', async (_, body, fields) => {
    const response = await ada.post(CONFIRM, body);
    expect([response.status, Object.keys(response.body.fields)]).toEqual([422, fields]);
    expectContract('post', CONFIRM, response);
  });

  it('of too many from one address', async () => {
    const statuses: number[] = [];
    for (let tries = 0; tries < 11; tries += 1) {
      const response = await ada.post(CONFIRM, { response: answer() });
      statuses.push(response.status);
      if (response.status === 429) expectContract('post', CONFIRM, response);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(422), 429]);
  });

  it('where the address people open allows no passkeys', async () => {
    const plain = await startAuthServer({ PUBLIC_URL: 'http://todo.example.com' });
    const eve = await Visitor.signedUp(plain);
    const response = await eve.post(CONFIRM, { response: answer() });
    expect([response.status, response.body.error_code]).toEqual([409, 'PASSKEYS_NOT_POSSIBLE']);
    expectContract('post', CONFIRM, response);
    await plain.stop();
  });
});
