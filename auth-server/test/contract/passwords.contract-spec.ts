import { hashPassword } from 'better-auth/crypto';
import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const SIGN_UP = '/api/auth/sign-up/email';

let server: TestServer;
beforeAll(async () => void (server = await startAuthServer()));
afterAll(() => server.stop());

const signUp = (password: string, more: Partial<{ name: string; email: string }> = {}) => {
  const visitor = new Visitor(server);
  return visitor.post(SIGN_UP, { name: visitor.name, email: visitor.email, password, ...more });
};

describe('signing up', () => {
  it.each([
    ['a common password', 'Sunshine1', {}, /most used/],
    ['the address', 'grace.hopper@example.com', { email: 'grace.hopper@example.com' }, /easy to guess/],
    ['the name', 'Grace Hopper', { name: 'Grace Hopper' }, /easy to guess/],
    ['the product', 'latchlatch', {}, /easy to guess/],
    ['seven characters', 'vqzhwkx', {}, /at least 8/],
    ['129 characters', 'z'.repeat(129), {}, /at most 128/],
    ['eight characters that normalise to four', 'e\u0301'.repeat(4), {}, /at least 8/],
    ['128 characters that normalise to 2,304', 'ﷺ'.repeat(128), {}, /at most 128/],
  ])('with %s is refused with one sentence that says why', async (_, password, more, reason) => {
    const response = await signUp(password, more);
    expect([response.status, response.body.error_code]).toEqual([422, 'VALIDATION_FAILED']);
    expectContract('post', SIGN_UP, response);
    expect(response.body.fields).toEqual({ password: [expect.stringMatching(reason)] });
    expect(response.text).not.toContain(password);
  });

  it('names a bad address and a bad password together', async () => {
    const response = await signUp('password', { email: 'nowhere' });
    expect(Object.keys(response.body.fields).toSorted()).toEqual(['email', 'password']);
  });

  it.each([
    ['of 128 characters', `${'🦔'.repeat(127)} `],
    ['with blanks at its ends', '  vqzhwkxm  '],
    ['of 128 characters once normalised', 'e\u0301'.repeat(128)],
  ])('takes a password %s, and not one character less of it to sign in', async (_, password) => {
    const visitor = new Visitor(server);
    const { email, name } = visitor;
    expect((await visitor.post(SIGN_UP, { name, email, password })).status).toBe(200);
    expect((await visitor.signIn(password)).status).toBe(200);
    expect((await visitor.signIn(Array.from(password).slice(0, -1).join(''))).status).toBe(401);
  });
});

it('signing in takes a password that was chosen when characters were counted as typed', async () => {
  const ada = await Visitor.signedUp(server);
  const password = 'ﷺ'.repeat(128);
  const text = `update account set password = $2 where "userId" = $1`;
  await sql(sharedDatabaseUrl(), text, [ada.id, await hashPassword(password)]);
  expect((await ada.elsewhere().signIn(password)).status).toBe(200);
});

it('signing in takes whatever password there is: an older one may be a common one', async () => {
  const response = await new Visitor(server).signIn('password');
  expect([response.status, response.body.error_code]).toEqual([401, 'INVALID_EMAIL_OR_PASSWORD']);
});
