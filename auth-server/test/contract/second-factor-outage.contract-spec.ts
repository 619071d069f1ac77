import type { Response } from 'supertest';
import { expectContract } from '../support/contract.js';
import {
  askAtOnce,
  type CuttableServer,
  IMPATIENT,
  startCuttableServer,
  untilReached,
} from '../support/cuttable-server.js';
import { migratedDatabase, sql, type TestDatabase } from '../support/databases.mjs';
import {
  CONFIRM,
  FORGET,
  giveRecoveryCode,
  goOn,
  isSignedIn,
  RECOVERY_CODES,
  SECOND_STEP,
  secondStep,
  SET_UP,
  SIGN_IN,
  STATE,
  stateOf,
  TURN_OFF,
  type TwoFactorPerson,
  USE_PASSKEYS,
  withAppSetUp,
  waitingElsewhere,
  withSecondFactor,
} from '../support/second-factor.js';
import { sabotage } from '../support/sabotage.js';
import { PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

describe.each(['refuse', 'hang'] as const)('while the database does not answer (%s)', (fault) => {
  const SIGNED_IN = [
    ['get', STATE, undefined],
    ['post', SET_UP, { password: PASSWORD }],
    ['post', CONFIRM, { code: '123456' }],
    ['post', USE_PASSKEYS, { password: PASSWORD }],
    ['post', TURN_OFF, { password: PASSWORD }],
    ['post', RECOVERY_CODES, { password: PASSWORD }],
    ['post', FORGET, {}],
  ] as const;

  let lost: CuttableServer;
  let server: TestServer;
  let person: TwoFactorPerson;
  /** At the one that lost its database. */
  let ada: Visitor;
  /** At the patient one, where the second step waits to be taken. */
  let browser: Visitor;
  let answers: Record<string, Response>;
  beforeAll(async () => {
    lost = await startCuttableServer(IMPATIENT);
    // A patient one with the same accounts, to get there.
    server = await startAuthServer();
    person = await withSecondFactor(server);
    const recoveryCode = await giveRecoveryCode(server, person.ada);
    const there = await waitingElsewhere(server, person.ada);
    const at = (visitor: Visitor) => Object.assign(new Visitor(lost.server), { cookie: visitor.cookie });
    ada = at(person.ada);
    const lostBrowser = at(there);
    browser = there;
    await untilReached(() => ada.get(STATE));
    lost.proxy.turn(fault);
    answers = await askAtOnce({
      ...Object.fromEntries(
        SIGNED_IN.map(([method, path, body]) => [
          path,
          () => (method === 'get' ? ada.get(path) : ada.post(path, body)),
        ]),
      ),
      totp: () => secondStep(lostBrowser, person.app.code(1)),
      'recovery-code': () => secondStep(lostBrowser, recoveryCode, { method: 'recovery-code' }),
    });
  });
  afterAll(async () => {
    await lost.stop();
    await server.stop();
  });

  it.each(SIGNED_IN)('%s %s is 503, and sets no cookie', (method, path) => {
    const response = answers[path]!;
    expect([response.status, response.body.error_code]).toEqual([503, 'SESSION_STORE_UNAVAILABLE']);
    expect(setCookies(response)).toEqual([]);
    expectContract(method, path, response);
  });

  it.each(['totp', 'recovery-code'] as const)(
    'the second step by %s is 503, and can be taken once it answers',
    (method) => {
      const response = answers[method]!;
      expect([response.status, response.body.error_code, setCookies(response)]).toEqual([503, 'STORE_UNAVAILABLE', []]);
      expectContract('post', SECOND_STEP, response);
    },
  );

  it('goes on where it was once it answers', async () => {
    lost.proxy.turn('pass');
    expect((await untilReached(() => ada.get(STATE))).status).toBe(200);
    expect((await secondStep(browser, person.app.code(1))).status).toBe(200);
  });
});

describe('when one statement fails', () => {
  let database: TestDatabase;
  let server: TestServer;
  beforeAll(async () => {
    database = await migratedDatabase();
    server = await startAuthServer({ AUTH_DATABASE_URL: database.url });
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  it.each([
    ['the session cannot be taken back', 'delete', 'session'],
    ['what waits cannot be written', 'insert', 'verification'],
  ] as const)('nobody is signed in by the first step when %s', async (_, when, table) => {
    const { ada } = await withSecondFactor(server);
    const undo = await sabotage(database.url, when, table);
    const response = await ada.elsewhere().post(SIGN_IN, { email: ada.email, password: PASSWORD });
    await undo();
    expect([response.status, response.body.error_code, setCookies(response)]).toEqual([503, 'STORE_UNAVAILABLE', []]);
    expectContract('post', SIGN_IN, response);
  });

  it.each(['session', '"user"', '"twoFactor"'])(
    'the second factor is off as it was when it cannot be turned on half-way (%s)',
    async (table) => {
      const { ada, app } = await withAppSetUp(server);
      const undo = await sabotage(database.url, 'update', table);
      const response = await ada.post(CONFIRM, { code: app.code() });
      await undo();
      expect([response.status, response.body.error_code, setCookies(response)]).toEqual([503, 'STORE_UNAVAILABLE', []]);
      expectContract('post', CONFIRM, response);
      expect(await stateOf(ada)).toMatchObject({ enabled: false, authenticator: false });
      expect((await ada.elsewhere().signIn()).body.user.email).toBe(ada.email);
    },
  );

  it.each([
    ['update', 'session'],
    ['delete', 'verification'],
    ['delete', '"twoFactor"'],
  ] as const)('it stays on as it was when it cannot be turned off half-way (%s of %s)', async (when, table) => {
    const { ada, app } = await withSecondFactor(server);
    const browser = await waitingElsewhere(server, ada);
    expect((await secondStep(browser, app.code(1), { trustBrowser: true })).status).toBe(200);
    const before = await stateOf(ada);
    const undo = await sabotage(database.url, when, table);
    const response = await ada.post(TURN_OFF, { password: PASSWORD });
    await undo();
    expect([response.status, response.body.error_code, setCookies(response)]).toEqual([503, 'STORE_UNAVAILABLE', []]);
    expectContract('post', TURN_OFF, response);
    expect(await stateOf(ada)).toEqual(before);
    const off = await ada.post(TURN_OFF, { password: PASSWORD });
    goOn(ada, off);
    expect([off.status, await isSignedIn(ada)]).toEqual([200, true]);
  });

  it('a recovery code that somebody else used up in the same moment is refused', async () => {
    const { ada } = await withSecondFactor(server);
    const recoveryCode = await giveRecoveryCode(server, ada);
    const browser = await waitingElsewhere(server, ada);
    const undo = await sabotage(database.url, 'update', '"twoFactor"', 'return null');
    const response = await secondStep(browser, recoveryCode, { method: 'recovery-code' });
    await undo();
    expect([response.status, Object.keys(response.body.fields ?? {}), setCookies(response)]).toEqual([
      422,
      ['code'],
      [],
    ]);
    expectContract('post', SECOND_STEP, response);
  });

  it('a code that could not be checked is not used up', async () => {
    const { ada, app } = await withSecondFactor(server);
    const browser = await waitingElsewhere(server, ada);
    const before = new Date();
    const undo = await sabotage(database.url, 'update', '"twoFactor"');
    const code = app.code(1);
    expect((await secondStep(browser, code)).status).toBe(503);
    await undo();
    // It is given back once the answer is out.
    const claims = () => sql(database.url, `select 1 from verification where id like 'used-code:%' and "createdAt" > $1`, [before]); // prettier-ignore
    while ((await claims()).length > 0);
    const next = await waitingElsewhere(server, ada);
    expect((await secondStep(next, code)).status).toBe(200);
  });
});
