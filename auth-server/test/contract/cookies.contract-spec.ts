import { setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

describe.each([
  ['http', 'http://localhost:3000', 'better-auth.', ['Max-Age=604800', 'Path=/', 'HttpOnly', 'SameSite=Lax']],
  [
    'https',
    'https://todo.example.com',
    '__Host-better-auth.',
    ['Max-Age=604800', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'],
  ],
])('over %s', (_, publicUrl, prefix, attributes) => {
  let server: TestServer;
  beforeAll(async () => void (server = await startAuthServer({ PUBLIC_URL: publicUrl })));
  afterAll(() => server.stop());

  it('the session cookie has these attributes and no others, and is the only one', async () => {
    const ada = new Visitor(server);
    for (const response of [await ada.signUp(), await ada.signIn()]) {
      const set = setCookies(response).filter((text) => !text.includes('; Max-Age=0;'));
      expect(set).toHaveLength(1);
      const [pair, ...rest] = set[0]!.split('; ');
      expect(pair).toMatch(new RegExp(`^${prefix.replaceAll('.', '\\.')}session_token=[\\w.%-]+$`));
      expect(rest.sort()).toEqual([...attributes].sort());
    }
  });

  it('is recognised by its name there', async () => {
    const ada = new Visitor(server);
    await ada.signUp();
    expect((await ada.get('/api/auth/session')).status).toBe(200);
    const otherName = ada.cookie.startsWith('__Host-') ? ada.cookie.slice('__Host-'.length) : `__Host-${ada.cookie}`;
    expect((await ada.get('/api/auth/session', { cookie: otherName })).status).toBe(401);
  });

  it('is cleared under the same name and attributes', async () => {
    const ada = new Visitor(server);
    await ada.signUp();
    const secure = attributes.includes('Secure') ? '; Secure' : '';
    const cleared = ['session_token', 'session_data', 'dont_remember'].map(
      (name) => `${prefix}${name}=; Max-Age=0; Path=/; HttpOnly${secure}; SameSite=Lax`,
    );
    expect(setCookies(await ada.signOut())).toEqual(cleared);
    expect(setCookies(await ada.get('/api/auth/get-session'))).toEqual(cleared);
  });
});
