import type { Response } from 'supertest';
import { administratorOf, grownOld } from '../support/administration.js';
import { expectContract } from '../support/contract.js';
import { migratedDatabase, sql, type TestDatabase } from '../support/databases.mjs';
import { mailsTo, mailTo } from '../support/kept-mails.js';
import { MailServer, type ReceivedMail } from '../support/mail-server.js';
import { PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const SIGN_UP = '/api/auth/sign-up/email';
const INVITATION = '/api/auth/invitation';
const INVITE = '/api/auth/admin/invite';
const INVITATIONS = '/api/auth/admin/invitations';
const REVOKE = '/api/auth/admin/revoke-invitation';

let database: TestDatabase;
let mails: MailServer;
/** By invitation alone, and without any mail. */
let server: TestServer;
/** The same database, with a mail server. */
let mailing: TestServer;
let grace: Visitor;

beforeAll(async () => {
  database = await migratedDatabase();
  mails = new MailServer();
  await mails.up();
  const common = { AUTH_DATABASE_URL: database.url, SIGN_UP: 'invitation' };
  server = await startAuthServer(common);
  mailing = await startAuthServer({ ...common, SMTP_URL: mails.url, MAIL_FROM: 'latch@example.com' });
  grace = await administratorOf(server);
});
afterAll(async () => {
  await server.stop();
  await mailing.stop();
  await mails.down();
  await database.drop();
});

const codeOf = ({ status, body }: Response) => (status === 200 ? '200' : `${status} ${body.error_code}`);

async function posted(visitor: Visitor, path: string, body: object): Promise<Response> {
  const response = await visitor.post(path, body);
  expectContract('post', path, response);
  return response;
}

const waiting = async () => {
  const response = await grace.get(INVITATIONS);
  expectContract('get', INVITATIONS, response);
  return (response.body as { items: { id: string; email: string }[] }).items;
};

const tokenIn = (link: string) => /#invitation=([\w-]+)/.exec(link)![1]!;

/** Invites somebody who is new. @returns them, their invitation's id, and its token */
async function invited(at: TestServer = server, by = grace) {
  const ada = new Visitor(at);
  const response = await posted(by, INVITE, { email: ada.email });
  expect(codeOf(response)).toBe('200');
  const { invitation, link } = response.body as { invitation: { id: string }; link: string };
  return { ada, id: invitation.id, token: tokenIn(link), link };
}

const signsUp = (visitor: Visitor, invitation?: string, email = visitor.email) =>
  posted(visitor, SIGN_UP, { name: visitor.name, email, password: PASSWORD, invitation });

async function anotherAdministrator(): Promise<Visitor> {
  const { ada, token } = await invited();
  await signsUp(ada, token);
  await sql(database.url, `update "user" set role = 'admin' where email = $1`, [ada.email]);
  expect((await ada.signIn()).status).toBe(200);
  return ada;
}

const shown = (token: string) => posted(new Visitor(server), INVITATION, { token });

const expire = (id: string) =>
  sql(database.url, `update invitation set "expiresAt" = now() - interval '1 second' where id = $1`, [id]);

it('lets in who was invited, once, and with the address that was invited', async () => {
  const { ada, id, token, link } = await invited();
  expect(link).toBe(`http://localhost:3000/sign-up#invitation=${token}`);
  expect(await waiting()).toContainEqual(expect.objectContaining({ id, email: ada.email, invitedBy: grace.name }));
  const offered = await shown(token);
  expect(offered.body).toMatchObject({ email: ada.email, invitedBy: grace.name });
  const days = (Date.parse((offered.body as { expiresAt: string }).expiresAt) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(6.9);
  expect(days).toBeLessThan(7.1);

  const foreign = await signsUp(new Visitor(server), token);
  expect([codeOf(foreign), Object.keys((foreign.body as { fields: object }).fields)]).toEqual([
    '422 VALIDATION_FAILED',
    ['email'],
  ]);
  expect(JSON.stringify(foreign.body)).not.toContain(ada.email);

  const response = await signsUp(ada, token, ada.email.toUpperCase());
  expect(codeOf(response)).toBe('200');
  expect(setCookies(response)[0]).toContain('session_token=');
  const [account] = await sql(database.url, 'select "emailVerified" from "user" where email = $1', [ada.email]);
  expect(account).toEqual({ emailVerified: false });

  expect(codeOf(await shown(token))).toBe('410 LINK_NOT_VALID');
  expect(codeOf(await signsUp(ada, token))).toBe('410 LINK_NOT_VALID');
  expect((await waiting()).map(({ id }) => id)).not.toContain(id);
});

it('makes one account of an invitation that is used many times at once', async () => {
  const { ada, token } = await invited();
  const replica = await startAuthServer({ AUTH_DATABASE_URL: database.url, SIGN_UP: 'invitation' });
  const servers = [server, replica, server, replica];
  const answers = await Promise.all(servers.map((each) => signsUp(new Visitor(each), token, ada.email)));
  await replica.stop();

  const codes = answers.map(codeOf).sort();
  expect(codes[0]).toBe('200');
  for (const code of codes.slice(1)) expect(['410 LINK_NOT_VALID', '422 USER_ALREADY_EXISTS']).toContain(code);
});

it('is not used up by a sign-up that fails', async () => {
  const { ada, token } = await invited();
  const name = 'x'.repeat(256);
  expect((await ada.post(SIGN_UP, { name, email: ada.email, password: PASSWORD, invitation: token })).status).toBe(422);
  await sql(database.url, 'alter table account add constraint nobody check (false) not valid');
  const failed = await signsUp(ada, token);
  await sql(database.url, 'alter table account drop constraint nobody');
  expect(failed.status).toBe(500);
  expect(codeOf(await shown(token))).toBe('200');
  expect(codeOf(await signsUp(ada, token))).toBe('200');
});

describe('is good no more', () => {
  it('after seven days', async () => {
    const { ada, id, token } = await invited();
    await expire(id);
    expect((await waiting()).map(({ id }) => id)).not.toContain(id);
    expect(codeOf(await shown(token))).toBe('410 LINK_NOT_VALID');
    expect(codeOf(await signsUp(ada, token))).toBe('410 LINK_NOT_VALID');
    expect(codeOf(await posted(grace, REVOKE, { id }))).toBe('404 INVITATION_NOT_FOUND');
    const again = await posted(grace, INVITE, { email: ada.email });
    expect(codeOf(await signsUp(ada, tokenIn((again.body as { link: string }).link)))).toBe('200');
  });

  it('once it is taken back', async () => {
    const { ada, id, token } = await invited();
    expect(codeOf(await posted(grace, REVOKE, { id }))).toBe('200');
    expect(codeOf(await posted(grace, REVOKE, { id }))).toBe('404 INVITATION_NOT_FOUND');
    expect(codeOf(await signsUp(ada, token))).toBe('410 LINK_NOT_VALID');
  });

  it('once the address is invited again', async () => {
    const { ada, id, token } = await invited();
    const again = await posted(grace, INVITE, { email: ada.email.toUpperCase() });
    const newer = again.body as { invitation: { id: string; email: string }; link: string };
    expect(newer.invitation.email).toBe(ada.email);
    expect(newer.invitation.id).not.toBe(id);
    expect((await waiting()).filter(({ email }) => email === ada.email)).toHaveLength(1);
    expect(codeOf(await signsUp(ada, token))).toBe('410 LINK_NOT_VALID');
    expect(codeOf(await posted(grace, REVOKE, { id }))).toBe('404 INVITATION_NOT_FOUND');
    expect(codeOf(await signsUp(ada, tokenIn(newer.link)))).toBe('200');
  });

  it('where nobody can sign up, and none can be made there', async () => {
    const { ada, token } = await invited();
    const closed = await startAuthServer({ AUTH_DATABASE_URL: database.url, SIGN_UP: 'closed' });
    const there = Object.assign(new Visitor(closed), { cookie: grace.cookie });
    const answers = [
      await posted(new Visitor(closed), INVITATION, { token }),
      await signsUp(new Visitor(closed), token, ada.email),
      await posted(there, INVITE, { email: new Visitor(closed).email }),
    ];
    await closed.stop();
    expect(answers.map(codeOf)).toEqual(['410 LINK_NOT_VALID', '403 SIGN_UP_CLOSED', '403 SIGN_UP_CLOSED']);
  });
});

it('works where anybody may sign up, too', async () => {
  const open = await startAuthServer({ AUTH_DATABASE_URL: database.url, SIGN_UP: 'open' });
  const { ada, token } = await invited(open);
  const answers = [await signsUp(ada, token), await signsUp(new Visitor(open))];
  await open.stop();
  expect(answers.map(codeOf)).toEqual(['200', '200']);
  expect(codeOf(await shown(token))).toBe('410 LINK_NOT_VALID');
});

it('is for an address that has no account', async () => {
  const { ada, token } = await invited();
  await signsUp(ada, token);
  expect(codeOf(await posted(grace, INVITE, { email: ada.email.toUpperCase() }))).toBe('409 HAS_ACCOUNT');
});

it('stays good when who invited is gone, who is not named any more', async () => {
  const other = await anotherAdministrator();
  const { ada, token } = await invited(server, other);
  await sql(database.url, 'delete from "user" where email = $1', [other.email]);
  expect((await shown(token)).body).toMatchObject({ invitedBy: null });
  expect(codeOf(await signsUp(ada, token))).toBe('200');
});

it('leaves nothing in the database by which it could be used', async () => {
  const { token } = await invited();
  const rows = await sql(database.url, 'select invitation::text from invitation');
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(JSON.stringify((await waiting())[0])).not.toContain('token');
});

it('is written down for who invited, and who took it back', async () => {
  const by = await anotherAdministrator();
  const { ada, id } = await invited(server, by);
  await posted(by, REVOKE, { id });
  const { items } = (await by.get('/api/auth/audit-log')).body as { items: { event: string; detail: string }[] };
  expect(items.slice(0, 2).map(({ event, detail }) => [event, detail])).toEqual([
    ['invitation-revoked', ada.email],
    ['invited', ada.email],
  ]);
});

it('counts how often one address is invited', async () => {
  const { email } = new Visitor(server);
  const answers = [];
  for (let tries = 0; tries < 6; tries += 1) answers.push(codeOf(await posted(grace, INVITE, { email })));
  expect(answers).toEqual([...Array<string>(5).fill('200'), '429 TOO_MANY_REQUESTS']);
});

describe('with a mail server', () => {
  const at = (visitor: Visitor) => Object.assign(new Visitor(mailing), { cookie: visitor.cookie });

  /** The mails to an address once there are so many. */
  async function received({ email }: Visitor, count: number): Promise<ReceivedMail[]> {
    const found = () => mails.received.filter(({ to }) => to === email);
    while (found().length < count) await mails.has(mails.received.length + 1);
    return found();
  }

  async function invitedByMail() {
    const ada = new Visitor(mailing);
    const response = await posted(at(grace), INVITE, { email: ada.email });
    expect((response.body as { link: unknown }).link).toBeNull();
    const [mail] = await received(ada, 1);
    return { ada, mail: mail!, token: tokenIn(mail!.text) };
  }

  it('confirms the address by the mail, so that its owner is signed in at once', async () => {
    const { ada, mail, token } = await invitedByMail();
    expect(mail.head).toMatch(/^Subject: You are invited to Latch$/m);
    expect(mail.html).toContain(`/sign-up#invitation=${token}`);

    const response = await signsUp(ada, token);
    expect(response.body).toEqual({ user: { id: expect.any(String), email: ada.email, name: ada.name } });
    ada.cookie = setCookies(response)
      .find((text) => text.includes('session_token='))!
      .split(';')[0]!;
    const account = await ada.get('/api/auth/account');
    expect(account.body).toMatchObject({ emailVerified: true, administrator: false });
    const { items } = (await ada.get('/api/auth/audit-log')).body as { items: { event: string }[] };
    expect(items.map(({ event }) => event)).toEqual(['signed-up']);
    const stored = await sql(database.url, 'select 1 from mail where "to" = $1', [ada.email]);
    expect(stored).toHaveLength(1);
  });

  it('signs nobody in whose address has an account by then', async () => {
    const { ada, token } = await invitedByMail();
    const open = await startAuthServer({ AUTH_DATABASE_URL: database.url });
    await Object.assign(new Visitor(open), { email: ada.email }).signUp();
    await open.stop();

    const response = await signsUp(ada, token);
    expect([response.status, response.body, setCookies(response)]).toEqual([200, { user: null }, []]);
    const [, told] = await received(ada, 2);
    expect(told!.head).toMatch(/^Subject: You have an account already$/m);
  });

  it('asks who was handed a link to confirm the address', async () => {
    const { ada, token } = await invited(mailing);
    const response = await signsUp(ada, token);
    expect([response.body, setCookies(response)]).toEqual([{ user: null }, []]);
    const [mail] = await received(ada, 1);
    expect(mail!.head).toMatch(/^Subject: Confirm your e-mail address$/m);
  });
});

it('is shown, and kept at /outbox, where mails go nowhere; the address is not confirmed by it', async () => {
  const keeping = await startAuthServer({ AUTH_DATABASE_URL: database.url, SIGN_UP: 'invitation', MAIL_OUTBOX: 'on' });
  const ada = new Visitor(keeping);
  const by = Object.assign(new Visitor(keeping), { cookie: grace.cookie });
  const { link } = (await posted(by, INVITE, { email: ada.email })).body as { link: string };
  const mail = await mailTo(keeping, ada.email);
  expect(mail.text).toContain(link);
  expect(mail.text).toContain('The administrator invites you');
  expect(codeOf(await signsUp(ada, tokenIn(link)))).toBe('200');
  const subjects = (await mailsTo(keeping, ada.email)).map(({ subject }) => subject);
  expect(subjects).toEqual(['Confirm your e-mail address', 'You are invited to Latch']);
  await keeping.stop();
});

it.each([
  [INVITATION, {}, 'token'],
  [INVITATION, { token: '' }, 'token'],
  [INVITATION, { token: 'x', email: 'ada@example.com' }, 'email'],
  [INVITE, {}, 'email'],
  [INVITE, { email: 'ada' }, 'email'],
  [INVITE, { email: 'ada@example.com', role: 'admin' }, 'role'],
  [REVOKE, {}, 'id'],
  [REVOKE, { id: 'not a uuid' }, 'id'],
])('refuses a body that is wrong: %s %p', async (path, body, field) => {
  const response = await posted(grace, path, body);
  expect(response.status).toBe(422);
  expect(Object.keys((response.body as { fields: object }).fields)).toEqual([field]);
});

it('is made by a person who gave the password shortly before', async () => {
  const old = await grownOld(await anotherAdministrator(), database.url);
  expect(codeOf(await posted(old, INVITE, { email: new Visitor(server).email }))).toBe('403 FRESH_SESSION_NEEDED');
  const { id } = await invited();
  expect(codeOf(await posted(old, REVOKE, { id }))).toBe('200');
});
