import { administratorOf } from '../support/administration.js';
import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const LISTS = ['/api/auth/audit-log', '/api/auth/admin/audit-log', '/api/auth/admin/users'] as const;
const STRINGS = 1_000;
const AT_ONCE = 10;

let server: TestServer;
let grace: Visitor;
beforeAll(async () => {
  server = await startAuthServer();
  grace = await administratorOf(server);
  // Each list has a second page, and so gives out a cursor.
  const users = `insert into "user" (id, name, email) select 'cursor-' || n, 'Many', 'cursor-' || n || '@example.com' from generate_series(1, 60) n`;
  const events = `insert into "auditEvent" (id, at, event, "userId") select gen_random_uuid(), now(), 'signed-in', $1 from generate_series(1, 60)`;
  await sql(sharedDatabaseUrl(), users);
  await sql(sharedDatabaseUrl(), events, [grace.id]);
});
afterAll(async () => {
  await sql(sharedDatabaseUrl(), `delete from "user" where id like 'cursor-%'`);
  await sql(sharedDatabaseUrl(), `delete from "auditEvent" where "userId" = $1`, [grace.id]);
  await server.stop();
});

/** A cursor as the server writes it: the name of its list, and the parts of a place in it. */
const encoded = (list: string, parts: unknown[]) => Buffer.from(`${list}\t${parts.join(' ')}`).toString('base64url');
function decoded(cursor: string): [list: string, parts: string[]] {
  const [list, place] = Buffer.from(cursor, 'base64url').toString().split('\t') as [string, string];
  return [list, place.split(' ')];
}
/** Half a character cannot be sent, and becomes U+FFFD. */
const asked = (list: string, cursor: string) =>
  grace.get(`${list}?cursor=${encodeURIComponent(Buffer.from(cursor).toString())}`);

async function givenOut(list: string): Promise<string> {
  const { nextCursor } = (await grace.get(list)).body as { nextCursor: string | null };
  if (nextCursor === null) throw new Error(`${list} has no second page`);
  return nextCursor;
}

/** What is tried in place of a part of a cursor. */
const EDGES: unknown[] = [
  '0000-01-01T00:00:00.000Z',
  '0000-01-01T00:00:00.000000Z',
  '0001-01-01T00:00:00.000Z',
  '1969-12-31T23:59:59.999999Z',
  '9999-12-31T24:00:00.000Z',
  '10000-01-01T00:00:00.000Z',
  '+294277-01-01T00:00:00.000Z',
  '294277-01-01T00:00:00.000Z',
  '-004714-11-23T00:00:00.000Z',
  '2026-02-31T00:00:00.000Z',
  '2026-11-21T23:59:60.000Z',
  '2026-11-21T09:00:00.000+25:00',
  '2026-11-21T09:00:00.000Z\n',
  '2026-11-21T09:00Z',
  'infinity',
  '-infinity',
  'now',
  'epoch',
  '',
  '\0',
  'a\0b',
  '\ud800',
  '\udfff\ud800',
  "' or 1=1 --",
  'x'.repeat(100),
  'x'.repeat(6_000),
  null,
  true,
  0,
  -1,
  1e308,
  [],
  {},
  ['x'],
];

/** The same numbers each time, from 0 to below 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Strings that are no cursors: random ones, and real ones changed in one place. */
function* strings(real: string): Generator<string> {
  const next = numbers(7);
  const below = (limit: number) => Math.floor(next() * limit);
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => below(256)));
  const [name, parts] = decoded(real);
  const shapes = [
    () => bytes(below(150)).toString('base64url'),
    () => bytes(below(150)).toString('latin1'),
    () => String.fromCharCode(...Array.from({ length: below(60) }, () => below(0x1_0000))),
    () => {
      const at = below(real.length);
      return real.slice(0, at) + String.fromCharCode(33 + below(94)) + real.slice(at + 1);
    },
    () => {
      const changed = Buffer.from(real, 'base64url');
      changed[below(changed.length)] = below(256);
      return changed.toString('base64url');
    },
    () => real.slice(0, below(real.length)),
    () => real + bytes(1 + below(4)).toString('base64url'),
    () =>
      encoded(
        name,
        parts.map((part, nth) => (nth === below(2) ? EDGES[below(EDGES.length)] : part)),
      ),
    () =>
      encoded(
        name,
        parts.map(() => EDGES[below(EDGES.length)]),
      ),
    () => 'A'.repeat(below(8_000)),
  ];
  for (let n = 0; n < STRINGS; n++) yield shapes[n % shapes.length]!();
}

describe.each(LISTS)('the cursors of %s', (list) => {
  it('lead on when they are as they were given out', async () => {
    const response = await asked(list, await givenOut(list));
    expect(response.status).toBe(200);
    expectContract('get', list, response);
  });

  it('are refused when a part of them cannot be, whatever it is', async () => {
    const [name, [at, id]] = decoded(await givenOut(list));
    // An account's id may be any word.
    const isId = (edge: unknown) => list === '/api/auth/admin/users' && /^[\w-]{1,64}$/.test(String(edge));
    const changed = [
      ...EDGES.map((edge) => [edge, id]),
      ...EDGES.filter((edge) => !isId(edge)).map((edge) => [at, edge]),
    ];
    for (const parts of changed) {
      const response = await asked(list, encoded(name, parts));
      expect([parts, response.status]).toEqual([parts, 422]);
      expectContract('get', list, response);
    }
  });

  it.each([
    ['in another spelling', (real: string) => `${real}=`],
    ['with something after it', (real: string) => `${real}.`],
    ['with a space in front', (real: string) => ` ${real}`],
    ['with a third part', (real: string) => encoded(decoded(real)[0], [...decoded(real)[1], 'x'])],
    ['of another list', (real: string) => encoded('others', decoded(real)[1])],
  ])('are refused %s', async (_, change) => {
    const response = await asked(list, change(await givenOut(list)));
    expect(response.status).toBe(422);
  });

  it(`end in a page or in 422, whichever of ${STRINGS} strings it is`, async () => {
    const left = [...strings(await givenOut(list))];
    expect(left).toHaveLength(STRINGS);
    const unexpected: unknown[] = [];
    const worker = async () => {
      for (let cursor = left.pop(); cursor !== undefined; cursor = left.pop()) {
        const { status, body } = await asked(list, cursor);
        if (status !== 200 && !(status === 422 && body.fields.cursor)) unexpected.push([status, cursor]);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect(unexpected).toEqual([]);
  });
});
