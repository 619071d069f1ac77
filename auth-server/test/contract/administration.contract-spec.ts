import type { Response } from 'supertest';
import { administratorOf, grownOld } from '../support/administration.js';
import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { mailTo, tokenIn } from '../support/kept-mails.js';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';
import { PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const USERS = '/api/auth/admin/users';
const DISABLE = '/api/auth/admin/disable-user';
const ENABLE = '/api/auth/admin/enable-user';
const SET = '/api/auth/admin/set-administrator';
const INVITATIONS = '/api/auth/admin/invitations';
const INVITE = '/api/auth/admin/invite';
const REVOKE = '/api/auth/admin/revoke-invitation';
const LOG = '/api/auth/admin/audit-log';

const SOME_UUID = '0199b1c2-7b00-7c3a-9d2e-5f8a1b2c3d01';

/** Every operation of administrators, with a body that is right, and whether it asks for a fresh session. */
const OPERATIONS: { method: 'get' | 'post'; path: string; body?: object; fresh?: boolean }[] = [
  { method: 'get', path: USERS },
  { method: 'post', path: DISABLE, body: { id: 'nobody' }, fresh: true },
  { method: 'post', path: ENABLE, body: { id: 'nobody' }, fresh: true },
  { method: 'post', path: SET, body: { id: 'nobody', administrator: true }, fresh: true },
  { method: 'get', path: INVITATIONS },
  { method: 'post', path: INVITE, body: { email: 'somebody@example.com' }, fresh: true },
  { method: 'post', path: REVOKE, body: { id: SOME_UUID } },
  { method: 'get', path: LOG },
];
const POSTS = OPERATIONS.filter(({ method }) => method === 'post');

let server: TestServer;
beforeAll(async () => void (server = await startAuthServer({ MAIL_OUTBOX: 'on' })));
afterAll(() => server.stop());

const codeOf = ({ status, body }: Response) => (status === 200 ? '200' : `${status} ${body.error_code}`);

async function asked(
  visitor: Visitor,
  { method, path, body }: { method: 'get' | 'post'; path: string; body?: object },
  headers = {},
): Promise<Response> {
  const response = await (method === 'get' ? visitor.get(path, headers) : visitor.post(path, body, headers));
  expectContract(method, path, response);
  return response;
}

const posted = (visitor: Visitor, path: string, body: object) => asked(visitor, { method: 'post', path, body });

const roleOf = async (userId: string) =>
  (await sql<{ role: string }>(sharedDatabaseUrl(), 'select role from "user" where id = $1', [userId]))[0]!.role;

describe.each(OPERATIONS)('$method $path', (operation) => {
  it('is for administrators alone', async () => {
    expect(codeOf(await asked(new Visitor(server), operation))).toBe('401 INVALID_SESSION');
    const ada = await Visitor.signedUp(server);
    expect(codeOf(await asked(ada, operation))).toBe('403 ADMINISTRATOR_NEEDED');
    await grownOld(ada);
    expect(codeOf(await asked(ada, operation))).toBe('403 ADMINISTRATOR_NEEDED');
    const grace = await administratorOf(server);
    expect((await asked(grace, operation)).status).not.toBe(403);
    await sql(sharedDatabaseUrl(), `update "user" set role = 'user' where email = $1`, [grace.email]);
    expect(codeOf(await asked(grace, operation))).toBe('403 ADMINISTRATOR_NEEDED');
  });

  it(operation.fresh ? 'asks for the password again' : 'asks for no password', async () => {
    const grace = await grownOld(await administratorOf(server));
    const code = codeOf(await asked(grace, operation));
    if (operation.fresh) expect(code).toBe('403 FRESH_SESSION_NEEDED');
    else expect(code).not.toMatch(/^403/);
  });

  it('says when the database does not answer', async () => {
    const grace = await administratorOf(server);
    const proxy = await TcpProxy.to(sharedDatabaseUrl());
    const lost = await startAuthServer({ AUTH_DATABASE_URL: proxy.url });
    proxy.turn('refuse');
    const there = Object.assign(new Visitor(lost), { cookie: grace.cookie });
    expect((await asked(there, operation)).status).toBe(503);
    await lost.stop();
    await proxy.close();
  });
});

it.each(POSTS)('$path is not for pages of other origins', async (operation) => {
  const grace = await administratorOf(server);
  const response = await asked(grace, operation, { origin: 'https://evil.example.com' });
  expect(codeOf(response)).toBe('403 ORIGIN_NOT_ALLOWED');
});

it.each([
  [DISABLE, {}, 'id'],
  [DISABLE, { id: '' }, 'id'],
  [DISABLE, { id: 'x', reason: 'y' }, 'reason'],
  [ENABLE, { id: 7 }, 'id'],
  [SET, { id: 'x' }, 'administrator'],
  [SET, { id: 'x', administrator: 'yes' }, 'administrator'],
])('%s refuses %p', async (path, body, field) => {
  const response = await posted(await administratorOf(server), path, body);
  expect([response.status, Object.keys((response.body as { fields: object }).fields)]).toEqual([422, [field]]);
});

it.each([DISABLE, ENABLE, SET])('%s knows no account that is not there', async (path) => {
  const body = { id: 'nobody', ...(path === SET && { administrator: true }) };
  expect(codeOf(await posted(await administratorOf(server), path, body))).toBe('404 USER_NOT_FOUND');
});

describe('disabling somebody', () => {
  const isIn = async (visitor: Visitor) => ({
    check: (await visitor.get('/api/auth/session')).status,
    account: (await visitor.get('/api/auth/account')).status,
    browser: (await visitor.get('/api/auth/get-session')).body !== null,
  });
  const OUT = { check: 401, account: 401, browser: false };
  const IN = { check: 200, account: 200, browser: true };

  async function people() {
    const grace = await administratorOf(server);
    const ada = await Visitor.signedUp(server);
    return { grace, ada, id: ada.id };
  }

  it('signs all of their devices out at once, and lets nobody in who knows the password', async () => {
    const { grace, ada, id } = await people();
    const phone = await ada.signedInElsewhere();
    expect([await isIn(ada), await isIn(phone)]).toEqual([IN, IN]);

    expect(codeOf(await posted(grace, DISABLE, { id }))).toBe('200');
    expect([await isIn(ada), await isIn(phone), await isIn(grace)]).toEqual([OUT, OUT, IN]);
    expect(await sql(sharedDatabaseUrl(), 'select 1 from session where "userId" = $1', [id])).toEqual([]);

    const refused = await ada.elsewhere().signIn();
    expectContract('post', '/api/auth/sign-in/email', refused);
    expect([codeOf(refused), setCookies(refused)]).toEqual(['403 ACCOUNT_DISABLED', []]);
    expect(codeOf(await ada.elsewhere().signIn('not the password'))).toBe('401 INVALID_EMAIL_OR_PASSWORD');

    expect(codeOf(await posted(grace, ENABLE, { id }))).toBe('200');
    expect(await isIn(ada)).toEqual(OUT);
    expect((await ada.signIn()).status).toBe(200);
    expect(await isIn(ada)).toEqual(IN);
  });

  it('makes a session worth nothing that a sign-in made meanwhile, then and when they are let in again', async () => {
    const { grace, ada, id } = await people();
    await posted(grace, DISABLE, { id });
    // As by a sign-in that looked at the account before it was disabled, and stored its session afterwards.
    const store = `insert into session (id, token, "userId", "expiresAt", "updatedAt")
      values ($1, $1, $2, now() + interval '1 day', now())`;
    await sql(sharedDatabaseUrl(), store, [ada.sessionToken, id]);
    expect(await isIn(ada)).toEqual(OUT);
    const browser = await ada.get('/api/auth/get-session');
    expect(setCookies(browser).find((text) => text.includes('session_token='))).toContain('Max-Age=0');

    await posted(grace, ENABLE, { id });
    expect(await isIn(ada)).toEqual(OUT);
  });

  it('ends sign-ins in flight in the end, however the two meet', async () => {
    const { grace, ada, id } = await people();
    const devices = Array.from({ length: 6 }, () => ada.elsewhere());
    const signIns = devices.map((device) => device.signIn());
    expect(codeOf(await posted(grace, DISABLE, { id }))).toBe('200');
    const codes = (await Promise.all(signIns)).map(codeOf);
    for (const code of codes) expect(['200', '403 ACCOUNT_DISABLED']).toContain(code);
    for (const device of devices) if (device.cookie) expect(await isIn(device)).toEqual(OUT);
  });

  it('forgets the browsers that are not asked for a second factor, and no other rows', async () => {
    const { grace, id } = await people();
    const other = (await Visitor.signedUp(server)).id;
    const put = `insert into verification (id, identifier, value, "expiresAt") values ($1, $2, $3, now() + interval '1 day')`;
    await sql(sharedDatabaseUrl(), put, [`a-${id}`, `trust-device-${id}`, id]);
    await sql(sharedDatabaseUrl(), put, [`b-${id}`, `trust-device-${other}`, other]);
    await sql(sharedDatabaseUrl(), put, [`c-${id}`, `something-else-${id}`, id]);
    await posted(grace, DISABLE, { id });
    const kept = await sql<{ id: string }>(
      sharedDatabaseUrl(),
      'select id from verification where value in ($1, $2) order by id',
      [id, other],
    );
    expect(kept.map(({ id }) => id)).toEqual([`b-${id}`, `c-${id}`]);
  });

  it('lets nobody in by a link in a mail either', async () => {
    const { grace, ada, id } = await people();
    await ada.elsewhere().post('/api/auth/request-password-reset', { email: ada.email });
    const token = tokenIn(await mailTo(server, ada.email));
    await posted(grace, DISABLE, { id });
    const newPassword = 'staple wrong horse tree';
    const reset = await ada.elsewhere().post('/api/auth/reset-password', { token, newPassword });
    expect(setCookies(reset)).toEqual([]);
    expect(codeOf(await ada.elsewhere().signIn(newPassword))).toBe('403 ACCOUNT_DISABLED');
    expect(await sql(sharedDatabaseUrl(), 'select 1 from session where "userId" = $1', [id])).toEqual([]);
  });

  it('is not for oneself, and done once', async () => {
    const { grace, ada, id } = await people();
    expect(codeOf(await posted(grace, DISABLE, { id: grace.id }))).toBe('409 NOT_ONESELF');
    expect(await isIn(grace)).toEqual(IN);
    for (const path of [DISABLE, DISABLE, ENABLE, ENABLE])
      expect(codeOf(await posted(grace, path, { id }))).toBe('200');
    await ada.signIn();
    const { items } = (await ada.get('/api/auth/audit-log')).body as { items: { event: string; detail: string }[] };
    const by = `By ${grace.name} (${grace.email})`;
    expect(items.map(({ event, detail }) => [event, detail])).toEqual([
      ['signed-in', null],
      ['account-enabled', by],
      ['account-disabled', by],
      ['signed-up', null],
    ]);
  });

  it('keeps in the log who tried to sign in', async () => {
    const { grace, ada, id } = await people();
    await posted(grace, DISABLE, { id });
    await ada.elsewhere().signIn();
    const { items } = (await grace.get(LOG)).body as {
      items: { event: string; detail: string; user: { id: string } | null }[];
    };
    // Those of other tests, which are there at the same time, aside.
    const newest = items.find(({ user }) => user?.id === id);
    expect(newest).toMatchObject({ event: 'sign-in-failed', detail: 'The account is disabled' });
  });
});

describe('administrators', () => {
  it('make others administrators, and no longer', async () => {
    const grace = await administratorOf(server);
    const ada = await Visitor.signedUp(server);
    const id = ada.id;
    for (const administrator of [true, true]) await posted(grace, SET, { id, administrator });
    expect((await ada.get('/api/auth/account')).body).toMatchObject({ administrator: true });
    expect((await asked(ada, { method: 'get', path: USERS })).status).toBe(200);

    expect(codeOf(await posted(ada, SET, { id: grace.id, administrator: false }))).toBe('200');
    expect((await grace.get('/api/auth/account')).body).toMatchObject({ administrator: false });
    expect(codeOf(await posted(grace, SET, { id, administrator: false }))).toBe('403 ADMINISTRATOR_NEEDED');
    // Somebody else is one: those of other tests.
    expect(codeOf(await posted(ada, SET, { id, administrator: false }))).toBe('200');
    expect([await roleOf(id), await roleOf(grace.id)]).toEqual(['user', 'user']);

    const { items } = (await ada.get('/api/auth/audit-log')).body as { items: { event: string; detail: string }[] };
    expect(items.map(({ event, detail }) => [event, detail])).toEqual([
      ['administrator-unmade', `By ${ada.name} (${ada.email})`],
      ['administrator-made', `By ${grace.name} (${grace.email})`],
      ['signed-up', null],
    ]);
  });
});

describe('the list of people', () => {
  interface Listed {
    items: { id: string; email: string; lastSeenAt: string | null }[];
    nextCursor: string | null;
  }
  const page = async (visitor: Visitor, cursor?: string) => {
    const path = cursor === undefined ? USERS : `${USERS}?cursor=${encodeURIComponent(cursor)}`;
    const response = await visitor.get(path);
    expectContract('get', USERS, response);
    return response;
  };

  it('says who has an account, and nothing that is theirs alone', async () => {
    const grace = await administratorOf(server);
    const ada = await Visitor.signedUp(server);
    const id = ada.id;
    const listed = async () => ((await page(grace)).body as Listed).items.find((each) => each.id === id);
    expect(await listed()).toEqual({
      id,
      name: ada.name,
      email: ada.email,
      emailVerified: false,
      administrator: false,
      disabled: false,
      secondFactor: false,
      createdAt: expect.any(String),
      lastSeenAt: expect.any(String),
    });
    await posted(grace, DISABLE, { id });
    expect(await listed()).toMatchObject({ disabled: true, lastSeenAt: null });
  });

  it('is read page by page, each account once, also where many are of one moment', async () => {
    const grace = await administratorOf(server);
    const put = `insert into "user" (id, name, email, "createdAt")
      select 'many-' || n, 'Many', 'many-' || n || '@example.com', timestamptz '2031-01-01 00:00:00.000123+00' + n / 40 * interval '1 microsecond'
      from generate_series(1, 120) n`;
    await sql(sharedDatabaseUrl(), put);
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const { items, nextCursor } = (await page(grace, cursor ?? undefined)).body as Listed;
      expect(items.length).toBeLessThanOrEqual(50);
      seen.push(...items.map(({ id }) => id));
      cursor = nextCursor;
    } while (cursor && seen.at(-1)!.startsWith('many-'));
    await sql(sharedDatabaseUrl(), `delete from "user" where id like 'many-%'`);
    const many = seen.filter((id) => id.startsWith('many-'));
    expect(new Set(seen).size).toBe(seen.length);
    expect(many).toHaveLength(120);
    expect(seen.slice(0, 120)).toEqual(many);
  });

  it.each(['x', '\tnow x', '\t'])('refuses a cursor of %j', async (place) => {
    const grace = await administratorOf(server);
    const cursorOf = (list: string) => Buffer.from(list + place).toString('base64url');
    expect(codeOf(await page(grace, cursorOf('users')))).toBe('422 VALIDATION_FAILED');
    const events = await grace.get(`${LOG}?cursor=${cursorOf('audit-log')}`);
    expectContract('get', LOG, events);
    expect(codeOf(events)).toBe('422 VALIDATION_FAILED');
  });
});

