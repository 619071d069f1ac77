import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Response } from 'supertest';
import { doctorProof } from '../../src/setup/doctor-proof.js';
import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { mailsTo, mailTo, OWN_BROWSER, tokenIn } from '../support/kept-mails.js';
import {
  PASSWORD,
  setCookies,
  startAuthServer,
  TEST_SECRET,
  type TestServer,
  Visitor,
} from '../support/test-server.js';

const NEW_PASSWORD = 'entirely other words here';

let server: TestServer;
beforeAll(async () => void (server = await startAuthServer({ MAIL_OUTBOX: 'on' })));
afterAll(() => server.stop());

/** By signing up, so that a mail has come with it. */
async function signedUp(): Promise<Visitor> {
  const visitor = new Visitor(server);
  expect((await visitor.signUp()).status).toBe(200);
  return visitor;
}

async function post(visitor: Visitor, name: string, body: object): Promise<Response> {
  const path = `/api/auth/${name}`;
  const response = await visitor.post(path, body);
  expectContract('post', path, response);
  return response;
}

const askForReset = (visitor: Visitor) => post(visitor.elsewhere(), 'request-password-reset', { email: visitor.email });
const reset = (token: string, newPassword = NEW_PASSWORD) =>
  post(new Visitor(server), 'reset-password', { token, newPassword });
const verify = (token: string, visitor = new Visitor(server)) => post(visitor, 'verify-email', { token });
const changeEmail = (visitor: Visitor, newEmail: string) => post(visitor, 'change-email', { newEmail });

const newestToken = async (email: string) => tokenIn(await mailTo(server, email));
const subjectsTo = async (email: string) => (await mailsTo(server, email)).map(({ subject }) => subject);
const outcomeOf = ({ status, body }: Response) => `${status} ${body.outcome ?? body.error_code ?? body.success}`;

async function account(visitor: Visitor): Promise<{ email: string; emailVerified: boolean }> {
  const { user, emailVerified } = (await visitor.get('/api/auth/account')).body;
  return { email: user.email, emailVerified };
}

const events = async (visitor: Visitor) =>
  (await visitor.get('/api/auth/audit-log')).body.items.map(({ event }: { event: string }) => event);

/** As if a visitor's links had been made so long ago. */
const age = (visitor: Visitor, interval: string) =>
  sql(
    sharedDatabaseUrl(),
    `update verification set "expiresAt" = "expiresAt" - $2::interval
     where value like '%' || (select id from "user" where email = $1) || '%'`,
    [visitor.email, interval],
  );

it('offers what can be done by mail', async () => {
  const response = await new Visitor(server).get('/api/auth/options');
  expectContract('get', '/api/auth/options', response);
  expect(response.body).toMatchObject({ mail: 'outbox', confirmsEmail: false });
});

