import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { serveAccount } from '../../../testing/fake-account';
import { renderApp } from '../../../testing/render';
import { ForgotPasswordForm } from './forgot-password-form';

function open() {
  const account = serveAccount();
  return { account, ...renderApp(<ForgotPasswordForm />) };
}
const email = () => screen.getByLabelText('E-mail address');
const said = () => screen.findByText(/^If there is an account for/);

describe('ForgotPasswordForm', () => {
  it('says the same for every address, and no more than that', async () => {
    const { account, user } = open();
    await user.type(email(), ' ada@example.com{Enter}');
    expect(await said()).toHaveTextContent('If there is an account for ada@example.com, a mail is on its way.');
    expect(account.sentTo('/request-password-reset')).toEqual({ email: 'ada@example.com' });
    expect(screen.queryByRole('link', { name: 'outbox' })).toBeNull();
  });

  it('leads to the outbox where mails are kept', async () => {
    const { account, user } = open();
    account.options.mail = 'outbox';
    await user.type(email(), 'ada@example.com{Enter}');
    expect(await screen.findByRole('link', { name: 'outbox' })).toHaveAttribute('href', '/outbox');
    expect(screen.getByText('npm run doctor')).toBeVisible();
  });

  it('sends nothing that is no address', async () => {
    const { account, user } = open();
    await user.type(email(), 'ada{Enter}');
    expect(email()).toHaveAccessibleDescription(/does not look like an e-mail address/);
    expect(account.sentTo('/request-password-reset')).toBeUndefined();
  });

  it('says why there is no mail, and after too many tries how long to wait', async () => {
    const { account, user } = open();
    account.refuseNext({ status: 409, error_code: 'MAIL_NOT_SET_UP', message: 'This Latch cannot send mail.' });
    await user.type(email(), 'ada@example.com{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('This Latch cannot send mail.');
    account.refuseNext({ status: 429, error_code: 'TOO_MANY_REQUESTS', message: 'Slow.', retryAfter: 30 });
    await user.type(email(), '{Enter}');
    expect(await screen.findByText(/Wait 30 seconds/)).toBeInTheDocument();
  });

  it('keeps what was typed through an outage', async () => {
    const { account, user } = open();
    account.mood = 'unavailable';
    await user.type(email(), 'ada@example.com{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('What you typed is still here');
    account.mood = 'well';
    await user.type(email(), '{Enter}');
    await said();
    expect(email()).toHaveValue('ada@example.com');
  });
});
