import type { AddressInfo } from 'node:net';
import { countChunks, filledTo, holdOf, MOST_TAKEN, sendInBytes, someFields } from '@latch/test-kit/event-loop';
import { v7 as uuidV7 } from 'uuid';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { cookieOf } from '../support/session-cookie.js';
import { Things, type Todo } from '../support/things.js';
import type { TodoUser } from '../support/todo-user.js';

/** Bytes of the largest body that is read. */
const BODY_LIMIT = 256 * 1024;
/** No refusal says more than this, whatever was sent. In bytes. */
const LONGEST_REFUSAL = 2_000;

let stack: FakeStack;
let ada: TodoUser;
let existing: string;

beforeAll(async () => {
  // How long the event loop is held is asked here, and not how long the database takes.
  stack = await startFakeStack({ variables: { DATABASE_TIMEOUT_MS: '60000' } });
  ada = stack.newUser();
  existing = (await ada.has()).id;
});
afterAll(() => stack.close());

/** As many pieces as the limit has room for. */
const filled = (head: string, piece: (n: number) => string, tail: string, separator?: string) =>
  filledTo(BODY_LIMIT, head, piece, tail, separator);
const inText = (field: string, piece: string) => filled(`{"${field}":"`, () => piece, '"}', '');

const SHAPES: [name: string, body: string][] = [
  ['many unknown fields', filled('{', (n) => `"${n.toString(36)}":1`, '}')],
  ['one unknown field, again and again', filled('{', () => '"a":1', '}')],
  ['__proto__, again and again', filled('{', () => '"__proto__":1', '}')],
  ['names that every object has', filled('{', () => '"toString":1,"constructor":1', '}')],
  ['as many unknown fields as are counted', `{${someFields(200)}}`],
  ['an unknown field with a long name', `{"${'x'.repeat(BODY_LIMIT - 6)}":1}`],
  ['long names that are half of a pair', `{"${'\\ud83d'.repeat(20_000)}":1,"title":"x"}`],
  ['many unknown fields in a field', filled('{"title":{', (n) => `"${n.toString(36)}":1`, '}}')],
  ['many objects in a field', filled('{"place":[', () => '{}', ']}')],
  ['as many objects in a field as are counted', `{"place":[${Array(999).fill('{}').join(',')}]}`],
  ['as many fields in a field as are counted', `{"place":{${someFields(199)}}}`],
  ['lists in lists', '['.repeat(BODY_LIMIT / 2) + ']'.repeat(BODY_LIMIT / 2)],
  ['objects in objects', filled('', () => '{"a":', '', '')],
  ['deep and wide', filled('{"labelIds":[', () => `${'['.repeat(30)}1${']'.repeat(30)}`, ']}')],
  ['a list of many numbers', filled('{"title":"x","labelIds":[', () => '0', ']}')],
  ['a list of many ids', filled('{"title":"x","labelIds":[', () => `"${uuidV7()}"`, ']}')],
  [
    'as many ids as are counted',
    `{"title":"x","labelIds":[${Array.from({ length: 999 }, () => `"${uuidV7()}"`).join(',')}]}`,
  ],
  ['a list of long texts', filled('{"title":"x","labelIds":[', () => `"${'x'.repeat(1_000)}"`, ']}')],
  ['many todos', filled('{"ids":[', () => `"${uuidV7()}"`, '],"priority":1}')],
  ['as many todos as there can be', `{"ids":${JSON.stringify(Array.from({ length: 501 }, () => uuidV7()))}}`],
  ['a long text of blanks', inText('title', ' ')],
  ['a long text of blanks around a letter', `{"title":"${' '.repeat(130_000)}x${' '.repeat(130_000)}"}`],
  ['a long text of line breaks', inText('title', String.raw` \n`)],
  ['a long text of control characters', inText('title', String.raw`\u0001`)],
  ['a long text of what cannot be seen', inText('title', '\u200b')],
  ['a long text of joiners and letters', inText('title', '\u200dx')],
  ['a long text of emoji', inText('title', '🌿')],
  ['a long text of accents', inText('title', '\u0301')],
  ['a long text of letters with accents', inText('title', 'a\u0301\u0323')],
  ['a long text of letters that normalising makes long', inText('title', '\ufdfa')],
  ['a long text of halves of pairs', inText('title', String.raw`\udc00`)],
  ['a long text of backslashes', inText('title', String.raw`\\`)],
  ['a long name', inText('name', ' \u200b')],
  ['a long id', inText('id', '0')],
  ['a long day', inText('due', '2')],
  ['a number of many digits', `{"priority":${'1'.repeat(250_000)}}`],
  ['a number of many decimals', `{"version":0.${'0'.repeat(250_000)}1}`],
  ['notes that are too long', inText('notes', '*')],
  ...['*', '[', '_*', '`', '> ', '- ', '\n', '![](', '<a>', '|-|\n', '🌿'].map((piece): [string, string] => [
    `long notes of ${JSON.stringify(piece)}`,
    JSON.stringify({ title: 'x', notes: piece.repeat(20_000).slice(0, 20_000) }),
  ]),
];

