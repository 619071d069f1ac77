import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ada, serveAccount } from '../../../testing/fake-account';
import { renderApp } from '../../../testing/render';
import { SignInForm } from './sign-in-form';

function open() {
  const onSignedIn = vi.fn();
  const onAsked = vi.fn();
  const form = (
    <SignInForm
      onSignedIn={onSignedIn}
      onAsked={onAsked}
      renderNotVerified={(email) => <button type="button">Send to {email}</button>}
    />
  );
  return { account: serveAccount(), onSignedIn, onAsked, ...renderApp(form) };
}
async function fill(user: ReturnType<typeof open>['user']) {
  await user.type(screen.getByLabelText('E-mail address'), 'ada@example.com ');
  await user.type(screen.getByLabelText('Password'), 'correct horse');
}
const remember = () => screen.getByRole('checkbox', { name: 'Keep me signed in on this device' });

describe('SignInForm', () => {
  it('keeps one signed in, unless that is switched off', async () => {
    const { account, user, onSignedIn } = open();
    expect(remember()).toBeChecked();
    await fill(user);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledWith(ada));
    const credentials = { email: 'ada@example.com', password: 'correct horse' };
    expect(account.sentTo('/sign-in/email')).toEqual({ ...credentials, rememberMe: true });
    await user.click(remember());
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledTimes(2));
    expect(account.sentTo('/sign-in/email')).toEqual({ ...credentials, rememberMe: false });
  });

  it('offers the link again to whom has not confirmed the address, and to nobody else', async () => {
    const { account, user, onSignedIn } = open();
    await fill(user);
    account.refuseNext({ status: 403, error_code: 'EMAIL_NOT_VERIFIED', message: 'Confirm your address first.' });
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('button', { name: 'Send to ada@example.com' })).toBeVisible();
    expect(screen.getByRole('alert')).toHaveTextContent('Confirm your address first.');
    account.refuseNext({ status: 401, error_code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Wrong.' });
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText('Wrong.')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Send to/ })).toBeNull();
    expect(onSignedIn).not.toHaveBeenCalled();
  });

  it('hands over to the second step where one is asked', async () => {
    const { account, user, onSignedIn, onAsked } = open();
    account.secondFactor.asks = ['totp', 'recovery-code'];
    await fill(user);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(onAsked).toHaveBeenCalledWith(['totp', 'recovery-code'], 'ada@example.com'));
    expect(onSignedIn).not.toHaveBeenCalled();
    expect(account.asked).toBe(0);
  });
});
