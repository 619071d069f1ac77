import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { answers, FakeServer } from '@latch/test-kit/fake-server';
import { mailsTo } from '../support/kept-mails.js';
import {
  TURN_OFF,
  FORGET,
  askedElsewhere,
  secondStep,
  waitingElsewhere,
  withSecondFactor,
  stateOf,
  eventsOf,
  goOn,
} from '../support/second-factor.js';
import {
  cookiesIn,
  PASSWORD,
  setCookies,
  startAuthServer,
  type TestServer,
  type Visitor,
} from '../support/test-server.js';

let server: TestServer;
let backend: FakeServer;
beforeAll(async () => {
  backend = await new FakeServer(answers(204)).start();
  server = await startAuthServer({ MAIL_OUTBOX: 'on', BACKEND_URL: backend.url });
});
afterAll(async () => {
  await server.stop();
  await backend.stop();
});

describe('a trusted browser', () => {
  async function trusting() {
    const person = await withSecondFactor(server);
    const browser = await waitingElsewhere(server, person.ada);
    const response = await secondStep(browser, person.app.code(1), { trustBrowser: true });
    const set = setCookies(response).find((text) => text.startsWith('better-auth.trust_device='))!;
    expect(set).toMatch(/; Max-Age=2592000;.*HttpOnly/);
    return { ...person, browser, trust: set.split(';')[0]! };
  }

  const isAsked = async (ada: Visitor, cookie: string) =>
    (await askedElsewhere(ada, { cookie })).response.body.user === null;

  it('is asked for no second factor, and other browsers are', async () => {
    const { ada, trust } = await trusting();
    expect(await stateOf(ada)).toMatchObject({ trustedBrowsers: 1 });
    const { response } = await askedElsewhere(ada, { cookie: trust });
    expect(response.body.user.email).toBe(ada.email);
    expectContract('post', '/api/auth/sign-in/email', response);
    expect((await eventsOf(ada))[0]).toBe('signed-in');
    // Each sign-in gives the browser another token, and the one of before ends.
    const renewed = setCookies(response)
      .find((text) => text.startsWith('better-auth.trust_device='))!
      .split(';')[0]!;
    expect(await isAsked(ada, trust)).toBe(true);
    expect(await isAsked(ada, renewed)).toBe(false);
    expect(await isAsked(ada, '')).toBe(true);
  });

  it('is so for 30 days', async () => {
    const { ada, trust } = await trusting();
    const age = `update verification set "expiresAt" = now() - interval '1 second' where starts_with(identifier, 'trust-device-') and value = (select id from "user" where email = $1)`;
    await sql(sharedDatabaseUrl(), age, [ada.email]);
    expect(await stateOf(ada)).toMatchObject({ trustedBrowsers: 0 });
    expect(await isAsked(ada, trust)).toBe(true);
  });

  it('is none of another account', async () => {
    const { trust } = await trusting();
    const { ada: bob } = await withSecondFactor(server);
    expect(await isAsked(bob, trust)).toBe(true);
  });

  it('still wants the password', async () => {
    const { ada, trust } = await trusting();
    const response = await ada.elsewhere().post('/api/auth/sign-in/email', { email: ada.email, password: 'wrong' }, { cookie: trust }); // prettier-ignore
    expect(response.status).toBe(401);
  });

  it('is asked again once all are forgotten', async () => {
    const { ada, trust } = await trusting();
    const response = await ada.post(FORGET);
    expect([response.status, response.body]).toEqual([200, { count: 1 }]);
    expectContract('post', FORGET, response);
    expect((await eventsOf(ada))[0]).toBe('trusted-browsers-forgotten');
    expect(await isAsked(ada, trust)).toBe(true);
    expect((await ada.post(FORGET)).body).toEqual({ count: 0 });
  });

  it('is asked again after the password was chosen anew by a link', async () => {
    const { ada, trust } = await trusting();
    await ada.post('/api/auth/request-password-reset', { email: ada.email });
    const [mail] = await mailsTo(server, ada.email);
    const token = /#token=([\w-]+)/.exec(mail!.text)![1];
    const reset = await ada.post('/api/auth/reset-password', { token, newPassword: PASSWORD });
    expect(reset.status).toBe(200);
    expect(await isAsked(ada, trust)).toBe(true);
  });

  it('is asked again when the second factor was turned off and on', async () => {
    const { ada, trust } = await trusting();
    const off = await ada.post(TURN_OFF, { password: PASSWORD }, { cookie: `${ada.cookie}; ${trust}` });
    expect(setCookies(off)).toContainEqual(expect.stringMatching(/^better-auth\.trust_device=; Max-Age=0/));
    goOn(ada, off);
    await withSecondFactor(server, ada);
    expect(await isAsked(ada, trust)).toBe(true);
  });
});

describe('not being remembered', () => {
  it.each([true, false])('carries over the second step (and trusting the browser: %s)', async (trustBrowser) => {
    const { ada, app } = await withSecondFactor(server);
    const { browser } = await askedElsewhere(ada, { rememberMe: false });
    const forgotten = browser.cookie.split('; ').find((pair) => pair.startsWith('better-auth.dont_remember='))!;
    const response = await secondStep(browser, app.code(1), { trustBrowser });
    expect(response.status).toBe(200);
    const session = setCookies(response).find((text) => text.startsWith('better-auth.session_token=') && text.includes('Path=/;'))!; // prettier-ignore
    expect(session).not.toMatch(/Max-Age|Expires/i);
    expect(setCookies(response).filter((text) => text.startsWith('better-auth.dont_remember=;'))).toEqual([]);
    const rows = await sql<{ days: number }>(
      sharedDatabaseUrl(),
      `select extract(epoch from session."expiresAt" - now())::float8 / 86400 as days from session where token = $1`,
      [decodeURIComponent(session.split(';')[0]!.split('=')[1]!).split('.')[0]!],
    );
    expect(rows[0]!.days).toBeLessThanOrEqual(1);
    const cookie = `${session.split(';')[0]}; ${forgotten}`;
    expect(setCookies(await browser.get('/api/auth/get-session', { cookie }))).toEqual([]);
  });

  it('of a sign-in before does not carry over', async () => {
    const { ada, app } = await withSecondFactor(server);
    const { browser: first } = await askedElsewhere(ada, { rememberMe: false });
    const { response } = await askedElsewhere(ada, { cookie: first.cookie });
    expect(setCookies(response)).toContainEqual(expect.stringMatching(/^better-auth\.dont_remember=; Max-Age=0/));
    const browser = ada.elsewhere();
    browser.cookie = cookiesIn(response);
    expect(setCookies(await secondStep(browser, app.code(1)))).toContainEqual(
      expect.stringMatching(/^better-auth\.session_token=.*; Max-Age=604800/),
    );
  });
});

it('that is trusted goes with its account', async () => {
  const { ada, app } = await withSecondFactor(server);
  const [user] = await sql<{ id: string }>(sharedDatabaseUrl(), 'select id from "user" where email = $1', [ada.email]);
  const left = () => sql(sharedDatabaseUrl(), 'select identifier from verification where value = $1', [user!.id]);
  const browser = await waitingElsewhere(server, ada);
  await secondStep(browser, app.code(1), { trustBrowser: true });
  expect((await left()).length).toBeGreaterThan(0);
  expect((await ada.post('/api/auth/delete-user', { password: PASSWORD })).status).toBe(200);
  expect(await left()).toEqual([]);
});
