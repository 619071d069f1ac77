import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { onSessionEnded, reportSessionRestored } from '../../../shared/api/session-events';
import { ada, serveAccount } from '../../../testing/fake-account';
import { renderApp } from '../../../testing/render';
import { PasswordForm } from './password-form';

function open() {
  const onChanged = vi.fn();
  const account = serveAccount(ada);
  return { account, onChanged, ...renderApp(<PasswordForm userId={ada.user.id} onChanged={onChanged} />) };
}
const current = () => screen.getByLabelText('Current password');
const next = () => screen.getByLabelText('New password');
const done = () => screen.findByText(/^Your password is changed/);

describe('PasswordForm', () => {
  it('changes the password, says so, and keeps neither on the screen', async () => {
    const { account, user, onChanged } = open();
    expect(screen.getByText(/signs all your other devices out/)).toBeVisible();
    await user.type(current(), 'correct horse');
    await user.type(next(), 'another horse{Enter}');
    await done();
    expect(account.sentTo('/change-password')).toEqual({
      currentPassword: 'correct horse',
      newPassword: 'another horse',
    });
    expect([current(), next()].map((field) => (field as HTMLInputElement).value)).toEqual(['', '']);
    expect(onChanged).toHaveBeenCalledOnce();
  });

  it('says at the field that the present one is wrong, and keeps what was typed', async () => {
    const { account, user, onChanged } = open();
    const fields = { currentPassword: ['This is not your password.'] };
    account.refuseNext({ status: 422, error_code: 'VALIDATION_FAILED', message: 'Look again.', fields });
    await user.type(current(), 'nope');
    await user.type(next(), 'another horse{Enter}');
    expect(await screen.findByText('This is not your password.')).toBeVisible();
    expect(current()).toHaveFocus();
    expect(next()).toHaveValue('another horse');
    expect(onChanged).not.toHaveBeenCalled();
  });

  it('keeps what was typed through an outage, which signs nobody out', async () => {
    const { account, user } = open();
    const ended = vi.fn();
    const stop = onSessionEnded(ended);
    account.mood = 'unavailable';
    await user.type(current(), 'correct horse');
    await user.type(next(), 'another horse{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('What you typed is still here');
    expect(ended).not.toHaveBeenCalled();
    account.mood = 'well';
    await user.type(next(), '{Enter}');
    await done();
    stop();
  });

  it('waits for a sign-in when the session has ended, and then goes on by itself', async () => {
    const { account, user } = open();
    const ended = vi.fn();
    const stop = onSessionEnded(ended);
    account.refuseNext({ status: 401, error_code: 'INVALID_SESSION', message: 'You are signed out.' });
    await user.type(current(), 'correct horse');
    await user.type(next(), 'another horse{Enter}');
    await waitFor(() => expect(ended).toHaveBeenCalledOnce());
    expect(screen.queryByRole('alert')).toBeNull();
    act(() => reportSessionRestored(ada.user.id));
    await done();
    stop();
  });
});
