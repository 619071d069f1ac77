import { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Response } from 'supertest';
import { expectContract } from '../support/contract.js';
import { PASSWORD, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

/** Bytes of the largest body that is read. */
const BODY_LIMIT = 64 * 1024;
const LONGEST_HOLD_MS = 50;
/** Of several tries the shortest counts: the collector of memory may run in one. */
const TRIES = 5;
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
function filled(head: string, piece: (n: number) => string, tail: string, separator = ','): string {
  const pieces: string[] = [];
  let room = BODY_LIMIT - head.length - tail.length;
  for (let n = 0; ; n++) {
    const next = (n === 0 ? '' : separator) + piece(n);
    room -= Buffer.byteLength(next);
    if (room < 0) return `${head}${pieces.join('')}${tail}`;
    pieces.push(next);
  }
}

const email = '"email":"ada@example.com"';
const inText = (field: string, piece: string) => filled(`{"${field}":"`, () => piece, '"}', '');
const someFields = (count: number) => Array.from({ length: count }, (_, n) => `"f${n}":${n}`).join(',');
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

/**
 * The longest that the event loop was held while something was asked, in milliseconds of the processor: the shortest of several
 * tries. On a busy machine a turn of the loop may wait for the processor; that is no work of ours.
 */
async function holdOf(ask: () => PromiseLike<unknown>): Promise<number> {
  const holds: number[] = [];
  for (let n = 0; n < TRIES && !holds.some((hold) => hold < LONGEST_HOLD_MS); n++) {
    let longest = 0;
    let before = process.cpuUsage();
    const look = () => {
      const { user, system } = process.cpuUsage(before);
      longest = Math.max(longest, user + system);
      before = process.cpuUsage();
      turn = setImmediate(look);
    };
    let turn = setImmediate(look);
    await ask();
    // What came last is seen by the turn after it.
    await new Promise((resolve) => setTimeout(resolve, 2));
    clearImmediate(turn);
    holds.push(longest / 1_000);
  }
  return Math.min(...holds);
}

const BRIEFLY = `less than ${LONGEST_HOLD_MS} ms`;

it.each(SHAPES)('no body of %s holds up others, and its refusal is short', async (_name, body) => {
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(BODY_LIMIT);
  for (const path of ROUTES) {
    const answers: Response[] = [];
    const hold = await holdOf(async () => void answers.push(await ada.post(path, body)));
    expect([path, hold < LONGEST_HOLD_MS ? BRIEFLY : `${hold} ms`]).toEqual([path, BRIEFLY]);
    for (const answer of answers) {
      expect([400, 422]).toContain(answer.status);
      expect(answer.text.length).toBeLessThan(LONGEST_REFUSAL);
      expectContract('post', path, answer);
    }
  }
});

const MANY = 250_000;
const BYTES = Buffer.from('1\r\n \r\n'.repeat(MANY));

/** Sends a request whose body comes in as many chunks of one byte. @returns the first line of the answer; empty without one */
async function sendInBytes(request: string, count: number, tail = '0\r\n\r\n'): Promise<string> {
  const head = `${request} HTTP/1.1\r\nhost: x\r\ncookie: ${ada.cookie}\r\ncontent-type: application/json\r\n`;
  const socket = connect(server.port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString())).on('error', () => {});
  socket.write(`${head}transfer-encoding: chunked\r\n\r\n`);
  socket.write(BYTES.subarray(0, 6 * count));
  socket.write(tail);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await (tail === '' ? closed : Promise.race([closed, new Promise((resolve) => socket.once('data', resolve))]));
  socket.destroy();
  return answer.split('\r\n', 1)[0]!;
}

/** A few reads from the connection, of 64 KB each: a turn of the event loop takes one. */
const MOST_TAKEN = 50_000;

/** How many chunks of bodies the server took while something was asked: their number is what costs, however fast the machine is. */
async function countChunks(ask: () => Promise<unknown>): Promise<number> {
  const { prototype } = IncomingMessage;
  const push = Reflect.get(prototype, 'push');
  let chunks = 0;
  prototype.push = function counted(chunk, encoding) {
    if (chunk !== null) chunks += 1;
    return push.call(this, chunk, encoding);
  };
  await ask().finally(() => Reflect.deleteProperty(prototype, 'push'));
  return chunks;
}

describe('a body in many chunks', () => {
  it.each([
    `POST ${SIGN_UP}`,
    'GET /api/auth/get-session',
    'GET /api/auth/account',
    'GET /health/live',
    'POST /nothing',
  ])('of %s holds up nobody', async (request) => {
    for (const tail of ['0\r\n\r\n', '']) {
      const chunks = await countChunks(() => sendInBytes(request, MANY, tail));
      expect(chunks).toBeGreaterThan(0);
      expect(chunks).toBeLessThan(MOST_TAKEN);
    }
  });

  it('is refused where there are more than a proxy would make of it', async () => {
    expect(await sendInBytes(`POST ${SIGN_UP}`, 1_001)).toBe('HTTP/1.1 413 Payload Too Large');
    expect(await sendInBytes(`POST ${SIGN_UP}`, 1_000)).toBe('HTTP/1.1 400 Bad Request');
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
  expect(hold < LONGEST_HOLD_MS ? BRIEFLY : `${hold} ms`).toBe(BRIEFLY);
});
