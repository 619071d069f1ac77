import { expectContract } from '../support/contract.js';
import { PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const LISTED = 'https://app.example.com';
const SIGN_UP = '/api/auth/sign-up/email';

let server: TestServer;
beforeAll(
  async () => void (server = await startAuthServer({ PUBLIC_URL: 'http://localhost:3000', CORS_ORIGINS: LISTED })),
);
afterAll(() => server.stop());

const signUp = (headers: Record<string, string>) => {
  const ada = new Visitor(server);
  return ada.post(SIGN_UP, { name: 'Ada', email: ada.email, password: PASSWORD }, headers);
};

describe('unsafe methods', () => {
  it.each([
    { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' },
    { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' },
    { origin: 'http://[::1]:3000', 'sec-fetch-site': 'same-origin' },
    { origin: LISTED, 'sec-fetch-site': 'cross-site' },
    {},
  ])('from %j are served', async (headers) => {
    expect((await signUp(headers as Record<string, string>)).status).toBe(200);
  });

  it.each([
    [{ origin: 'http://192.168.1.5:3000' }],
    [{ origin: 'http://localhost:3001' }],
    [{ origin: 'https://localhost:3000' }],
    [{ origin: 'http://localhost:3000.evil.example' }],
    [{ origin: 'null' }],
    [{ origin: '' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'http://evil.example', 'x-forwarded-host': 'evil.example', host: 'evil.example' }],
  ])('from %j are refused, with or without a cookie', async (headers) => {
    const ada = await Visitor.signedUp(server);
    const answers = {
      [SIGN_UP]: await signUp(headers),
      '/api/auth/sign-in/email': await ada.post(
        '/api/auth/sign-in/email',
        { email: ada.email, password: PASSWORD },
        headers,
      ),
      '/api/auth/sign-out': await ada.post('/api/auth/sign-out', {}, headers),
    };
    for (const [path, response] of Object.entries(answers)) {
      expect([response.status, response.body.error_code]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
      expect(setCookies(response)).toEqual([]);
      expectContract('post', path, response);
    }
    expect((await ada.get('/api/auth/session')).status).toBe(200);
  });

  it('say which setting to change, and both addresses', async () => {
    const { body } = await signUp({ origin: 'http://192.168.1.5:3000' });
    expect(body.detail).toMatch(/http:\/\/192\.168\.1\.5:3000.*PUBLIC_URL.*http:\/\/localhost:3000/);
  });
});

describe('pages of a listed origin', () => {
  it('may read answers, with the cookie', async () => {
    const response = await new Visitor(server).get('/api/auth/get-session', { origin: LISTED });
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': LISTED,
      'access-control-allow-credentials': 'true',
      vary: 'origin',
    });
  });

  it('may ask first', async () => {
    const headers = { origin: LISTED, 'access-control-request-method': 'POST' };
    const response = await fetch(`${server.url}${SIGN_UP}`, { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toBe('POST');
    expect(response.headers.get('access-control-allow-headers')).toContain('content-type');
  });

  it('are the only ones: others, and our own, get no such header', async () => {
    for (const origin of ['https://evil.example', 'http://localhost:3000', 'null']) {
      const response = await new Visitor(server).get('/api/auth/get-session', { origin });
      expect(response.headers['access-control-allow-origin']).toBeUndefined();
    }
  });
});
