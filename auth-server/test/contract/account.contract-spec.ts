import { expectContract } from '../support/contract.js';
import { PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

let server: TestServer;
beforeAll(async () => void (server = await startAuthServer()));
afterAll(() => server.stop());

describe('signing up, in and out', () => {
  it('follows the contract at every step', async () => {
    const ada = new Visitor(server);

    const signUp = await ada.signUp();
    expect(signUp.status).toBe(200);
    expectContract('post', '/api/auth/sign-up/email', signUp);
    expect(signUp.body).toEqual({ user: { id: expect.any(String), email: ada.email, name: 'Ada' } });

    const session = await ada.get('/api/auth/get-session');
    expectContract('get', '/api/auth/get-session', session);
    expect(session.body).toEqual({
      user: signUp.body.user,
      session: { expiresAt: expect.any(String) },
      persistent: true,
    });

    const signOut = await ada.signOut();
    expect(signOut.status).toBe(200);
    expectContract('post', '/api/auth/sign-out', signOut);

    const signIn = await ada.signIn();
    expectContract('post', '/api/auth/sign-in/email', signIn);
    expect(signIn.body).toEqual(signUp.body);
  });

  it('refuses a wrong password and an unknown address alike', async () => {
    const ada = await Visitor.signedUp(server);
    const wrong = await ada.signIn('not the password');
    const unknown = await new Visitor(server).signIn();
    expectContract('post', '/api/auth/sign-in/email', wrong);
    expect([wrong.status, wrong.body.error_code]).toEqual([401, 'INVALID_EMAIL_OR_PASSWORD']);
    expect(unknown.body).toEqual(wrong.body);
    expect(setCookies(wrong)).toEqual([]);
  });

  it('refuses an address that has an account, whatever its case', async () => {
    const ada = new Visitor(server);
    await ada.signUp();
    const body = { name: 'Eve', email: ada.email.toUpperCase(), password: PASSWORD };
    const response = await new Visitor(server).post('/api/auth/sign-up/email', body);
    expectContract('post', '/api/auth/sign-up/email', response);
    expect(response.status).toBe(422);
    expect(response.body).toMatchObject({ error_code: 'USER_ALREADY_EXISTS', fields: { email: [expect.any(String)] } });
  });

  it('makes one account of many sign-ups at once with one address', async () => {
    const ada = new Visitor(server);
    const body = { name: 'Ada', email: ada.email, password: PASSWORD };
    const tries = Array.from({ length: 5 }, () => new Visitor(server).post('/api/auth/sign-up/email', body));
    const answers = (await Promise.all(tries)).map(({ status, body }) => `${status} ${body.error_code}`);
    expect(answers.toSorted()).toEqual(['200 undefined', ...Array<string>(4).fill('422 USER_ALREADY_EXISTS')]);
  });

  it('signs out a person who is signed out already', async () => {
    const response = await new Visitor(server).signOut();
    expect([response.status, response.body]).toEqual([200, { success: true }]);
  });

  it('starts a session of its own with every sign-in', async () => {
    const ada = await Visitor.signedUp(server);
    const first = ada.cookie;
    await ada.signIn();
    expect(ada.cookie).not.toBe(first);
    await ada.signOut();
    const other = await new Visitor(server).get('/api/auth/session', { cookie: first });
    expect(other.status).toBe(200);
  });
});

describe('raw session tokens', () => {
  it('are in no body, whatever Better Auth is asked for', async () => {
    const ada = new Visitor(server);
    const bodies = [(await ada.signUp()).text];
    const token = ada.sessionToken;
    expect(token).toHaveLength(32);
    for (const path of ['get-session', 'session', 'list-sessions'])
      bodies.push((await ada.get(`/api/auth/${path}`)).text);
    bodies.push((await ada.signIn()).text, (await ada.signOut()).text);
    for (const body of bodies) {
      expect(body).not.toContain(token);
      expect(body).not.toContain(ada.sessionToken);
      expect(body).not.toMatch(/token/i);
    }
  });
});

describe('what is not in the contract', () => {
  it.each([
    'list-sessions',
    'ok',
    'error',
    'update-session',
    'revoke-sessions',
    'verify-password',
    'sign-in/social',
    '',
  ])('does not exist: /api/auth/%s', async (path) => {
    const visitor = new Visitor(server);
    for (const response of [await visitor.get(`/api/auth/${path}`), await visitor.post(`/api/auth/${path}`)]) {
      expect(response.status).toBe(404);
      expect(response.body).toEqual({ error_code: 'NOT_FOUND', message: expect.any(String), detail: null });
    }
  });
});