describe('confirming an address', () => {
  it('is done by the link of the mail that comes with signing up, and once', async () => {
    const ada = await signedUp();
    expect(await account(ada)).toEqual({ email: ada.email, emailVerified: false });
    const mail = await mailTo(server, ada.email);
    expect(mail.subject).toBe('Confirm your e-mail address');
    expect(mail.text).toMatch(/^http:\/\/localhost:3000\/verify-email#token=[\w-]{43}$/m);
    const response = await verify(tokenIn(mail));
    expect(outcomeOf(response)).toBe('200 verified');
    expect(setCookies(response)).toEqual([]);
    expect(await account(ada)).toEqual({ email: ada.email, emailVerified: true });
    expect(await events(ada)).toContain('email-verified');
    expect(outcomeOf(await verify(tokenIn(mail)))).toBe('410 LINK_NOT_VALID');
  });

  it('works once when it is done many times at once', async () => {
    const ada = await signedUp();
    const token = await newestToken(ada.email);
    const answers = await Promise.all(Array.from({ length: 5 }, () => verify(token)));
    expect(answers.map(outcomeOf).sort()).toEqual(['200 verified', ...Array<string>(4).fill('410 LINK_NOT_VALID')]);
  });

  it('leaves a person who opens the link signed in as who they are', async () => {
    const [ada, eve] = [await signedUp(), await signedUp()];
    const response = await verify(await newestToken(ada.email), eve);
    expect([outcomeOf(response), setCookies(response)]).toEqual(['200 verified', []]);
    expect(await account(eve)).toEqual({ email: eve.email, emailVerified: false });
    expect(await account(ada)).toEqual({ email: ada.email, emailVerified: true });
    const sessions = (await ada.get('/api/auth/sessions')).body.items;
    expect(sessions).toHaveLength(1);
  });

  it('is refused after a day, and by the link before the newest', async () => {
    const ada = await signedUp();
    const first = await newestToken(ada.email);
    expect(outcomeOf(await post(ada, 'send-verification-email', { email: ada.email }))).toBe('200 true');
    const second = await newestToken(ada.email);
    expect(outcomeOf(await verify(first))).toBe('410 LINK_NOT_VALID');
    await age(ada, '1 day');
    expect(outcomeOf(await verify(second))).toBe('410 LINK_NOT_VALID');
    expect((await account(ada)).emailVerified).toBe(false);
  });

  it('is not done by a token that is none, cut off, or for something else', async () => {
    const ada = await signedUp();
    const token = await newestToken(ada.email);
    await askForReset(ada);
    for (const wrong of ['x', token.slice(0, -1), `${token}x`, await newestToken(ada.email), `link:${token}`, '%', "'"])
      expect(outcomeOf(await verify(wrong))).toBe('410 LINK_NOT_VALID');
    expect(outcomeOf(await verify(token))).toBe('200 verified');
  });

  it('asks for another link alike whether the address has an account, is confirmed, or neither', async () => {
    const ada = await signedUp();
    await verify(await newestToken(ada.email));
    const nobody = new Visitor(server);
    for (const { email } of [ada, nobody])
      expect(outcomeOf(await post(new Visitor(server), 'send-verification-email', { email }))).toBe('200 true');
    expect(await mailsTo(server, ada.email)).toHaveLength(1);
    expect(await mailsTo(server, nobody.email)).toEqual([]);
  });
});

describe('choosing a new password', () => {
  it('is done by a link, once, signs all devices out, and says so in a mail', async () => {
    const ada = await Visitor.signedUp(server);
    const phone = await ada.signedInElsewhere();
    expect(outcomeOf(await askForReset(ada))).toBe('200 true');
    const mail = await mailTo(server, ada.email);
    expect(mail.subject).toBe('Choose a new password');
    expect(mail.text).toMatch(/^http:\/\/localhost:3000\/reset-password#token=[\w-]{43}$/m);
    const response = await reset(tokenIn(mail));
    expect([outcomeOf(response), setCookies(response)]).toEqual(['200 true', []]);
    for (const device of [ada, phone]) expect((await device.get('/api/auth/session')).status).toBe(401);
    expect((await ada.elsewhere().signIn()).status).toBe(401);
    expect((await ada.signIn(NEW_PASSWORD)).status).toBe(200);
    expect((await subjectsTo(ada.email))[0]).toBe('Your password was changed');
    expect(await events(ada)).toEqual(expect.arrayContaining(['password-reset', 'password-reset-asked']));
    expect((await account(ada)).emailVerified).toBe(true);
    expect(outcomeOf(await reset(tokenIn(mail), 'yet some other words'))).toBe('410 LINK_NOT_VALID');
  });

  it('works once when it is done many times at once', async () => {
    const ada = await Visitor.signedUp(server);
    await askForReset(ada);
    const token = await newestToken(ada.email);
    const passwords = Array.from({ length: 4 }, (_, index) => `entirely other words ${index}`);
    const answers = (await Promise.all(passwords.map((password) => reset(token, password)))).map(outcomeOf);
    expect(answers.toSorted()).toEqual(['200 true', ...Array<string>(3).fill('410 LINK_NOT_VALID')]);
    const chosen = passwords[answers.indexOf('200 true')]!;
    expect((await ada.elsewhere().signIn(chosen)).status).toBe(200);
  });

  it('answers the same, and no sooner, for an address without an account', async () => {
    const [ada, nobody] = [await Visitor.signedUp(server), new Visitor(server)];
    const times: number[] = [];
    const answers: unknown[] = [];
    for (const visitor of [ada, nobody]) {
      const began = performance.now();
      const { status, body } = await askForReset(visitor);
      times.push(performance.now() - began);
      answers.push([status, body]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(Math.min(...times)).toBeGreaterThan(600);
    expect(await mailsTo(server, nobody.email)).toEqual([]);
  });

  it('is refused after an hour, by the link before the newest, and when the password was changed meanwhile', async () => {
    const ada = await Visitor.signedUp(server);
    await askForReset(ada);
    const first = await newestToken(ada.email);
    await askForReset(ada);
    expect(outcomeOf(await reset(first))).toBe('410 LINK_NOT_VALID');
    const second = await newestToken(ada.email);
    await post(ada, 'change-password', { currentPassword: PASSWORD, newPassword: NEW_PASSWORD });
    expect((await subjectsTo(ada.email))[0]).toBe('Your password was changed');
    expect(outcomeOf(await reset(second))).toBe('410 LINK_NOT_VALID');
    await askForReset(ada);
    await age(ada, '1 hour');
    expect(outcomeOf(await reset(await newestTokenOf(ada, 'Choose a new password')))).toBe('410 LINK_NOT_VALID');
    expect((await ada.elsewhere().signIn(NEW_PASSWORD)).status).toBe(200);
  });

  it('leaves the link good when the password is refused', async () => {
    const ada = await Visitor.signedUp(server);
    await askForReset(ada);
    const token = await newestToken(ada.email);
    for (const bad of ['short', 'password1234', ada.email]) {
      const response = await reset(token, bad);
      expect([response.status, Object.keys(response.body.fields)]).toEqual([422, ['newPassword']]);
    }
    expect(outcomeOf(await reset(token))).toBe('200 true');
  });

  it('opens nobody else, and no link for something else opens it', async () => {
    const [ada, eve] = [await signedUp(), await signedUp()];
    const confirmation = await newestToken(ada.email);
    expect(outcomeOf(await reset(confirmation))).toBe('410 LINK_NOT_VALID');
    await askForReset(eve);
    await reset(await newestToken(eve.email));
    expect((await ada.elsewhere().signIn(NEW_PASSWORD)).status).toBe(401);
    expect((await ada.elsewhere().signIn()).status).toBe(200);
  });
});

const newestTokenOf = async ({ email }: { email: string }, subject: string) =>
  tokenIn((await mailsTo(server, email)).find((mail) => mail.subject === subject)!);

describe('another address', () => {
  it('is confirmed at both: the present one first, then the new one, and the old one is told', async () => {
    const ada = await signedUp();
    await verify(await newestToken(ada.email));
    const wanted = new Visitor(server).email;
    expect(outcomeOf(await changeEmail(ada, wanted.toUpperCase()))).toBe('200 true');
    expect(await mailsTo(server, wanted)).toEqual([]);
    const atOld = await newestTokenOf(ada, 'Confirm that you want another e-mail address');
    expect((await account(ada)).email).toBe(ada.email);

    const asked = await verify(atOld);
    expect([outcomeOf(asked), setCookies(asked)]).toEqual(['200 new-address-asked', []]);
    expect((await account(ada)).email).toBe(ada.email);
    expect(outcomeOf(await verify(atOld))).toBe('410 LINK_NOT_VALID');

    const atNew = await newestToken(wanted);
    const changed = await verify(atNew);
    expect([outcomeOf(changed), setCookies(changed)]).toEqual(['200 email-changed', []]);
    expect(await account(ada)).toEqual({ email: wanted, emailVerified: true });
    expect((await ada.get('/api/auth/sessions')).body.items).toHaveLength(1);
    const notice = await mailTo(server, ada.email);
    expect([notice.subject, notice.text]).toEqual([
      'Your e-mail address was changed',
      expect.stringContaining(`the address ${wanted}`),
    ]);
    expect(await events(ada)).toEqual(expect.arrayContaining(['email-change-asked', 'email-changed']));
    expect(outcomeOf(await verify(atNew))).toBe('410 LINK_NOT_VALID');
  });

  it('is confirmed at the new one alone while the present one is not confirmed, which is not told what it is', async () => {
    const ada = await Visitor.signedUp(server);
    const wanted = new Visitor(server).email;
    await changeEmail(ada, wanted);
    const mail = await mailTo(server, wanted);
    expect(mail.text).not.toContain('Ada');
    expect(outcomeOf(await verify(tokenIn(mail)))).toBe('200 email-changed');
    expect(await account(ada)).toEqual({ email: wanted, emailVerified: true });
    expect((await mailTo(server, ada.email)).text).not.toContain(wanted);
  });

  it('makes the links useless that went to the old one', async () => {
    const ada = await signedUp();
    const confirmation = await newestToken(ada.email);
    await askForReset(ada);
    const resetting = await newestToken(ada.email);
    const wanted = new Visitor(server).email;
    await changeEmail(ada, wanted);
    await verify(await newestToken(wanted));
    expect(outcomeOf(await reset(resetting))).toBe('410 LINK_NOT_VALID');
    expect(outcomeOf(await verify(confirmation))).toBe('410 LINK_NOT_VALID');
  });

  it('is the one that was asked for last', async () => {
    const ada = await Visitor.signedUp(server);
    const [first, last] = [new Visitor(server).email, new Visitor(server).email];
    await changeEmail(ada, first);
    await changeEmail(ada, last);
    expect(outcomeOf(await verify(await newestToken(first)))).toBe('410 LINK_NOT_VALID');
    expect(outcomeOf(await verify(await newestToken(last)))).toBe('200 email-changed');
  });

  it('is not taken from somebody, neither when asking nor later', async () => {
    const [ada, eve] = [await signedUp(), await signedUp()];
    expect(outcomeOf(await changeEmail(ada, eve.email))).toBe('200 true');
    expect(await subjectsTo(eve.email)).toEqual(['Confirm your e-mail address']);

    const late = new Visitor(server);
    await changeEmail(ada, late.email);
    const token = await newestToken(late.email);
    await late.signUp();
    expect(outcomeOf(await verify(token))).toBe('410 LINK_NOT_VALID');
    expect((await account(ada)).email).toBe(ada.email);
  });

  it('is not the present one', async () => {
    const ada = await Visitor.signedUp(server);
    const response = await changeEmail(ada, ada.email.toUpperCase());
    expect([response.status, Object.keys(response.body.fields)]).toEqual([422, ['newEmail']]);
  });

  it('is asked for by a person who is signed in, and gave the password a moment ago', async () => {
    const ada = await Visitor.signedUp(server);
    const body = { newEmail: new Visitor(server).email };
    expect((await post(ada.elsewhere(), 'change-email', body)).status).toBe(401);
    await sql(
      sharedDatabaseUrl(),
      `update session set "createdAt" = now() - interval '11 minutes' where "userId" = (select id from "user" where email = $1)`,
      [ada.email],
    );
    const stale = await post(ada, 'change-email', body);
    expect([stale.status, stale.body.error_code]).toEqual([403, 'FRESH_SESSION_NEEDED']);
    expect(await mailsTo(server, body.newEmail)).toEqual([]);
  });

  it('cannot be confirmed any more when the password was changed meanwhile', async () => {
    const ada = await Visitor.signedUp(server);
    const wanted = new Visitor(server).email;
    await changeEmail(ada, wanted);
    await post(ada, 'change-password', { currentPassword: PASSWORD, newPassword: NEW_PASSWORD });
    expect(outcomeOf(await verify(await newestToken(wanted)))).toBe('410 LINK_NOT_VALID');
  });
});

describe('the kept mails', () => {
  const OUTBOX = '/api/auth/outbox';

  it('follow the contract', async () => {
    const ada = await signedUp();
    const response = await ada.get(OUTBOX, OWN_BROWSER);
    expect(response.status).toBe(200);
    expectContract('get', OUTBOX, response);
    expect(response.body.items.length).toBeGreaterThan(0);
  });

  it.each([
    ['from another machine', { 'x-forwarded-for': '192.168.1.7' }],
    ['through a proxy that is not known', { 'x-forwarded-for': '127.0.0.1, 192.168.1.7' }],
    ['through a proxy on this machine', { 'x-forwarded-for': '127.0.0.1, 127.0.0.1' }],
    ['through a proxy in front of the gateway', { 'x-latch-forwarded': 'unknown' }],
    ['through a proxy that names the host it was asked for', { 'x-forwarded-host': 'todo.example.com' }],
    ['through a proxy that says so', { via: '1.1 proxy' }],
    ['through a proxy that tells the scheme alone', { 'x-forwarded-for': '', 'x-forwarded-proto': 'https' }],
    ['through a proxy that tells the address alone', { 'x-forwarded-proto': '' }],
    [
      'through a proxy that tells the port alone',
      { 'x-forwarded-for': '', 'x-forwarded-proto': '', 'x-forwarded-port': '443' },
    ],
    ['through a proxy that says whom it serves', { 'x-real-ip': '127.0.0.1' }],
    ['through a tunnel', { 'cf-connecting-ip': '127.0.0.1' }],
    ["by a page whose host's name leads here", { host: 'rebound.example' }],
    ['by a name with a user', { host: 'evil@localhost:3000' }],
    ['by another spelling of the name', { host: 'localhost.:3000' }],
    ['by another spelling of the address', { host: '127.1:3000' }],
    ['by another page of this machine', { 'sec-fetch-site': 'same-site' }],
    ['by a page elsewhere', { 'sec-fetch-site': 'cross-site' }],
    ['by the origin of another page', { host: 'localhost:3000', origin: 'http://localhost:4000' }],
  ])('are not there for who asks %s', async (_, headers) => {
    const response = await new Visitor(server).get(OUTBOX, { ...OWN_BROWSER, ...headers });
    expect(response.status).toBe(404);
    expectContract('get', OUTBOX, response);
  });

  it('are not there straight at this port for what speaks HTTP/1.0 or serves somebody else, whom nothing here believes', async () => {
    const alone = await startAuthServer({ MAIL_OUTBOX: 'on', TRUSTED_PROXIES: '' });
    const ask = async (version: string, more = '') => {
      const socket = connect(alone.port, '127.0.0.1');
      const code = `x-latch-outbox-code: ${OWN_BROWSER['x-latch-outbox-code']}\r\n`;
      socket.write(
        `GET ${OUTBOX} HTTP/${version}\r\nhost: localhost:3000\r\nsec-fetch-site: same-origin\r\n${code}${more}connection: close\r\n\r\n`,
      );
      return Number((await text(socket)).split(' ')[1]);
    };
    const passedOn = (address: string) => `x-forwarded-for: ${address}\r\nx-forwarded-proto: http\r\n`;
    expect([await ask('1.1'), await ask('1.1', passedOn('127.0.0.1'))]).toEqual([200, 200]);
    expect([await ask('1.0'), await ask('1.1', passedOn('192.168.1.7')), await ask('1.1', passedOn('x'))]).toEqual([
      404, 404, 404,
    ]);
    await alone.stop();
  });

  it('are not there for what is no browser', async () => {
    const response = await new Visitor(server).get(OUTBOX, { 'x-forwarded-for': '127.0.0.1' });
    expect(response.status).toBe(404);
  });

  it('are not there without the outbox code, which some proxies leave as the only difference', async () => {
    const { 'x-latch-outbox-code': code, ...browser } = OWN_BROWSER;
    const wrongOnes: Record<string, string>[] = [
      {},
      { 'x-latch-outbox-code': '' },
      { 'x-latch-outbox-code': code.replace(/.$/, 'U') },
    ];
    for (const wrong of wrongOnes) {
      const response = await new Visitor(server).get(OUTBOX, { ...browser, ...wrong });
      expect(response.status).toBe(404);
      expectContract('get', OUTBOX, response);
    }
    const typed = { 'x-latch-outbox-code': ` ${code.toLowerCase().replaceAll('-', ' ')}` };
    expect((await new Visitor(server).get(OUTBOX, { ...browser, ...typed })).status).toBe(200);
  });

  it('limit the wrong codes that are tried, and never refuse the right one', async () => {
    // Of this machine, and of nobody else here.
    const guesser = { ...OWN_BROWSER, 'x-forwarded-for': '127.11.12.13' };
    const guess = (code: string) => new Visitor(server).get(OUTBOX, { ...guesser, 'x-latch-outbox-code': code });
    for (let each = 0; each < 10; each += 1) expect((await guess(`AAAA-AAA${each}`)).status).toBe(404);
    const refused = await guess('AAAA-AAAA');
    expect(refused.status).toBe(429);
    expectContract('get', OUTBOX, refused);
    expect((await new Visitor(server).get(OUTBOX, guesser)).status).toBe(200);
  });

  it('are found by the address that the doctor shows, and nobody else is shown', async () => {
    const proof = { 'x-latch-doctor': doctorProof(TEST_SECRET, Date.now()) };
    const { findings } = (await new Visitor(server).get('/api/auth/setup', proof)).body;
    const { says } = findings.find(({ subject }: { subject: string }) => subject === 'mail');
    expect(says).toContain(`http://localhost:3000/outbox#code=${OWN_BROWSER['x-latch-outbox-code']}`);
  });

  it.each(['localhost:3000', '127.0.0.1', '[::1]:3000'])('are there at %s', async (host) => {
    expect((await new Visitor(server).get(OUTBOX, { ...OWN_BROWSER, host })).status).toBe(200);
  });
});

it('keeps no token that opens anything', async () => {
  const ada = await signedUp();
  await askForReset(ada);
  const rows = await sql<{ row: string }>(sharedDatabaseUrl(), 'select verification::text as row from verification');
  const token = await newestToken(ada.email);
  expect(rows.filter(({ row }) => row.includes(token))).toEqual([]);
});