it('shows administrators what happened to all accounts, page by page, and what is nobody’s', async () => {
  const grace = await administratorOf(server);
  const put = `insert into "auditEvent" (id, at, event, "userId", detail)
    select gen_random_uuid(), timestamptz '2031-01-01 00:00:00.123+00', 'sign-in-failed', null, 'many' from generate_series(1, 120)`;
  await sql(sharedDatabaseUrl(), put);
  const ada = await Visitor.signedUp(server);
  const seen: { id: string; event: string; detail: string | null; user: { email: string } | null }[] = [];
  let cursor: string | null | undefined;
  do {
    const response = await grace.get(cursor ? `${LOG}?cursor=${cursor}` : LOG);
    expectContract('get', LOG, response);
    const body = response.body as { items: typeof seen; nextCursor: string | null };
    seen.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor && seen.at(-1)!.detail === 'many');
  await sql(sharedDatabaseUrl(), `delete from "auditEvent" where detail = 'many'`);
  for (const event of seen.slice(0, 120)) expect(event).toMatchObject({ detail: 'many', user: null });
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
  const ofAda = seen.find(({ user }) => user?.email === ada.email);
  expect(ofAda).toMatchObject({ event: 'signed-up', user: { name: ada.name, email: ada.email } });
});

it('answers who guesses the password of a disabled account as for no account at all', async () => {
  const ada = await Visitor.signedUp(server);
  await sql(sharedDatabaseUrl(), 'update "user" set banned = true where email = $1', [ada.email]);
  const wrong = await ada.elsewhere().signIn('not the password');
  const unknown = await new Visitor(server).signIn(PASSWORD);
  expect(wrong.body).toEqual(unknown.body);
});
