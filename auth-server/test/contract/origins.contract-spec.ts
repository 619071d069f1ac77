import { createRequire } from 'node:module';
import { expectContract } from '../support/contract.js';
import { PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

interface OriginCases {
  publicUrl: string;
  corsOrigins: string;
  cases: [name: string, headers: Record<string, string>, outcome: 'served' | 'refused'][];
}

/** The backend's test reads the same cases: both servers keep one rule. */
const { sets } = createRequire(import.meta.url)('@latch/contracts/cases/origins.json') as { sets: OriginCases[] };

const LISTED = 'https://app.example.com';
const SIGN_UP = '/api/auth/sign-up/email';

let server: TestServer;
beforeAll(
  async () => void (server = await startAuthServer({ PUBLIC_URL: 'http://localhost:3000', CORS_ORIGINS: LISTED })),
);
afterAll(() => server.stop());

const signUp = (headers: Record<string, string>, visited = server) => {
  const ada = new Visitor(visited);
  return ada.post(SIGN_UP, { name: 'Ada', email: ada.email, password: PASSWORD }, headers);
};

describe.each(sets)('unsafe methods at $publicUrl', ({ publicUrl, corsOrigins, cases }) => {
  let visited: TestServer;
  beforeAll(async () => {
    visited = await startAuthServer({ PUBLIC_URL: publicUrl, CORS_ORIGINS: corsOrigins });
  });
  afterAll(() => visited.stop());

  const casesOf = (outcome: string) => cases.filter((one) => one[2] === outcome);

  it.each(casesOf('served'))('from %s are served', async (_name, headers) => {
    expect((await signUp(headers, visited)).status).toBe(200);
  });

  it.each(casesOf('refused'))('from %s are refused, with or without a cookie', async (_name, headers) => {
    const ada = await Visitor.signedUp(visited);
    const answers = {
      [SIGN_UP]: await signUp(headers, visited),
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
});

describe('refusals of unsafe methods', () => {
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