const ROUTES: [method: 'post' | 'patch', path: () => string][] = [
  ['post', () => ada.todos],
  ['patch', () => `${ada.todos}/${existing}`],
  ['post', () => `${ada.todos}/bulk`],
  ['post', () => `${ada.todos}/${existing}/move`],
  ['post', () => `/api/users/${ada.id}/projects`],
  ['post', () => `/api/users/${ada.id}/sections`],
  ['post', () => `/api/users/${ada.id}/labels`],
  ['post', () => `/api/users/${ada.id}/filters`],
];

function send(method: 'post' | 'patch', path: string, body: string) {
  const request = stack.http[method](path).set('cookie', cookieOf(ada.session)).type('application/json');
  // Superagent would turn a string into JSON; so it goes out as it is.
  request.serialize((raw: unknown) => raw as string);
  return request.send(body);
}

/** Fails unless each of these is answered without holding up others, and each refusal in few words. */
async function expectBrief(asked: string, ask: () => PromiseLike<{ status: number; text: string }>): Promise<void> {
  const answers: { status: number; text: string }[] = [];
  const hold = await holdOf(async () => void answers.push(await ask()));
  expect([asked, hold]).toEqual([asked, 'briefly']);
  for (const { status, text } of answers) {
    expect(status).toBeLessThan(500);
    if (status >= 400) expect(text.length).toBeLessThan(LONGEST_REFUSAL);
  }
}

describe('No body holds up others', () => {
  it.each(SHAPES)('of %s', async (_name, body) => {
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(BODY_LIMIT);
    for (const [method, path] of ROUTES) await expectBrief(path(), () => send(method, path(), body));
  });

  it('that changes as many todos and labels as there can be', async () => {
    const eve = new Things(stack.newUser());
    const labels = await Promise.all(Array.from({ length: 50 }, (_, n) => eve.label({ name: `label ${n}` })));
    const todos: Todo[] = [];
    // All at once, the last would wait for longer than a change may on a busy machine.
    while (todos.length < 500) todos.push(...(await Promise.all(Array.from({ length: 20 }, () => eve.todo()))));
    const [ids, labelIds] = [todos.map(({ id }) => id), labels.map(({ id }) => id)];
    let turn = 0;
    const change = async (fields: object) => {
      const answer = await eve.user.post(`${eve.root}/todos/bulk`, { ids, ...fields });
      expect([answer.status, answer.status < 400 || answer.body]).toEqual([200, true]);
      return answer;
    };
    await expectBrief('labels', () =>
      change(turn++ % 2 === 0 ? { addLabelIds: labelIds } : { removeLabelIds: labelIds }),
    );
    await expectBrief('completed', () => change({ completed: turn++ % 2 === 0, priority: (turn % 4) + 1 }));
    await expectBrief('place', () => change({ ids: ids.toReversed(), place: { parentId: null } }));
  });
});

/** Sends a request whose body comes in as many chunks of one byte. */
const sendMany = (request: string, count?: number, tail?: string) =>
  sendInBytes({ port: (stack.server.address() as AddressInfo).port, request, cookie: ada.cookie }, count, tail);

