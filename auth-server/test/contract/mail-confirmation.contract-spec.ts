import type { Response } from 'supertest';
import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { OWN_BROWSER, tokenIn } from '../support/kept-mails.js';
import { MailServer, type ReceivedMail } from '../support/mail-server.js';
import { PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const SIGN_UP = '/api/auth/sign-up/email';
const SIGN_IN = '/api/auth/sign-in/email';
const PUBLIC_URL = 'https://todo.example.com';

let mails: MailServer;
let server: TestServer;
beforeAll(async () => {
  mails = new MailServer();
  await mails.up();
  server = await startAuthServer({ PUBLIC_URL, SMTP_URL: mails.url, MAIL_FROM: 'Latch <latch@todo.example.com>' });
});
afterAll(async () => {
  await server.stop();
  await mails.down();
});

async function signUp(visitor: Visitor, password = PASSWORD, name = visitor.name): Promise<Response> {
  const response = await visitor.post(SIGN_UP, { name, email: visitor.email, password });
  expectContract('post', SIGN_UP, response);
  return response;
}

async function signIn(visitor: Visitor, password = PASSWORD): Promise<Response> {
  const response = await visitor.elsewhere().post(SIGN_IN, { email: visitor.email, password });
  expectContract('post', SIGN_IN, response);
  return response;
}

/** The mails to an address once there are so many. */
async function mailsTo({ email }: Visitor, count: number): Promise<ReceivedMail[]> {
  const found = () => mails.received.filter(({ to }) => to === email);
  while (found().length < count) await mails.has(mails.received.length + 1);
  expect(found()).toHaveLength(count);
  return found();
}

const subjectOf = ({ head }: ReceivedMail) => /^Subject: (.*)$/m.exec(head)![1];
const verify = (mail: ReceivedMail) => new Visitor(server).post('/api/auth/verify-email', { token: tokenIn(mail) });
const codeOf = ({ status, body }: Response) => `${status} ${body.error_code}`;

it('says that addresses are confirmed first', async () => {
  const response = await new Visitor(server).get('/api/auth/options');
  expectContract('get', '/api/auth/options', response);
  expect(response.body).toMatchObject({ mail: 'smtp', confirmsEmail: true });
});

it('signs nobody in before the address is confirmed, and then a person who knows the password', async () => {
  const ada = new Visitor(server);
  const response = await signUp(ada);
  expect([response.status, response.body, setCookies(response)]).toEqual([200, { user: null }, []]);

  const refused = await signIn(ada);
  expect([codeOf(refused), setCookies(refused)]).toEqual(['403 EMAIL_NOT_VERIFIED', []]);
  expect(codeOf(await signIn(ada, 'not the password'))).toBe('401 INVALID_EMAIL_OR_PASSWORD');

  const [mail] = await mailsTo(ada, 1);
  expect(subjectOf(mail!)).toBe('Confirm your e-mail address');
  expect(mail!.text).toContain(`${PUBLIC_URL}/verify-email#token=`);
  const verified = await verify(mail!);
  expect([verified.body, setCookies(verified)]).toEqual([{ outcome: 'verified' }, []]);
  expect((await signIn(ada)).status).toBe(200);
});

it('answers the same where the address has an account, whose owner is told by mail and whose password stays', async () => {
  const ada = new Visitor(server);
  const first = await signUp(ada);
  await verify((await mailsTo(ada, 1))[0]!);
  const again = await signUp(ada.elsewhere(), 'a password of somebody else', 'Eve <b>');
  expect([again.status, again.body, setCookies(again)]).toEqual([first.status, first.body, []]);
  expect(Object.keys(again.headers)).toEqual(Object.keys(first.headers));
  const [, told] = await mailsTo(ada, 2);
  expect(subjectOf(told!)).toBe('You have an account already');
  expect(told!.text).toContain('Hello Ada,');
  expect(told!.html).not.toContain('Eve');
  expect(codeOf(await signIn(ada, 'a password of somebody else'))).toBe('401 INVALID_EMAIL_OR_PASSWORD');
  expect((await signIn(ada)).status).toBe(200);
});

it('makes one account of many sign-ups at once with one address, and tells nobody', async () => {
  const ada = new Visitor(server);
  const answers = await Promise.all(Array.from({ length: 4 }, () => signUp(ada.elsewhere())));
  for (const { status, body } of answers) expect([status, body]).toEqual([200, { user: null }]);
});

it('sends the link again at a sign-in, but not at each one', async () => {
  const ada = new Visitor(server);
  await signUp(ada);
  await mailsTo(ada, 1);
  await signIn(ada);
  await sql(
    sharedDatabaseUrl(),
    `update verification set "updatedAt" = now() - interval '16 minutes' where value like $1`,
    [`%${ada.email}%`],
  );
  await signIn(ada);
  await signIn(ada);
  const [first, second] = await mailsTo(ada, 2);
  expect((await verify(first!)).status).toBe(410);
  expect((await verify(second!)).status).toBe(200);
});

it('repeats no name to an address that nobody confirmed', async () => {
  const victim = new Visitor(server);
  await signUp(victim, PASSWORD, 'You have won! https://evil.example');
  const [mail] = await mailsTo(victim, 1);
  expect(`${mail!.head}${mail!.text}${mail!.html}`).not.toMatch(/evil|won/);
});

it('lists no mails', async () => {
  const response = await new Visitor(server).get('/api/auth/outbox', {
    ...OWN_BROWSER,
    host: 'localhost',
  });
  expect(response.status).toBe(404);
});

it('answers while the mail server is down, and sends the mail when it is back', async () => {
  const ada = new Visitor(server);
  await mails.down();
  expect((await signUp(ada)).status).toBe(200);
  await mails.up();
  await sql(sharedDatabaseUrl(), `update mail set "nextAttemptAt" = now() where "to" = $1`, [ada.email]);
  // Any other mail wakes the sender.
  await signUp(new Visitor(server));
  await mailsTo(ada, 1);
});

describe('without any mail', () => {
  let quiet: TestServer;
  beforeAll(async () => void (quiet = await startAuthServer()));
  afterAll(() => quiet.stop());

  it('signs in at once, and says that it cannot send mail to a person who asks for one', async () => {
    const ada = new Visitor(quiet);
    expect((await ada.signUp()).status).toBe(200);
    expect((await ada.get('/api/auth/options')).body).toMatchObject({ mail: 'none', confirmsEmail: false });
    const { email } = ada;
    for (const [name, body] of [
      ['request-password-reset', { email }],
      ['send-verification-email', { email }],
      ['change-email', { newEmail: new Visitor(quiet).email }],
    ] as const) {
      const response = await ada.post(`/api/auth/${name}`, body);
      expectContract('post', `/api/auth/${name}`, response);
      expect([name, codeOf(response)]).toEqual([name, '409 MAIL_NOT_SET_UP']);
    }
    expect((await ada.get('/api/auth/outbox', OWN_BROWSER)).status).toBe(404);
    expect(await sql(sharedDatabaseUrl(), 'select 1 from mail where "to" = $1', [email])).toEqual([]);
  });
});
