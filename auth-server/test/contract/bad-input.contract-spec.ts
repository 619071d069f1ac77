import { once } from 'node:events';
import { connect } from 'node:net';
import type { Response } from 'supertest';
import { expectContract } from '../support/contract.js';
import { PASSWORD, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const SIGN_UP = '/api/auth/sign-up/email';
const SIGN_IN = '/api/auth/sign-in/email';
const SIGN_OUT = '/api/auth/sign-out';

let server: TestServer;
beforeAll(async () => void (server = await startAuthServer()));
afterAll(() => server.stop());

function expectRefusal(response: Response, status: number, code: string): void {
  expect([response.status, response.body.error_code]).toEqual([status, code]);
  expect(response.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  expect(response.headers['content-type']).toMatch(/^application\/json/);
  expect(response.headers['x-request-id']).toBeTruthy();
}

describe('fields', () => {
  const good = { name: 'Ada', email: 'ada@example.com', password: PASSWORD };
  const cases: [string, object | string | null, string[]][] = [
    ['none', {}, ['name', 'email', 'password']],
    ['no name', { ...good, name: undefined }, ['name']],
    ['an empty name', { ...good, name: '' }, ['name']],
    ['a blank name', { ...good, name: ' \t ' }, ['name']],
    ...['\u200B', '\u2060', '\u00AD', '\u3164', '\uFE0F', '\u2800', ' \u200D\u202E\n'].map(
      (name): (typeof cases)[number] => [
        `a name that cannot be seen: ${JSON.stringify(name)}`,
        { ...good, name },
        ['name'],
      ],
    ),
    ['a name of 256 characters', { ...good, name: 'x'.repeat(256) }, ['name']],
    ['a name that is a number', { ...good, name: 7 }, ['name']],
    ['NUL in the name', { ...good, name: 'A\0da' }, ['name']],
    ['half a character in the name', { ...good, name: 'Ada \ud83d' }, ['name']],
    ['no e-mail address', { ...good, email: 'ada' }, ['email']],
    ['an e-mail address of 321 characters', { ...good, email: `${'x'.repeat(309)}@example.com` }, ['email']],
    ['NUL in the e-mail address', { ...good, email: 'ada\0@example.com' }, ['email']],
    ['an e-mail address in a list', { ...good, email: ['ada@example.com'] }, ['email']],
    ['a password of 7 characters', { ...good, password: '1234567' }, ['password']],
    ['a password of 7 characters of two units', { ...good, password: '🔒'.repeat(7) }, ['password']],
    ['a password of 129 characters', { ...good, password: 'x'.repeat(129) }, ['password']],
    ['NUL in the password', { ...good, password: 'long enough\0' }, ['password']],
    ['half a character in the password', { ...good, password: 'long enough\udc00' }, ['password']],
    ['a null password', { ...good, password: null }, ['password']],
    ['an unknown field', { ...good, emailVerified: true }, ['emailVerified']],
    ['a field of Better Auth that is not ours', { ...good, rememberMe: false }, ['rememberMe']],
    ['a field named __proto__', `{"__proto__":1,${JSON.stringify(good).slice(1)}`, ['__proto__']],
    ['a list', [good], ['body']],
    ['null', 'null', ['body']],
    ['a number', '7', ['body']],
  ];

  it.each(cases)('sign-up with %s', async (_, body, fields) => {
    const response = await new Visitor(server).post(SIGN_UP, body);
    expectRefusal(response, 422, 'VALIDATION_FAILED');
    expect(Object.keys(response.body.fields)).toEqual(fields);
    expectContract('post', SIGN_UP, response);
  });

  it.each([
    ['none', {}, ['email', 'password']],
    ['an empty password', { email: 'ada@example.com', password: '' }, ['password']],
    ['an unknown field', { email: 'ada@example.com', password: 'x', callbackURL: '/' }, ['callbackURL']],
    ['a password of 129 characters', { email: 'ada@example.com', password: 'x'.repeat(129) }, ['password']],
  ])('sign-in with %s', async (_, body, fields) => {
    const response = await new Visitor(server).post(SIGN_IN, body);
    expectRefusal(response, 422, 'VALIDATION_FAILED');
    expect(Object.keys(response.body.fields)).toEqual(fields);
    expectContract('post', SIGN_IN, response);
  });

  it('sign-out with a field', async () => {
    const response = await new Visitor(server).post(SIGN_OUT, { callbackURL: 'https://example.com' });
    expectRefusal(response, 422, 'VALIDATION_FAILED');
    expectContract('post', SIGN_OUT, response);
  });

  it('takes the longest name and password that are allowed, in any script', async () => {
    const ada = new Visitor(server);
    const body = { name: '名'.repeat(255), email: ` ${ada.email} `, password: '🔒'.repeat(128) };
    const response = await ada.post(SIGN_UP, body);
    expect(response.status).toBe(200);
    expect(response.body.user).toMatchObject({ name: body.name, email: ada.email });
    expect((await ada.signIn(body.password)).status).toBe(200);
  });
});

describe('bodies', () => {
  it.each([
    ['malformed', '{"name":'],
    ['empty', ''],
    ['not JSON', 'name=Ada'],
    ['nested 30,000 deep', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['nested 100 deep in a field', `{"name":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`],
  ])('a body that is %s', async (_, body) => {
    const response = await new Visitor(server).post(SIGN_UP, body);
    expectRefusal(response, 400, 'MALFORMED_JSON');
    expectContract('post', SIGN_UP, response);
  });

  it('a body that is not UTF-8', async () => {
    const head = `POST ${SIGN_UP} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 3\r\n\r\n`;
    const answer = await rawAnswer(Buffer.concat([Buffer.from(head), Buffer.from([0x22, 0xff, 0x22])]));
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*"error_code":"MALFORMED_JSON"/s);
  });

  it.each([
    [{ 'content-type': 'text/plain' }],
    [{ 'content-type': 'application/x-www-form-urlencoded' }],
    [{ 'content-type': 'multipart/form-data; boundary=x' }],
    [{ 'content-type': 'application/json; charset=latin1' }],
    [{ 'content-type': 'application/jsonp' }],
    [{ 'content-encoding': 'gzip' }],
  ])('a body with %j', async (headers) => {
    for (const path of [SIGN_UP, SIGN_IN, SIGN_OUT]) {
      const response = await new Visitor(server).post(path, '{"a":1}', headers);
      expectRefusal(response, 415, 'UNSUPPORTED_MEDIA_TYPE');
      expectContract('post', path, response);
    }
  });

  it('of 1 MB', async () => {
    const response = await new Visitor(server).post(SIGN_UP, `"${'x'.repeat(1024 * 1024)}"`);
    expectRefusal(response, 413, 'PAYLOAD_TOO_LARGE');
    expectContract('post', SIGN_UP, response);
  });

  it('of just the size that is allowed is read', async () => {
    const json = JSON.stringify({ name: '' }).padEnd(64 * 1024, ' ');
    expectRefusal(await new Visitor(server).post(SIGN_UP, json), 422, 'VALIDATION_FAILED');
    expectRefusal(await new Visitor(server).post(SIGN_UP, `${json} `), 413, 'PAYLOAD_TOO_LARGE');
  });

  it('of unknown length is not read to its end: it is refused while it still arrives', async () => {
    const head = `POST ${SIGN_UP} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`;
    const chunk = `${(16 * 1024).toString(16)}\r\n${'x'.repeat(16 * 1024)}\r\n`;
    const answer = await rawAnswer(head + chunk.repeat(5));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"error_code":"PAYLOAD_TOO_LARGE"');
  });

  it('that is announced as too large is not even asked for', async () => {
    const head = `POST ${SIGN_UP} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9000000\r\nexpect: 100-continue\r\n\r\n`;
    expect(await rawAnswer(head)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('that waits to be asked for is asked for', async () => {
    const head = `POST ${SIGN_UP} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\nexpect: 100-continue\r\n\r\n`;
    expect(await rawAnswer(head)).toMatch(/^HTTP\/1\.1 100 Continue/);
  });
});

describe('requests', () => {
  it.each([
    ['get', SIGN_UP, 'POST'],
    ['put', SIGN_IN, 'POST'],
    ['delete', '/api/auth/get-session', 'GET'],
    ['patch', '/api/auth/session', 'GET'],
    ['options', SIGN_UP, 'POST'],
  ])('%s %s', async (method, path, allowed) => {
    const response = await fetch(`${server.url}${path}`, { method: method.toUpperCase() });
    expect([response.status, response.headers.get('allow')]).toEqual([405, allowed]);
    expect(await response.json()).toMatchObject({ error_code: 'METHOD_NOT_ALLOWED', detail: `Allowed: ${allowed}` });
  });

  it.each([
    '/',
    '/api/auth/nothing',
    '/api/auth/session/',
    '//api/auth/session',
    '/api/auth/%73ession',
    '/%',
    '/__proto__',
    '/constructor',
    '/api/auth/get-session;x',
  ])('to %s, where nothing is', async (path) => expectRefusal(await new Visitor(server).get(path), 404, 'NOT_FOUND'));

  it('with a query are answered as without', async () => {
    const response = await new Visitor(server).get('/api/auth/session?disableRefresh=false&x=%');
    expectRefusal(response, 401, 'INVALID_SESSION');
  });

  it('with 17 KB of cookies', async () => {
    const response = await new Visitor(server).get('/api/auth/session', { cookie: `a=${'x'.repeat(17 * 1024)}` });
    expectRefusal(response, 431, 'HEADERS_TOO_LARGE');
    expectContract('get', '/api/auth/session', response);
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['a header that is none', 'GET /health/live HTTP/1.1\r\nhost: x\r\nno header\r\n\r\n'],
    ['two lengths', `POST ${SIGN_IN} HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n`],
    [
      'a length and chunks',
      `POST ${SIGN_IN} HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n`,
    ],
  ])('that are %s', async (_, text) => {
    const answer = await rawAnswer(text);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('cache-control: no-store');
    expect(answer).toContain('"error_code":"MALFORMED_REQUEST"');
  });
});

describe('request ids', () => {
  it('are kept when they are sane, and replaced when not', async () => {
    const idOf = async (id: string) =>
      (await new Visitor(server).get('/health/live', { 'x-request-id': id })).headers['x-request-id'];
    expect(await idOf('gateway.1:2_3')).toBe('gateway.1:2_3');
    for (const id of ['x'.repeat(129), 'a b', '{"a":1}']) expect(await idOf(id)).toMatch(/^[0-9a-f-]{36}$/);
  });
});

/** Writes bytes as they are, and gives the first that come back. */
async function rawAnswer(bytes: string | Buffer): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  socket.write(bytes);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer.toString();
}
