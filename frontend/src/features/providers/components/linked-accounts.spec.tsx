import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ada, serveAccount } from '../../../testing/fake-account';
import { aLink, serveProviders } from '../../../testing/fake-providers';
import { renderApp } from '../../../testing/render';
import { clearLinkingProvider, readLinkingProvider } from '../oauth-state';
import { LinkedAccounts } from './linked-accounts';

function open(...linked: Parameters<typeof aLink>[0][]) {
  const account = serveAccount(ada);
  const links = serveProviders(account, 'oidc', 'github');
  links.items = linked.map(aLink);
  const leave = vi.fn();
  const onChanged = vi.fn();
  const { providers } = account.options;
  const list = <LinkedAccounts userId={ada.user.id} providers={providers} onChanged={onChanged} leave={leave} />;
  return { account, links, leave, onChanged, ...renderApp(list) };
}
const rows = async () =>
  within(await screen.findByRole('list', { name: 'Linked accounts' }))
    .getAllByRole('listitem')
    .map((row) => row.textContent);

describe('LinkedAccounts', () => {
  it('shows those that are linked, those that could be, and those that are here no longer', async () => {
    open('oidc', 'google');
    const [oidc, github, google] = await rows();
    expect(oidc).toMatch(/^Example IDLinked .*Unlink$/);
    expect(github).toBe('GitHubNot linkedLink');
    expect(google).toMatch(/^GoogleLinked .*Unlink$/);
  });

  it('leaves to link one, and keeps in mind which', async () => {
    const { leave, user } = open();
    await user.click(await screen.findByRole('button', { name: 'Link GitHub' }));
    await waitFor(() => expect(leave).toHaveBeenCalledExactlyOnceWith('https://github.example/authorize'));
    expect(await screen.findByRole('button', { name: 'Opening GitHub…' })).toBeVisible();
    expect(readLinkingProvider()).toBe('github');
    clearLinkingProvider();
    expect(readLinkingProvider()).toBeNull();
  });

  it('unlinks one, and keeps the focus', async () => {
    const { account, onChanged, user } = open('oidc');
    await user.click(await screen.findByRole('button', { name: 'Unlink Example ID' }));
    expect(await screen.findByRole('button', { name: 'Link Example ID' })).toBeVisible();
    expect(account.sentTo('/unlink-provider')).toEqual({ provider: 'oidc' });
    await waitFor(() => expect(screen.getByRole('list', { name: 'Linked accounts' })).toHaveFocus());
    expect(onChanged).toHaveBeenCalled();
  });

  it('says why the last way in stays', async () => {
    const { account, user } = open('oidc');
    const message = 'This is the only way to sign in to your account. Set a password first.';
    account.refuseNext({ status: 409, error_code: 'LAST_WAY_IN', message });
    await user.click(await screen.findByRole('button', { name: 'Unlink Example ID' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(message);
    expect(await screen.findByRole('button', { name: 'Unlink Example ID' })).toBeVisible();
  });

  it('takes what is unlinked already for unlinked', async () => {
    const { account, user } = open('oidc');
    await screen.findByRole('button', { name: 'Unlink Example ID' });
    account.refuseNext({ status: 404, error_code: 'PROVIDER_NOT_FOUND', message: 'There is no such provider here.' });
    await user.click(screen.getByRole('button', { name: 'Unlink Example ID' }));
    await waitFor(() => expect(screen.getByRole('list', { name: 'Linked accounts' })).toHaveFocus());
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