describe('A body in many chunks', () => {
  it.each([
    ['that is read', () => `POST ${ada.todos}`],
    ['that nobody reads', () => `GET ${ada.todos}`],
    ['of a route that answers at once', () => 'GET /health/live'],
    ['of a route that does not exist', () => 'POST /api/nothing'],
  ])('%s holds up nobody', async (_name, request) => {
    for (const tail of ['0\r\n\r\n', '']) {
      const chunks = await countChunks(() => sendMany(request(), undefined, tail));
      expect(chunks).toBeGreaterThan(0);
      expect(chunks).toBeLessThan(MOST_TAKEN);
    }
  });

  it('is refused where there are more than a proxy would make of it', async () => {
    expect(await sendMany(`POST ${ada.todos}`, 1_001)).toBe('HTTP/1.1 413 Payload Too Large');
    expect(await sendMany(`POST ${ada.todos}`, 1_000)).toBe('HTTP/1.1 400 Bad Request');
  });
});

describe('A refusal of many unknown fields', () => {
  it('names a few of them, and what is wrong with those that are known', async () => {
    const answer = await send('post', ada.todos, `{"title":"",${someFields(150)}}`);
    expect([answer.status, answer.body.error_code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(Object.keys(answer.body.fields).toSorted()).toEqual(['f0', 'f1', 'f2', 'f3', 'f4', 'title']);
  });

  it('says how many there may be when there are more', async () => {
    for (const body of [filled('{', (n) => `"${n}":1`, '}'), filled('{', () => '"__proto__":1', '}')]) {
      const answer = await send('post', ada.todos, body);
      expect([answer.status, answer.body.fields]).toEqual([422, { body: ['Send at most 200 fields.'] }]);
    }
    const list = await send(
      'post',
      ada.todos,
      filled('{"labelIds":[', () => '0', ']}'),
    );
    expect([list.status, list.body.fields]).toEqual([422, { body: ['Send at most 1000 values.'] }]);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    'names a field that holds one named %s',
    async (name) => {
      for (const nested of [`{"${name}":{"x":1}}`, `{"a":[{"${name}":1}]}`]) {
        const answer = await send('post', `${ada.todos}/bulk`, `{"ids":["${existing}"],"place":${nested}}`);
        expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([422, ['place']]);
      }
    },
  );
});

describe('No address holds up others', () => {
  const many = (piece: (n: number) => string) => {
    let text = '';
    for (let n = 0; text.length < 14_000; n++) text += piece(n);
    return text;
  };
  it.each([
    ['many parameters', 'todos?', many((n) => `${n.toString(36)}&`)],
    ['parameters that are counted as too many', 'todos?', many((n) => `p${n}=%F0%9F%8C%BF&`)],
    ['one parameter, again and again', 'todos?', many(() => 'limit=1&')],
    ['a long cursor', 'todos?cursor=', many(() => 'YWxs')],
    ['a long cursor of signs', 'trash?cursor=', many(() => '%F0%9F%8C%BF')],
    ['a long query', 'todos/search?q=', many(() => 'a+')],
    ['a long query of accents', 'todos/search?q=', many(() => '%CC%81')],
    ['a query of many words', 'todos/search?q=', 'a+'.repeat(100)],
    ['a query of wildcards', 'todos/search?q=', '%25_%5C'.repeat(66)],
    ['a long id', 'todos/', many(() => '0')],
    ['many parts', 'todos', many(() => '/a')],
    ['many signs', 'projects/', many(() => '%2F')],
  ])('of %s', async (_name, path, rest) => {
    const url = `/api/users/${ada.id}/${path}${rest}`;
    await expectBrief(path, () => ada.get(url));
  });

  it('of many unknown parameters is refused by naming a few', async () => {
    const query = Array.from({ length: 150 }, (_, n) => `p${n}=1`).join('&');
    const answer = await ada.get(`${ada.todos}?${query}`).expect(422);
    expect(Object.keys(answer.body.fields)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4']);
    const more = await ada.get(`${ada.todos}?${query}&${query.replaceAll('p', 'q')}`).expect(422);
    expect(more.body.fields).toEqual({ query: ['Send at most 200 parameters.'] });
  });
});
