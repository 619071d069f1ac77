import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { mailsTo, mailTo, tokenIn } from '../support/kept-mails.js';
import { eventsOf, growStale, withoutPassword } from '../support/passkeys.js';
import { PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const SET = '/api/auth/set-password';
const NEW_PASSWORD = 'staple wrong horse tree';

let server: TestServer;
let ada: Visitor;
beforeAll(async () => void (server = await startAuthServer({ MAIL_OUTBOX: 'on' })));
beforeEach(async () => {
  ada = await Visitor.signedUp(server);
  await withoutPassword(ada);
});
afterAll(() => server.stop());

const passwordsOf = ({ email }: Visitor) =>
  sql<{ password: string }>(
    sharedDatabaseUrl(),
    `select password from account join "user" on "user".id = "userId" where email = $1 and "providerId" = 'credential'`,
    [email],
  );

describe('choosing a password where there was none', () => {
  it('lets one sign in with it, signs the other devices out, and says so by mail', async () => {
    const other = await Visitor.signedUp(server);
    await sql(sharedDatabaseUrl(), 'update session set "userId" = (select "userId" from session where token = $1) where token = $2', [ada.sessionToken, other.sessionToken]); // prettier-ignore
    expect((await other.get('/api/auth/account')).body).toMatchObject({
      hasPassword: false,
      user: { email: ada.email },
    });
    const response = await ada.post(SET, { newPassword: NEW_PASSWORD });
    expect([response.status, response.body, setCookies(response)]).toEqual([200, { success: true }, []]);
    expectContract('post', SET, response);
    expect((await ada.get('/api/auth/account')).body.hasPassword).toBe(true);
    expect((await other.get('/api/auth/session')).status).toBe(401);
    expect((await ada.elsewhere().signIn(NEW_PASSWORD)).status).toBe(200);
    expect((await eventsOf(ada)).map(({ event }) => event)).toContain('password-set');
    expect((await mailsTo(server, ada.email))[0]!.subject).toBe('Your account has a password now');
  });

  it('ends the links that were sent before', async () => {
    await ada.post('/api/auth/request-password-reset', { email: ada.email });
    const token = tokenIn(await mailTo(server, ada.email));
    expect((await ada.post(SET, { newPassword: NEW_PASSWORD })).status).toBe(200);
    expect((await ada.post('/api/auth/reset-password', { token, newPassword: PASSWORD })).status).toBe(410);
  });

  it('is refused where there is one, which stays', async () => {
    const eve = await Visitor.signedUp(server);
    const response = await eve.post(SET, { newPassword: NEW_PASSWORD });
    expect([response.status, response.body.error_code]).toEqual([409, 'PASSWORD_THERE']);
    expectContract('post', SET, response);
    expect((await eve.elsewhere().signIn()).status).toBe(200);
  });

  it('counts once when it is asked for several times at once', async () => {
    const wanted = [1, 2, 3].map((n) => `${NEW_PASSWORD} ${n}`);
    const statuses = await Promise.all(
      wanted.map(async (newPassword) => (await ada.post(SET, { newPassword })).status),
    );
    expect(statuses.toSorted((one, other) => one - other)).toEqual([200, 409, 409]);
    expect(await passwordsOf(ada)).toHaveLength(1);
    expect((await ada.elsewhere().signIn(wanted[statuses.indexOf(200)])).status).toBe(200);
  });

  it.each([
    ['nothing', {}, ['newPassword']],
    ['a short one', { newPassword: 'x4$kW2!' }, ['newPassword']],
    ['one of 129 characters', { newPassword: 'x'.repeat(129) }, ['newPassword']],
    ['a common one', { newPassword: 'password123' }, ['newPassword']],
    ['the present one as well', { newPassword: NEW_PASSWORD, currentPassword: PASSWORD }, ['currentPassword']],
  ])('refuses %s', async (_, body, fields) => {
    const response = await ada.post(SET, body);
    expect([response.status, Object.keys(response.body.fields)]).toEqual([422, fields]);
    expectContract('post', SET, response);
    expect(await passwordsOf(ada)).toEqual([]);
  });

  it('refuses what is known about its owner', async () => {
    const response = await ada.post(SET, { newPassword: `${ada.email}1` });
    expect([response.status, Object.keys(response.body.fields)]).toEqual([422, ['newPassword']]);
  });

  it('is refused long after signing in', async () => {
    await growStale(ada);
    const response = await ada.post(SET, { newPassword: NEW_PASSWORD });
    expect([response.status, response.body.error_code]).toEqual([403, 'FRESH_SESSION_NEEDED']);
    expectContract('post', SET, response);
    expect(await passwordsOf(ada)).toEqual([]);
  });

  it('is refused without a session, and by a page elsewhere', async () => {
    const nobody = await new Visitor(server).post(SET, { newPassword: NEW_PASSWORD });
    expect([nobody.status, nobody.body.error_code]).toEqual([401, 'INVALID_SESSION']);
    expectContract('post', SET, nobody);
    const elsewhere = await ada.post(SET, { newPassword: NEW_PASSWORD }, { origin: 'https://evil.example' });
    expect([elsewhere.status, elsewhere.body.error_code]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
    expectContract('post', SET, elsewhere);
    expect(await passwordsOf(ada)).toEqual([]);
  });
});
