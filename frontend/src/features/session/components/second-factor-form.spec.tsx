import { startAuthentication } from '@simplewebauthn/browser';
import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ada, serveAccount } from '../../../testing/fake-account';
import { RECOVERY_CODES, RIGHT_CODE } from '../../../testing/fake-second-factor-state';
import { renderApp } from '../../../testing/render';
import type { SecondFactorMethod } from '../api/sign-in';
import { SecondFactorForm } from './second-factor-form';

vi.mock('@simplewebauthn/browser');
afterEach(() => {
  vi.mocked(startAuthentication).mockReset();
  vi.unstubAllGlobals();
});

function open(methods?: SecondFactorMethod[], { passkeys = true } = {}) {
  if (passkeys) vi.stubGlobal('PublicKeyCredential', {});
  const account = serveAccount();
  const onSignedIn = vi.fn();
  const onExpired = vi.fn();
  const form = <SecondFactorForm methods={methods} onSignedIn={onSignedIn} onExpired={onExpired} />;
  return { account, onSignedIn, onExpired, ...renderApp(form) };
}
const code = () => screen.getByLabelText('Code of your authenticator app');
const recoveryCode = () => screen.getByLabelText('Recovery code');
const usePasskey = () => screen.getByRole('button', { name: 'Use a passkey' });

describe('SecondFactorForm', () => {
  it('takes a code of the app, as it is typed, and asks this browser again', async () => {
    const { account, user, onSignedIn } = open(['totp', 'recovery-code']);
    expect(code()).toHaveFocus();
    expect(code()).toHaveAttribute('autocomplete', 'one-time-code');
    expect(code()).toHaveAttribute('inputmode', 'numeric');
    await user.type(code(), `${RIGHT_CODE}{Enter}`);
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledWith(ada));
    const sent = { method: 'totp', code: RIGHT_CODE, trustBrowser: false };
    expect(account.sentTo('/sign-in/second-factor')).toEqual(sent);
  });

  it('does not ask this browser again when that is chosen', async () => {
    const { account, user, onSignedIn } = open(['totp']);
    await user.click(screen.getByRole('checkbox', { name: 'Do not ask again in this browser for 30 days' }));
    await user.type(code(), `${RIGHT_CODE}{Enter}`);
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
    expect(account.sentTo('/sign-in/second-factor')).toMatchObject({ trustBrowser: true });
  });

  it('sends nothing by itself, and nothing that cannot be a code', async () => {
    const { account, user } = open(['totp']);
    await user.type(code(), '12345{Enter}');
    expect(code()).toHaveAccessibleDescription('The code has six digits.');
    await user.type(code(), ' 6');
    expect(code()).not.toHaveAccessibleDescription('The code has six digits.');
    expect(account.sentTo('/sign-in/second-factor')).toBeUndefined();
  });

  it('says at the field that a code is wrong', async () => {
    const { user, onSignedIn } = open(['totp']);
    await user.type(code(), '000000{Enter}');
    expect(await screen.findByText('This code is wrong, or was used already.')).toBeVisible();
    expect(code()).toHaveFocus();
    expect(onSignedIn).not.toHaveBeenCalled();
  });

  it('takes a recovery code instead, and leads back to the app', async () => {
    const { account, user, onSignedIn } = open(['totp', 'recovery-code']);
    await user.click(screen.getByRole('button', { name: 'Use a recovery code' }));
    expect(recoveryCode()).toHaveFocus();
    await user.click(screen.getByRole('button', { name: 'Use your authenticator app' }));
    expect(code()).toHaveFocus();
    await user.click(screen.getByRole('button', { name: 'Use a recovery code' }));
    await user.type(recoveryCode(), `${RECOVERY_CODES[0]}{Enter}`);
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledWith(ada));
    expect(account.sentTo('/sign-in/second-factor')).toMatchObject({
      method: 'recovery-code',
      code: RECOVERY_CODES[0],
    });
  });

  it('begins anew when the first step is too long ago', async () => {
    const { account, user, onExpired } = open(['totp']);
    account.refuseNext({ status: 401, error_code: 'SIGN_IN_EXPIRED', message: 'That took too long.' });
    await user.type(code(), `${RIGHT_CODE}{Enter}`);
    await waitFor(() => expect(onExpired).toHaveBeenCalledOnce());
  });

  it('keeps what was typed through an outage, and says how long to wait after too many tries', async () => {
    const { account, user, onSignedIn } = open(['totp']);
    account.mood = 'unavailable';
    await user.type(code(), `${RIGHT_CODE}{Enter}`);
    expect(await screen.findByText(/What you typed is still here/)).toBeVisible();
    account.mood = 'well';
    account.refuseNext({ status: 429, error_code: 'TOO_MANY_REQUESTS', message: 'Wait.', retryAfter: 900 });
    await user.type(code(), '{Enter}');
    expect(await screen.findByText('Too many tries. Wait 15 minutes, then try again.')).toBeVisible();
    await user.type(code(), '{Enter}');
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledWith(ada));
  });

  it('takes a passkey at the press of a button', async () => {
    vi.mocked(startAuthentication).mockResolvedValue({ id: 'one' } as never);
    const { account, user, onSignedIn } = open(['passkey', 'recovery-code']);
    expect(screen.queryByLabelText('Recovery code')).toBeNull();
    await user.click(usePasskey());
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledWith(ada));
    expect(account.sentTo('/sign-in/passkey')).toEqual({ response: { id: 'one' } });
  });

  it('takes it for no error when the person puts the passkey off, and says so when it is refused', async () => {
    vi.mocked(startAuthentication).mockRejectedValueOnce(new DOMException('No.', 'NotAllowedError'));
    vi.mocked(startAuthentication).mockResolvedValue({ id: 'one' } as never);
    const { account, user } = open();
    await user.click(usePasskey());
    await waitFor(() => expect(usePasskey()).not.toHaveAttribute('aria-busy'));
    expect(screen.queryByRole('alert')).toBeNull();
    account.refuseNext({ status: 401, error_code: 'PASSKEY_REFUSED', message: 'This passkey is not known here.' });
    // The first answer is to what it asks for, the second to the passkey.
    account.refuseNext({ status: 401, error_code: 'PASSKEY_REFUSED', message: 'This passkey is not known here.' });
    await user.click(usePasskey());
    expect(await screen.findByText('This passkey is not known here.')).toBeVisible();
  });

  it('offers no passkey where the browser knows none', () => {
    open(['passkey', 'recovery-code'], { passkeys: false });
    expect(recoveryCode()).toHaveFocus();
    expect(screen.queryByRole('button', { name: 'Use a passkey' })).toBeNull();
  });
});
