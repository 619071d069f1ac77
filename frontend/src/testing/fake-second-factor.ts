import { http, type JsonBodyType } from 'msw';
import type { FakeAccount } from './fake-account-state';
import { Refused, refuseWith } from './fake-refusal';
import { aPasskey, FakeSecondFactor, RIGHT_CODE } from './fake-second-factor-state';

type On = (method: 'get' | 'post', path: string, work: (body: never) => JsonBodyType) => ReturnType<typeof http.get>;

const done = { success: true };

/** What the fake auth server does about second factors and passkeys. @see contracts/account.yaml */
export function secondFactorOperations(account: FakeAccount) {
  const { secondFactor } = account;
  const on: On = (method, path, work) =>
    http[method](`*/api/auth${path}`, ({ request }) => account.answer(request, work));
  return [
    on('post', '/sign-in/second-factor', ({ code }: { code: string }) => {
      needCode([RIGHT_CODE, ...secondFactor.recoveryCodes].includes(code));
      return account.signInAtLast();
    }),
    on('post', '/sign-in/passkey-options', () => ({ options: { challenge: 'YWJj' } })),
    on('post', '/sign-in/passkey', () => account.signInAtLast()),
    on('get', '/second-factor', () => ({ ...secondFactor.state, passkeys: secondFactor.passkeys.length })),
    on('post', '/second-factor/set-up', () => {
      needFreshness(account);
      const { secret, recoveryCodes, state } = secondFactor;
      const uri = `otpauth://totp/Latch:ada%40example.com?secret=${secret}&issuer=Latch`;
      return { uri, secret, recoveryCodes: state.enabled ? null : recoveryCodes };
    }),
    on('post', '/second-factor/confirm', ({ code }: { code: string }) => {
      needCode(code === RIGHT_CODE);
      secondFactor.renew();
      secondFactor.state.authenticator = true;
      return done;
    }),
    on('post', '/second-factor/use-passkeys', () => {
      needFreshness(account);
      return secondFactor.renew();
    }),
    on('post', '/second-factor/turn-off', () => {
      needFreshness(account);
      secondFactor.state = new FakeSecondFactor().state;
      return done;
    }),
    on('post', '/second-factor/recovery-codes', () => {
      needFreshness(account);
      return secondFactor.renew();
    }),
    on('post', '/second-factor/forget-trusted', () => {
      const count = secondFactor.state.trustedBrowsers;
      secondFactor.state.trustedBrowsers = 0;
      return { count };
    }),
    ...passkeyOperations(account, on),
  ];
}

function passkeyOperations(account: FakeAccount, on: On) {
  const { secondFactor } = account;
  return [
    on('get', '/passkeys', () => ({ items: secondFactor.passkeys })),
    on('post', '/passkeys/registration-options', () => {
      needFresh(account);
      return { options: { challenge: 'YWJj' } };
    }),
    on('post', '/passkeys/register', ({ name }: { name: string }) => {
      const passkey = aPasskey({ name });
      secondFactor.passkeys = [passkey, ...secondFactor.passkeys];
      return { passkey };
    }),
    on('post', '/passkeys/rename', ({ id, name }: { id: string; name: string }) => {
      secondFactor.passkeys = secondFactor.passkeys.map((one) => (one.id === id ? { ...one, name } : one));
      return done;
    }),
    on('post', '/passkeys/delete', ({ id }: { id: string }) => {
      needFresh(account);
      secondFactor.passkeys = secondFactor.passkeys.filter((one) => one.id !== id);
      return done;
    }),
    on('post', '/confirm-passkey', () => {
      account.fresh = true;
      return done;
    }),
    on('post', '/set-password', () => {
      needFresh(account);
      account.hasPassword = true;
      return done;
    }),
  ];
}

function needCode(isRight: boolean): void {
  if (isRight) return;
  const message = 'Some fields need another look.';
  const fields = { code: ['This code is wrong, or was used already.'] };
  throw new Refused({ status: 422, body: { error_code: 'VALIDATION_FAILED', message, detail: null, fields } });
}

/** The password, of an account that has one, or else a fresh sign-in. */
function needFreshness(account: FakeAccount): void {
  if (!account.hasPassword) needFresh(account);
}

function needFresh(account: FakeAccount): void {
  if (!account.fresh) refuseWith(403, 'FRESH_SESSION_NEEDED', 'Show once more that it is you.');
}
