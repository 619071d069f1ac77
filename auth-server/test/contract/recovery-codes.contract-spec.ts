import { expectContract } from '../support/contract.js';
import { mailsTo } from '../support/kept-mails.js';
import {
  RECOVERY_CODES,
  askedElsewhere,
  giveRecoveryCode,
  secondStep,
  turnedOnSecondFactor,
  waitingElsewhere,
  withSecondFactor,
  stateOf,
  eventsOf,
  goOn,
} from '../support/second-factor.js';
import { PASSWORD, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

let server: TestServer;
beforeAll(async () => void (server = await startAuthServer({ MAIL_OUTBOX: 'on' })));
afterAll(() => server.stop());

const subjectsTo = async (ada: Visitor) => (await mailsTo(server, ada.email)).map(({ subject }) => subject);

const signedUp = () => Visitor.signedUp(server);

describe('recovery codes', () => {
  it('are good once, however they are typed, and are written down and told by mail', async () => {
    const { ada } = await withSecondFactor(server);
    const recoveryCode = await giveRecoveryCode(server, ada);
    const browser = await waitingElsewhere(server, ada);
    const wide = recoveryCode.toUpperCase().replaceAll(/[A-Z0-9]/g, (each) => String.fromCodePoint(each.codePointAt(0)! + 0xfee0)); // prettier-ignore
    const typed = `\u3000\u200E${wide.replace('-', ' ー ')} `;
    const response = await secondStep(browser, typed, { method: 'recovery-code' });
    expect(response.status).toBe(200);
    expect((await eventsOf(ada)).slice(0, 2)).toEqual(['signed-in', 'recovery-code-used']);
    expect((await subjectsTo(ada))[0]).toBe('A recovery code was used');
    expect(await stateOf(ada)).toMatchObject({ recoveryCodesLeft: 9 });
    const next = await waitingElsewhere(server, ada);
    const again = await secondStep(next, recoveryCode, { method: 'recovery-code' });
    expect([again.status, Object.keys(again.body.fields)]).toEqual([422, ['code']]);
    expect((await eventsOf(ada))[0]).toBe('second-factor-failed');
  });

  it('are good once also for many who bring the same one at once', async () => {
    const { ada } = await withSecondFactor(server);
    const recoveryCode = await giveRecoveryCode(server, ada);
    const browsers = await Promise.all([1, 2, 3].map(() => askedElsewhere(ada)));
    const answers = await Promise.all(
      browsers.map(({ browser }) => secondStep(browser, recoveryCode, { method: 'recovery-code' })),
    );
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 422, 422]);
  });

  it('are no longer offered when none is left', async () => {
    const { ada, recoveryCodes } = await turnedOnSecondFactor(server);
    for (const code of recoveryCodes) {
      const browser = await waitingElsewhere(server, ada);
      expect((await secondStep(browser, code, { method: 'recovery-code' })).status).toBe(200);
    }
    expect((await askedElsewhere(ada)).response.body.secondFactor).toEqual(['totp']);
    expect(await stateOf(ada)).toMatchObject({ recoveryCodesLeft: 0 });
  });

  it('end when new ones are made', async () => {
    const { ada } = await withSecondFactor(server);
    const recoveryCode = await giveRecoveryCode(server, ada);
    const response = await ada.post(RECOVERY_CODES, { password: PASSWORD });
    expect(response.status).toBe(200);
    expectContract('post', RECOVERY_CODES, response);
    goOn(ada, response);
    expect((await eventsOf(ada))[0]).toBe('recovery-codes-renewed');
    const browser = await waitingElsewhere(server, ada);
    expect((await secondStep(browser, recoveryCode, { method: 'recovery-code' })).status).toBe(422);
    expect((await secondStep(browser, response.body.recoveryCodes[0], { method: 'recovery-code' })).status).toBe(200);
  });

  it('are there only with a second factor', async () => {
    const response = await (await signedUp()).post(RECOVERY_CODES, { password: PASSWORD });
    expect([response.status, response.body.error_code]).toEqual([409, 'SECOND_FACTOR_OFF']);
    expectContract('post', RECOVERY_CODES, response);
  });
});
