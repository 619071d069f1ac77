import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { serveAccount } from '../../../testing/fake-account';
import { renderApp } from '../../../testing/render';
import { ResetPasswordForm } from './reset-password-form';

function open(token: string | undefined = 'the-token') {
  const onDone = vi.fn();
  return { account: serveAccount(), onDone, ...renderApp(<ResetPasswordForm token={token} onDone={onDone} />) };
}
const password = () => screen.getByLabelText('New password');

describe('ResetPasswordForm', () => {
  it('sends the token and the new password, which can be looked at', async () => {
    const { account, user, onDone } = open();
    expect(password()).toHaveAccessibleDescription(/At least 8 characters/);
    expect(password()).toHaveAttribute('autocomplete', 'new-password');
    await user.type(password(), 'a new horse');
    await user.click(screen.getByRole('button', { name: 'Show password' }));
    expect(password()).toHaveAttribute('type', 'text');
    await user.click(screen.getByRole('button', { name: 'Set the password' }));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(account.sentTo('/reset-password')).toEqual({ token: 'the-token', newPassword: 'a new horse' });
  });

  it('says at the field what is wrong with the password', async () => {
    const { account, user, onDone } = open();
    await user.type(password(), 'short{Enter}');
    expect(password()).toHaveAccessibleDescription('Use at least 8 characters.');
    const fields = { newPassword: ['Many people use this one.'] };
    account.refuseNext({ status: 422, error_code: 'VALIDATION_FAILED', message: 'Look again.', fields });
    await user.type(password(), 'password{Enter}');
    expect(await screen.findByText('Many people use this one.')).toBeVisible();
    expect(password()).toHaveFocus();
    expect(onDone).not.toHaveBeenCalled();
  });

  it('leads to a new link when this one is not good any more, and when it had no token', async () => {
    const { account, user, unmount } = open();
    account.refuseNext({ status: 410, error_code: 'LINK_NOT_VALID', message: 'Too old.' });
    await user.type(password(), 'a new horse{Enter}');
    const link = { name: 'Ask for a new link' };
    expect(await screen.findByRole('link', link)).toHaveAttribute('href', '/forgot-password');
    unmount();
    renderApp(<ResetPasswordForm token={undefined} onDone={vi.fn()} />);
    expect(screen.getByRole('link', link)).toBeInTheDocument();
  });

  it('keeps what was typed through an outage', async () => {
    const { account, user, onDone } = open();
    account.mood = 'unreachable';
    await user.type(password(), 'a new horse{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('What you typed is still here');
    account.mood = 'well';
    await user.type(password(), '{Enter}');
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  });
});
