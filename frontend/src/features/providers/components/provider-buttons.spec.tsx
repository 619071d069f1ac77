import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { serveAccount } from '../../../testing/fake-account';
import { serveProviders } from '../../../testing/fake-providers';
import { renderApp } from '../../../testing/render';
import { ProviderButtons } from './provider-buttons';

function open(how: { next?: string; invitation?: string } = {}) {
  const account = serveAccount();
  serveProviders(account, 'oidc', 'github');
  const leave = vi.fn();
  const buttons = <ProviderButtons providers={account.options.providers} leave={leave} {...how} />;
  return { account, leave, ...renderApp(buttons) };
}
const button = (name: string) => screen.findByRole('button', { name });

describe('ProviderButtons', () => {
  it('go to the provider, say so meanwhile, and stand as before when one comes back', async () => {
    const { account, leave, user } = open({ next: '/projects/1' });
    await user.click(await button('Continue with GitHub'));
    expect(await button('Opening GitHub…')).toBeVisible();
    expect(leave).toHaveBeenCalledExactlyOnceWith('https://github.example/authorize');
    expect(account.sentTo('/sign-in/provider')).toEqual({ provider: 'github', next: '/projects/1' });
    expect(await button('Continue with Example ID')).toBeVisible();
    act(() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await user.click(await button('Continue with GitHub'));
    await waitFor(() => expect(leave).toHaveBeenCalledTimes(2));
  });

  it('take the invitation along', async () => {
    const { account, leave, user } = open({ invitation: 'abc' });
    await user.click(await button('Continue with Example ID'));
    await waitFor(() => expect(leave).toHaveBeenCalled());
    expect(account.sentTo('/sign-in/provider')).toEqual({ provider: 'oidc', invitation: 'abc' });
  });

  it('say that the provider does not answer, and that Latch does not', async () => {
    const { account, leave, user } = open();
    const message = 'The provider does not answer. Try again in a moment.';
    account.refuseNext({ status: 503, error_code: 'PROVIDER_UNAVAILABLE', message });
    await user.click(await button('Continue with GitHub'));
    expect(await screen.findByRole('alert')).toHaveTextContent(message);
    account.mood = 'unavailable';
    await user.click(await button('Continue with GitHub'));
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('Latch does not answer just now.'));
    expect(leave).not.toHaveBeenCalled();
  });

  it('are not there where no provider is', () => {
    serveAccount();
    renderApp(<ProviderButtons providers={[]} />);
    expect(screen.queryByRole('button')).toBeNull();
  });
});
