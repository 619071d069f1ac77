import { expectContract } from '../support/contract.js';
import { startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

let server: TestServer;
let ada: Visitor;
beforeAll(async () => {
  server = await startAuthServer({ MAIL_OUTBOX: 'on' });
  ada = new Visitor(server);
  await ada.signUp();
});
afterAll(() => server.stop());

const email = 'ada@example.com';
const token = 'x';
const newPassword = 'entirely other words here';

const FIELDS: [string, unknown, string[]][] = [
  ['request-password-reset', {}, ['email']],
  ['request-password-reset', { email: 'ada' }, ['email']],
  ['request-password-reset', { email, redirectTo: 'https://evil.example' }, ['redirectTo']],
  ['send-verification-email', { email: [email] }, ['email']],
  ['send-verification-email', { email, callbackURL: 'https://evil.example' }, ['callbackURL']],
  ['verify-email', {}, ['token']],
  ['verify-email', { token: '' }, ['token']],
  ['verify-email', { token: 'x'.repeat(2001) }, ['token']],
  ['verify-email', { token: 'x\0' }, ['token']],
  ['reset-password', {}, ['token', 'newPassword']],
  ['reset-password', { token, newPassword: '1234567' }, ['newPassword']],
  ['reset-password', { token, newPassword: 'x'.repeat(129) }, ['newPassword']],
  ['reset-password', { token: 7, newPassword }, ['token']],
  ['change-email', {}, ['newEmail']],
  ['change-email', { newEmail: `${'x'.repeat(310)}@example.com` }, ['newEmail']],
  ['change-email', { newEmail: email, callbackURL: '/' }, ['callbackURL']],
  ['change-email', [], ['body']],
];

it.each(FIELDS)('%s with %j', async (name, body, fields) => {
  const path = `/api/auth/${name}`;
  const response = await ada.post(path, body);
  expect([response.status, response.body.error_code]).toEqual([422, 'VALIDATION_FAILED']);
  expect(Object.keys(response.body.fields)).toEqual(fields);
  expectContract('post', path, response);
});

describe.each([...new Set(FIELDS.map(([name]) => name))])('%s', (name) => {
  const path = `/api/auth/${name}`;

  it.each([
    ['a body that is not JSON', '{', {}, 400],
    ['a page of another origin', '{}', { origin: 'https://evil.example' }, 403],
    ['a form', '{}', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['1 MB', `"${'x'.repeat(1024 * 1024)}"`, {}, 413],
  ])('refuses %s', async (_, body, headers, status) => {
    const response = await ada.post(path, body, headers);
    expect(response.status).toBe(status);
    expectContract('post', path, response);
  });

  it('is nothing to GET, such as a program does that looks at mails', async () => {
    const response = await ada.get(`${path}?token=x`);
    expect(response.status).toBe(405);
    expectContract('post', path, response);
  });
});

it('does not have the routes of Better Auth that a link of its own would open', async () => {
  expect((await ada.get('/api/auth/reset-password/x?callbackURL=/')).status).toBe(404);
});
