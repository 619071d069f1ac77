import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { cookieOf } from '../support/session-cookie.js';
import type { TodoUser } from '../support/todo-user.js';

let stack: FakeStack;
let ada: TodoUser;

beforeAll(async () => {
  stack = await startFakeStack();
  ada = stack.newUser();
});
afterAll(() => stack.close());

/** Sends a body as it is, with whatever type. */
function send(body: string | Buffer, type: string | null = 'application/json', headers: Record<string, string> = {}) {
  const request = stack.http.post(ada.todos).set('cookie', cookieOf(ada.session)).set(headers);
  if (type) request.set('content-type', type);
  // Superagent would turn a string into JSON; written in pieces it goes out as it is.
  request.serialize((raw: unknown) => raw as string);
  return request.send(body as string);
}

describe('A body that cannot be read', () => {
  it.each([
    ['cut short', '{"title":'],
    ['not JSON', 'title=x'],
    ['a trailing comma', '{"title":"x",}'],
    ['a NUL byte', '{"title":"x"}\0'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
    ['a lone surrogate in bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['nested 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['nested 100 deep in a field', `{"title":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`],
  ])('%s: 400', async (_name, body) => {
    const answer = await send(body);
    expect([answer.status, answer.body.error_code]).toEqual([400, 'MALFORMED_JSON']);
    expect(answer.text).not.toMatch(/title|position|SyntaxError/);
  });

  it.each([
    ['a form', 'a=1', 'application/x-www-form-urlencoded'],
    ['text', '{"title":"x"}', 'text/plain'],
    ['no type', '{"title":"x"}', ''],
    ['XML', '<a/>', 'application/xml'],
    ['a look-alike', '{"title":"x"}', 'application/jsonp'],
    ['another charset', '{"title":"x"}', 'application/json; charset=utf-16'],
    ['multipart', 'x', 'multipart/form-data; boundary=x'],
  ])('%s: 415', async (_name, body, type) => {
    const answer = await send(body, type);
    expect([answer.status, answer.body.error_code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('compressed: 415', async () => {
    const answer = await send('{"title":"x"}', 'application/json', { 'content-encoding': 'gzip' });
    expect([answer.status, answer.body.error_code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('of 1 MB: 413', async () => {
    const answer = await send(JSON.stringify({ title: 'x', notes: 'n'.repeat(1024 * 1024) }));
    expect([answer.status, answer.body.error_code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });
});

describe('A field that is not accepted: 422, named', () => {
  const long = 'x'.repeat(501);
  it.each([
    ['nothing', undefined, ['title']],
    ['null', null, ['body']],
    ['a list', [], ['body']],
    ['a list with a todo', [{ title: 'x' }], ['body']],
    ['a string', 'x', ['body']],
    ['a number', 5, ['body']],
    ['no title', { notes: 'x' }, ['title']],
    ['an empty title', { title: '' }, ['title']],
    ['a title of blanks', { title: ' \n\t\u00a0' }, ['title']],
    ['a long title', { title: long }, ['title']],
    ['a title of 501 emoji', { title: '🌿'.repeat(501) }, ['title']],
    ['a number as title', { title: 5 }, ['title']],
    ['null as title', { title: null }, ['title']],
    ['a list as title', { title: ['x'] }, ['title']],
    ['an object as title', { title: { a: 1 } }, ['title']],
    ['a NUL in the title', { title: 'a\0b' }, ['title']],
    ['a lone surrogate in the title', { title: 'a\ud800' }, ['title']],
    ['a NUL in the notes', { title: 'x', notes: '\0' }, ['notes']],
    ['a lone surrogate in the notes', { title: 'x', notes: '\udfff' }, ['notes']],
    ['long notes', { title: 'x', notes: 'x'.repeat(20_001) }, ['notes']],
    ['null as notes', { title: 'x', notes: null }, ['notes']],
    ['an id that is none', { title: 'x', id: '1' }, ['id']],
    ['an id of version 4', { title: 'x', id: uuidV4() }, ['id']],
    ['null as id', { title: 'x', id: null }, ['id']],
    ['an unknown field', { title: 'x', userId: 'eve' }, ['userId']],
    ['several at once', { title: '', colour: 'red' }, ['colour', 'title']],
    ['the field constructor', { title: 'x', constructor: { name: 'x' } }, ['constructor']],
    ['the field prototype', { title: 'x', prototype: 1 }, ['prototype']],
    ['the field toString', { title: 'x', toString: 1 }, ['toString']],
    ['the field hasOwnProperty', { title: 'x', hasOwnProperty: 1 }, ['hasOwnProperty']],
  ])('creating from %s', async (_name, body, fields) => {
    const answer = await send(body === undefined ? '' : JSON.stringify(body));
    expect([answer.status, answer.body.error_code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(Object.keys(answer.body.fields).toSorted()).toEqual(fields);
  });

  it('creating from the field __proto__', async () => {
    const answer = await send('{"title":"x","__proto__":{"polluted":true}}');
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('"__proto__"')]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['status=done', 'status'],
    ['status=', 'status'],
    ['status=open&status=all', 'status'],
    ['order=random', 'order'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=1e2', 'limit'],
    ['limit=', 'limit'],
    ['limit=many', 'limit'],
    ['limit=99999999999999999999', 'limit'],
    ['limit=5&limit=6', 'limit'],
    ['cursor=', 'cursor'],
    ['cursor=nonsense', 'cursor'],
    [`cursor=${'a'.repeat(401)}`, 'cursor'],
    [`cursor=${Buffer.from('all newest\t0 x').toString('base64url')}`, 'cursor'],
    ['colour=red', 'colour'],
    ['status%5B%5D=open', 'status[]'],
  ])('listing with ?%s', async (query, field) => {
    const answer = await ada.get(`${ada.todos}?${query}`);
    expect([answer.status, answer.body.error_code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(Object.keys(answer.body.fields)).toEqual([field]);
  });

  it.each(['', '?status=open', '?status=all', '?status=completed&x=1', '?status=completed&status=completed'])(
    'clearing with %j',
    async (query) => {
      expect((await ada.delete(`${ada.todos}${query}`)).status).toBe(422);
    },
  );

  const headers = ['Change-Id', 'Idempotency-Key'];
  const notIds = ['', '1', 'x'.repeat(36), `${uuidV7()}, ${uuidV7()}`, `"${uuidV7()}"`];
  it.each(headers.flatMap((header) => notIds.map((id) => [header, id])))('%s: %j', async (header, notId) => {
    const { id } = await ada.has();
    const calls = [
      ada.post(ada.todos, { title: 'x' }),
      ada.patch(`${ada.todos}/${id}`, { title: 'x' }),
      ada.delete(`${ada.todos}/${id}`),
    ];
    for (const call of calls) {
      const answer = await call.set(header, notId);
      expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([422, [header]]);
    }
  });

  it.each<[object, string]>([
    [{ version: 0 }, 'version'],
    [{ version: 1.5 }, 'version'],
    [{ version: '1' }, 'version'],
    [{ version: 2_147_483_648 }, 'version'],
    [{ priority: 0 }, 'priority'],
    [{ priority: 5 }, 'priority'],
    [{ priority: '1' }, 'priority'],
    [{ priority: null }, 'priority'],
    [{ due: '' }, 'due'],
    [{ due: 'tomorrow' }, 'due'],
    [{ due: '2026-02-29' }, 'due'],
    [{ due: '2026-13-01' }, 'due'],
    [{ due: '0000-01-01' }, 'due'],
    [{ due: '2026-11-21T09:00:00Z' }, 'due'],
    [{ due: 5 }, 'due'],
    [{ labelIds: null }, 'labelIds'],
    [{ labelIds: 'x' }, 'labelIds'],
    [{ labelIds: ['x'] }, 'labelIds'],
    [{ labelIds: [null] }, 'labelIds'],
    [{ labelIds: [uuidV7()].flatMap((id) => [id, id.toUpperCase()]) }, 'labelIds'],
    [{ labelIds: Array.from({ length: 51 }, () => uuidV7()) }, 'labelIds'],
    [{ labelIds: [uuidV7()] }, 'labelIds'],
    [{ projectId: uuidV7() }, 'projectId'],
    [{ deleted: true }, 'deleted'],
  ])('changing to %j', async (body, field) => {
    const { id } = await ada.has();
    const answer = await ada.patch(`${ada.todos}/${id}`, { title: 'x', ...body });
    expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([422, [field]]);
  });

  it.each<[object, string]>([
    [{ projectId: null }, 'projectId'],
    [{ projectId: 'inbox' }, 'projectId'],
    [{ sectionId: 'none' }, 'sectionId'],
    [{ parentId: 5 }, 'parentId'],
    [{ beforeId: 'first' }, 'beforeId'],
    [{ afterId: [] }, 'afterId'],
    [{ position: 'a0' }, 'position'],
  ])('moving to %j', async (place, field) => {
    const answer = await ada.post(`${ada.todos}/${uuidV7()}/move`, place);
    expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([422, [field]]);
  });

  it.each(['', '?q=', '?q=%20', `?q=${'x'.repeat(201)}`, '?q=a%00b', '?q=a&q=b'])(
    'searching with %j',
    async (query) => {
      const answer = await ada.get(`${ada.todos}/search${query}`);
      expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([422, ['q']]);
    },
  );

  it.each([
    ['todos?limit=0', 'limit'],
    ['todos?sectionId=some', 'sectionId'],
    ['todos?sectionId=', 'sectionId'],
    ['todos?status=open', 'status'],
    [`todos?cursor=${Buffer.from('inbox all\t').toString('base64url')}`, 'cursor'],
    ['todos?limit=201', 'limit'],
    ['todos?cursor=x', 'cursor'],
  ])('listing the Inbox with %s', async (path, field) => {
    const answer = await ada.get(`/api/users/${ada.id}/projects/inbox/${path}`);
    expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([422, [field]]);
  });

  it.each(['yes', 1, null, 'true'])('completed: %j', async (completed) => {
    const answer = await ada.patch(`${ada.todos}/${uuidV7()}`, { completed });
    expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([422, ['completed']]);
  });
});

describe('An address or method that is not there', () => {
  it.each([
    '/',
    '/api',
    '/api/nothing',
    '/api/users',
    '/api/users/x',
    '/health',
    '/api/docs/../me/x',
    '/api/docs/package.json',
  ])('%s: 404', async (path) => {
    const answer = await stack.http.get(path);
    expect([answer.status, answer.body.error_code]).toEqual([404, 'NOT_FOUND']);
  });

  it.each(['/api/users/%FF/todos', '/api/users/%/todos', '/api/users/%E0%A4%A/todos', '/api/docs/%C0%AE'])(
    '%s: 400',
    async (path) => {
      const [head, body] = (await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).split(
        '\r\n\r\n',
      );
      expect(head).toMatch(/^HTTP\/1.1 400 /);
      expect(JSON.parse(body!)).toMatchObject({ error_code: 'MALFORMED_REQUEST', detail: null });
    },
  );

  it.each(['PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])('%s /api/me: 405', async (method) => {
    const answer = await raw(`${method} /api/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 405 .*\r\nallow: GET\r\n/is);
    expect(answer).toContain('METHOD_NOT_ALLOWED');
  });

  it('is refused before anybody is asked who is asking', async () => {
    stack.auth.questions.length = 0;
    await stack.http.get('/api/nothing').set('cookie', cookieOf(ada.session)).expect(404);
    await stack.http.put('/api/me').set('cookie', cookieOf(ada.session)).expect(405);
    expect(stack.auth.questions).toHaveLength(0);
  });
});

describe('A request that is not quite HTTP', () => {
  it('with a cookie of 17 KB: 431', async () => {
    const answer = await raw(`GET /api/me HTTP/1.1\r\nHost: x\r\nCookie: a=${'x'.repeat(17 * 1024)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 431 .*application\/json/s);
    expect(JSON.parse(answer.split('\r\n\r\n')[1]!).error_code).toBe('HEADERS_TOO_LARGE');
  });

  it('with a cookie of 15 KB: 401', async () => {
    const answer = await stack.http.get('/api/me').set('cookie', cookieOf('x'.repeat(15 * 1024)));
    expect([answer.status, answer.body.error_code]).toEqual([401, 'INVALID_SESSION']);
  });

  it.each(['NONSENSE\r\n\r\n', 'GET /api/me HTTP/9.9\r\n\r\n', 'GET /api/me HTTP/1.1\r\nBad Header: x\r\n\r\n'])(
    '%j: 400',
    async (request) => {
      const answer = await raw(request);
      expect(answer).toMatch(/^HTTP\/1.1 400 /);
      expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ error_code: 'MALFORMED_REQUEST' });
    },
  );

  it.each(['\u0080\u00ff', '"', '\\', '%', '%00', 'a=b=c', ' x'])(
    'with the cookie value %j: never 500',
    async (value) => {
      const cookie = Buffer.from(cookieOf(value), 'latin1').toString('latin1');
      const answer = await raw(`GET /api/me HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1.1 401 /);
    },
  );

  it('is answered with an id of its own when it brings an unfit one', async () => {
    for (const id of ['has space', 'x'.repeat(129), '<script>']) {
      const answer = await stack.http.get('/health/live').set('x-request-id', id);
      expect(answer.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect((await stack.http.get('/health/live').set('x-request-id', 'abc-1')).get('x-request-id')).toBe('abc-1');
  });
});

/** Sends bytes and gives what comes back until the server closes. */
async function raw(request: string): Promise<string> {
  const socket = connect((stack.server.address() as AddressInfo).port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => {});
  socket.write(request, 'latin1');
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}
