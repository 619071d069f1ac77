import { moods } from '@latch/test-kit/fake-auth-server';
import { startFakeStack } from '../support/fake-stack.js';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';
import { cookieOf } from '../support/session-cookie.js';
import { type Client, client } from '../support/client.js';
import { createTestApp } from '../support/create-test-app.js';
import { RealAuthServer } from '../support/real-auth-server.js';

/** Never to be found in a log. */
const SECRET = { session: 'c00kie-s3cret', bearer: 'b3arer-s3cret', text: 'b0dy-s3cret', query: 'qu3ry-s3cret' };

/** What is logged, at the most talkative level. */
class CapturedLog {
  text = '';

  write = (line: string) => {
    this.text += line;
  };

  /** The secrets that got in. */
  find(...secrets: string[]): string[] {
    return secrets.filter((secret) => this.text.includes(secret));
  }
}

describe('The log', () => {
  it('has no line at the usual level for a health check, which comes several times a second', async () => {
    const log = new CapturedLog();
    const stack = await startFakeStack({ log });
    await stack.http.get('/health/live').expect(200);
    await stack.http.get('/api/me').expect(401);
    await stack.close();
    const levelOf = (path: string) => new RegExp(`"level":(\\d+).*"path":"${path}"`).exec(log.text)?.[1];
    expect([levelOf('/health/live'), levelOf('/api/me')]).toEqual(['20', '30']);
  });

  it('holds no cookie, token, body or query string, whatever happens', async () => {
    const log = new CapturedLog();
    const proxy = await TcpProxy.to(process.env.TEST_TODOS_DATABASE_URL!);
    const stack = await startFakeStack({
      variables: { TODOS_DATABASE_URL: proxy.url, AUTH_SERVER_TIMEOUT_MS: '4000' },
      log,
    });
    const ada = stack.newUser();
    const rude = { cookie: cookieOf(SECRET.session), authorization: `Bearer ${SECRET.bearer}` };

    const { id } = await ada.has({ title: SECRET.text, notes: SECRET.text });
    await ada.patch(`${ada.todos}/${id}`, { notes: 'x' }).expect(200);
    await ada.patch(`${ada.todos}/${id}`, { notes: SECRET.text, version: 1 }).expect(409);
    await ada.get(`${ada.todos}/search?q=${SECRET.query}`).expect(200);
    await ada.post(ada.todos, { title: SECRET.text, [SECRET.text]: 1 }).expect(422);
    await ada.get(`${ada.todos}?cursor=${SECRET.query}`).expect(422);
    await malformed(stack.http, ada.todos);
    for (const mood of Object.values(moods)) {
      stack.auth.mood = mood;
      await stack.http.get(`/api/me?x=${SECRET.query}`).set(rude);
    }
    await stack.auth.stop();
    await stack.http.get('/api/me').set(rude).expect(503);
    await stack.auth.start(Number(new URL(stack.environment.authServerUrl).port));
    proxy.turn('refuse');
    stack.auth.knows(new Map([[ada.session, ada.id]]));
    await ada.post(ada.todos, { title: SECRET.text }).expect(503);
    proxy.turn('pass');
    await stack.close();
    await proxy.close();

    expect(log.find(...Object.values(SECRET), ada.session)).toEqual([]);
    // It did log: each request, and why the failures were failures.
    expect(log.text).toMatch(/SESSION_CHECK_FAILED/);
    expect(log.text).toMatch(/STORE_UNAVAILABLE/);
    expect(log.text).toMatch(/"path":"\/api\/me"/);
  });

  it('holds nothing of a real session either', async () => {
    const log = new CapturedLog();
    const auth = await RealAuthServer.start();
    const backend = await createTestApp({ variables: { AUTH_SERVER_URL: auth.url }, log });
    const ada = await auth.signUp();
    const http = client(backend.server);
    await http.get('/api/me').set('cookie', ada.cookie).expect(200);
    await auth.stop();
    await http.get('/api/me').set('cookie', ada.cookie).expect(503);
    await backend.close();
    const value = ada.cookie.slice(ada.cookie.indexOf('=') + 1);
    const [token, signature] = decodeURIComponent(value).split('.') as [string, string];
    expect(log.find(value, token, signature, ada.password, ada.email)).toEqual([]);
    expect(log.text).toMatch(/AUTH_SERVER_UNAVAILABLE/);
  });

  it('says nothing to the outside about what went wrong inside', async () => {
    const stack = await startFakeStack();
    stack.auth.mood = moods.html;
    const answer = await stack.http.get('/api/me').set('cookie', cookieOf('x')).expect(500);
    expect(answer.body).toEqual({
      error_code: 'SESSION_CHECK_FAILED',
      message: 'Something went wrong on our side.',
      detail: null,
    });
    await stack.close();
  });
});

async function malformed(http: Client, url: string): Promise<void> {
  await http
    .post(url)
    .set({ cookie: cookieOf(SECRET.session), 'content-type': 'application/json' })
    .serialize((raw: unknown) => raw as string)
    .send(`{"title":"${SECRET.text}"`)
    .expect(400);
}
