import { startAuthentication } from '@simplewebauthn/browser';
import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ada, type FakeAccount, serveAccount } from '../../../testing/fake-account';
import { renderApp } from '../../../testing/render';
import { FreshSessionDialog } from './fresh-session-dialog';
import { SetPasswordForm } from './set-password-form';

vi.mock('@simplewebauthn/browser');
afterEach(() => {
  vi.mocked(startAuthentication).mockReset();
  vi.unstubAllGlobals();
});

/** Asks for something that only they may do who showed a moment ago who they are. */
async function ask(prepare: (account: FakeAccount) => void) {
  vi.stubGlobal('PublicKeyCredential', {});
  const account = serveAccount(ada);
  account.fresh = false;
  prepare(account);
  const onSignInAgain = vi.fn();
  const onChanged = vi.fn();
  const page = renderApp(
    <>
      <SetPasswordForm userId={ada.user.id} onChanged={onChanged} />
      <FreshSessionDialog userId={ada.user.id} onSignInAgain={onSignInAgain} />
    </>,
  );
  await page.user.type(screen.getByLabelText('New password'), 'another horse{Enter}');
  await screen.findByRole('dialog', { name: 'Confirm it is you' });
  return { account, onSignInAgain, onChanged, ...page };
}
const passkeyButton = () => screen.findByRole('button', { name: 'Use a passkey' });

describe('FreshSessionDialog', () => {
  it('takes a passkey instead of the password, and then goes on', async () => {
    vi.mocked(startAuthentication).mockResolvedValueOnce({ id: 'one' } as never);
    const { account, user, onChanged } = await ask((account) => (account.hasPasskey = true));
    expect(screen.getByLabelText('Password')).toBeVisible();
    await user.click(await passkeyButton());
    await waitFor(() => expect(onChanged).toHaveBeenCalledOnce());
    expect(account.sentTo('/confirm-passkey')).toEqual({ response: { id: 'one' } });
    expect(account.sentTo('/set-password')).toEqual({ newPassword: 'another horse' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('asks for the passkey alone where there is no password, and stays when it is put off', async () => {
    vi.mocked(startAuthentication).mockRejectedValueOnce(new DOMException('No.', 'NotAllowedError'));
    const { user, onChanged } = await ask((account) => {
      account.hasPasskey = true;
      account.hasPassword = false;
    });
    await waitFor(() => expect(screen.queryByLabelText('Password')).toBeNull());
    await user.click(await passkeyButton());
    await waitFor(() => expect(startAuthentication).toHaveBeenCalledOnce());
    expect(screen.queryByRole('alert')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(onChanged).not.toHaveBeenCalled();
    expect(screen.getByLabelText('New password')).toHaveValue('another horse');
  });

  it('offers to sign in again to who has neither', async () => {
    const { user, onSignInAgain } = await ask((account) => (account.hasPassword = false));
    await user.click(await screen.findByRole('button', { name: 'Sign out and in again' }));
    expect(onSignInAgain).toHaveBeenCalledOnce();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('offers no passkey to who has none', async () => {
    await ask(() => undefined);
    expect(screen.queryByRole('button', { name: 'Use a passkey' })).toBeNull();
  });
});
