import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { serveAccount } from '../../../testing/fake-account';
import { renderApp } from '../../../testing/render';
import { VerifyEmailForm } from './verify-email-form';

function open(token?: string) {
  const onDone = vi.fn();
  return { account: serveAccount(), onDone, ...renderApp(<VerifyEmailForm token={token} onDone={onDone} />) };
}
const confirm = () => screen.getByRole('button', { name: 'Confirm' });

describe('VerifyEmailForm', () => {
  it('asks for nothing before it is pressed: programs open links, too', async () => {
    const { account, user, onDone } = open('the-token');
    expect(account.log).toEqual([]);
    account.outcome = 'new-address-asked';
    await user.click(confirm());
    await waitFor(() => expect(onDone).toHaveBeenCalledWith('new-address-asked'));
    expect(account.sentTo('/verify-email')).toEqual({ token: 'the-token' });
  });

  it('says what to do when the link is not good any more', async () => {
    const { account, user } = open('the-token');
    account.refuseNext({ status: 410, error_code: 'LINK_NOT_VALID', message: 'Too old.' });
    await user.click(confirm());
    expect(await screen.findByRole('alert')).toHaveTextContent('This link was used');
    expect(screen.getByRole('link')).toHaveAttribute('href', '/settings/account');
  });

  it('says the same of a link without a token', () => {
    open();
    expect(screen.getByRole('alert')).toHaveTextContent('is incomplete');
  });

  it('can be pressed again after an outage', async () => {
    const { account, user, onDone } = open('the-token');
    account.mood = 'unavailable';
    await user.click(confirm());
    expect(await screen.findByRole('alert')).toHaveTextContent('Latch does not answer');
    account.mood = 'well';
    await user.click(confirm());
    await waitFor(() => expect(onDone).toHaveBeenCalledWith('verified'));
  });
});
