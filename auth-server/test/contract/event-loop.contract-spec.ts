import { countChunks, filledTo, holdOf, MOST_TAKEN, sendInBytes, someFields } from '@latch/test-kit/event-loop';
import type { Response } from 'supertest';
import { expectContract } from '../support/contract.js';
import { PASSWORD, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

/** Bytes of the largest body that is read. */
const BODY_LIMIT = 64 * 1024;
/** No refusal says more than this, whatever was sent. In bytes. */
const LONGEST_REFUSAL = 2_000;

let server: TestServer;
let ada: Visitor;
beforeAll(async () => {
  server = await startAuthServer();
  ada = await Visitor.signedUp(server);
});
afterAll(() => server.stop());

/** As many pieces as the limit has room for. */
const filled = (head: string, piece: (n: number) => string, tail: string, separator?: string) =>
  filledTo(BODY_LIMIT, head, piece, tail, separator);
const email = '"email":"ada@example.com"';
const inText = (field: string, piece: string) => filled(`{"${field}":"`, () => piece, '"}', '');
/** A sign-up whose other fields are right. */
const inName = (piece: string) => filled(`{${email},"password":"${PASSWORD}","name":"`, () => piece, '"}', '');
const inPassword = (piece: string) => filled(`{${email},"name":"Ada","password":"`, () => piece, '"}', '');
const inEmail = (piece: string) => filled('{"name":"Ada","password":"x","email":"', () => piece, '@example.com"}', '');
const passkey = (fields: string) =>
  `{"name":"x","response":{"id":"a","rawId":"a","type":"public-key","response":{${fields}}}}`;

const SHAPES: [name: string, body: string][] = [
  ['many unknown fields', filled('{', (n) => `"${n.toString(36)}":1`, '}')],
  ['one unknown field, again and again', filled('{', () => '"a":1', '}')],
  ['__proto__, again and again', filled('{', () => '"__proto__":1', '}')],
  ['names that every object has', filled('{', () => '"toString":1,"constructor":1', '}')],
  ['as many unknown fields as are counted', `{${someFields(200)}}`],
  ['an unknown field with a long name', `{"${'x'.repeat(BODY_LIMIT - 6)}":1}`],
  ['long names that are half of a pair', `{"${String.raw`\ud83d`.repeat(10_000)}":1}`],
  ['many unknown fields in a field', filled('{"response":{', (n) => `"${n.toString(36)}":1`, '}}')],
  ['as many unknown fields in a field as are counted', `{"response":{${someFields(199)}}}`],
  ['lists in lists', '['.repeat(BODY_LIMIT / 2) + ']'.repeat(BODY_LIMIT / 2)],
  ['objects in objects', filled('', () => '{"a":', '', '')],
  ['a list of many values', filled('{"name":[', () => '0', ']}')],
  ['a list of many objects', filled('[', () => '{}', ']')],
  ['as many values as are counted', `{"name":[${Array(1_000).fill('0').join(',')}]}`],
  ['a list of transports', passkey(`"transports":[${Array(990).fill('"usb"').join(',')}]`)],
  ['a long passkey', passkey(`"clientDataJSON":"${'A'.repeat(60_000)}","attestationObject":"A"`)],
  ['a passkey of lists in lists', passkey(`"clientDataJSON":"A","attestationObject":"${'gYGB'.repeat(4_000)}"`)],
  ['a passkey of maps in maps', passkey(`"clientDataJSON":"A","attestationObject":"${'oQGhAaEB'.repeat(2_000)}"`)],
  ...[
    ' ',
    '\u200b',
    '\u0301',
    'a\u0301\u0323',
    '\ufdfa',
    '🌿',
    'a ',
    String.raw`\n`,
    String.raw`\u0001`,
    String.raw`\udc00`,
  ].flatMap((piece): [string, string][] => [
    [`a long name of ${JSON.stringify(piece)}`, inName(piece)],
    [`a long password of ${JSON.stringify(piece)}`, inPassword(piece)],
    [`a long address of ${JSON.stringify(piece)}`, inEmail(piece)],
  ]),
  ...['.', '-', 'a.', 'a-', 'a@', '@'].map((piece): [string, string] => [`a long address of ${piece}`, inEmail(piece)]),
  ['an address of many parts', `{"name":"x","password":"x","email":"${'a.'.repeat(150)}@"}`],
  [
    'an address of many parts behind the sign',
    `{"name":"x","password":"x","email":"a@${'a-'.repeat(75)}${'a.'.repeat(75)}"}`,
  ],
  ['a long page', inText('next', '/..')],
  ['a long code', inText('code', '0')],
  ['a long token', inText('token', '%00')],
];

const SIGN_UP = '/api/auth/sign-up/email';
const ROUTES = [
  SIGN_UP,
  '/api/auth/sign-in/email',
  '/api/auth/update-user',
  '/api/auth/reset-password',
  '/api/auth/sign-in/provider',
  '/api/auth/sign-in/passkey',
  '/api/auth/passkeys/register',
  '/api/auth/sign-in/second-factor',
];

it.each(SHAPES)('no body of %s holds up others, and its refusal is short', async (_name, body) => {
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(BODY_LIMIT);
  for (const path of ROUTES) {
    const answers: Response[] = [];
    const hold = await holdOf(async () => void answers.push(await ada.post(path, body)));
    expect([path, hold]).toEqual([path, 'briefly']);
    for (const answer of answers) {
      expect([400, 422]).toContain(answer.status);
      expect(answer.text.length).toBeLessThan(LONGEST_REFUSAL);
      expectContract('post', path, answer);
    }
  }
});

/** Sends a request whose body comes in as many chunks of one byte. */
const sendMany = (request: string, count?: number, tail?: string) =>
  sendInBytes({ port: server.port, request, cookie: ada.cookie }, count, tail);

describe('a body in many chunks', () => {
  it.each([
    `POST ${SIGN_UP}`,
    'GET /api/auth/get-session',
    'GET /api/auth/account',
    'GET /health/live',
    'POST /nothing',
  ])('of %s holds up nobody', async (request) => {
    for (const tail of ['0\r\n\r\n', '']) {
      const chunks = await countChunks(() => sendMany(request, undefined, tail));
      expect(chunks).toBeGreaterThan(0);
      expect(chunks).toBeLessThan(MOST_TAKEN);
    }
  });

  it('is refused where there are more than a proxy would make of it', async () => {
    expect(await sendMany(`POST ${SIGN_UP}`, 1_001)).toBe('HTTP/1.1 413 Payload Too Large');
    expect(await sendMany(`POST ${SIGN_UP}`, 1_000)).toBe('HTTP/1.1 400 Bad Request');
  });
});

describe('a refusal of many unknown fields', () => {
  const unknown = async (body: string) => (await ada.post(SIGN_UP, body)).body.fields as Record<string, string[]>;

  it('names a few of them, and what is wrong with those that are known', async () => {
    const fields = await unknown(`{"name":"","password":"${PASSWORD}",${email},${someFields(150)}}`);
    expect(Object.keys(fields).toSorted()).toEqual(['f0', 'f1', 'f2', 'f3', 'f4', 'name']);
  });

  it('says how many there may be when there are more', async () => {
    for (const body of [filled('{', (n) => `"${n}":1`, '}'), filled('{', () => '"__proto__":1', '}')])
      expect(await unknown(body)).toEqual({ body: ['Send at most 200 fields.'] });
    expect(await unknown(filled('{"name":[', () => '0', ']}'))).toEqual({ body: ['Send at most 1000 values.'] });
  });
});

it.each([
  ['a long cursor', 'audit-log?cursor=', 'WyJh'],
  ['many parameters', 'audit-log?', 'a&b=%F0%9F%8C%BF&'],
  ['a long address', 'callback/google?state=', '%00'],
])('no address of %s holds up others', async (_name, path, piece) => {
  const url = `/api/auth/${path}${piece.repeat(14_000 / piece.length)}`;
  const hold = await holdOf(async () => expect((await ada.get(url)).status).toBeLessThan(500));
  expect(hold).toBe('briefly');
});
