import { createBrowserHistory, RouterProvider } from '@tanstack/react-router';
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '../shared/api/query-client';
import { aDevice, anAuditEvent } from '../testing/device-builder';
import { ada, grace, serveAccount } from '../testing/fake-account';
import { renderApp } from '../testing/render';
import { serveLatch } from '../testing/server';
import { createAppRouter } from './router';

let leave: () => void = () => undefined;
afterEach(() => {
  leave();
  history.replaceState(null, '', '/');
});

/** Opens the app at an address of the browser's own, as a link in a mail does. */
function open(address: string) {
  history.replaceState(null, '', address);
  const client = createQueryClient();
  const browserHistory = createBrowserHistory();
  leave = () => browserHistory.destroy();
  return renderApp(<RouterProvider router={createAppRouter(client, browserHistory)} />, client);
}
const heading = (name: string) => screen.findByRole('heading', { level: 1, name });
const wholeAddress = () => location.pathname + location.search + location.hash;

describe('/reset-password', () => {
  it('takes the token out of the address bar, and leads to sign-in with a word when it is done', async () => {
    const account = serveAccount();
    const { user } = open('/reset-password#token=a.b-c_d');
    await heading('Choose a new password');
    await waitFor(() => expect(wholeAddress()).toBe('/reset-password'));
    expect(JSON.stringify(history.state)).not.toContain('a.b-c_d');
    await user.type(screen.getByLabelText('New password'), 'a new horse{Enter}');
    await heading('Welcome back');
    expect(screen.getByText(/Your new password is set/)).toBeVisible();
    expect(account.sentTo('/reset-password')).toEqual({ token: 'a.b-c_d', newPassword: 'a new horse' });
    expect(wholeAddress()).toBe('/sign-in');
  });

  it('asks anew who is signed in, since nobody is any more', async () => {
    const account = serveAccount(ada);
    serveLatch();
    const { user, client } = open('/reset-password#token=abc');
    client.setQueryData(['session'], ada);
    account.session = null;
    await heading('Choose a new password');
    await user.type(screen.getByLabelText('New password'), 'a new horse{Enter}');
    await heading('Welcome back');
  });
});

describe('/verify-email', () => {
  it.each([
    ['verified', 'Your address is confirmed'],
    ['new-address-asked', 'One more mail'],
    ['email-changed', 'Your address is changed'],
  ] as const)('does nothing until it is pressed, and says what came of it: %s', async (outcome, words) => {
    const account = serveAccount();
    account.outcome = outcome;
    const { user } = open('/verify-email#token=abc');
    await heading('Confirm your address');
    await waitFor(() => expect(wholeAddress()).toBe('/verify-email'));
    expect(account.sentTo('/verify-email')).toBeUndefined();
    await user.click(screen.getByRole('button', { name: 'Confirm' }));
    expect(await heading(words)).toHaveFocus();
    expect(account.sentTo('/verify-email')).toEqual({ token: 'abc' });
  });

  it('works for who is signed in, and leads on to the todos', async () => {
    serveAccount(ada);
    serveLatch();
    const { user } = open('/verify-email#token=abc');
    await user.click(await screen.findByRole('button', { name: 'Confirm' }));
    await user.click(await screen.findByRole('link', { name: 'Go to your todos' }));
    await heading('Inbox');
  });
});

describe('a page with a form', () => {
  it.each([
    ['/sign-in', 'E-mail address'],
    ['/sign-up', 'Name'],
    ['/forgot-password', 'E-mail address'],
    ['/reset-password#token=abc', 'New password'],
    ['/second-factor', 'Code of your authenticator app'],
  ])('begins in its first field: %s', async (address, label) => {
    serveAccount();
    open(address);
    await waitFor(() => expect(screen.getByLabelText(label)).toHaveFocus());
  });

  it('begins there as well when one comes from another page', async () => {
    serveAccount();
    const { user } = open('/sign-in');
    await user.click(await screen.findByRole('link', { name: 'Forgot your password?' }));
    await heading('Forgot your password?');
    await waitFor(() => expect(screen.getByLabelText('E-mail address')).toHaveFocus());
  });

  it('names the address at which there are passkeys, where there are none', async () => {
    vi.stubGlobal('PublicKeyCredential', {});
    serveAccount().options.address = 'https://todo.example.com';
    open('/sign-in?next=%2Ftrash');
    const link = await screen.findByRole('link', { name: 'todo.example.com' });
    expect(link).toHaveAttribute('href', 'https://todo.example.com/sign-in?next=%2Ftrash');
    expect(screen.queryByRole('button', { name: 'Sign in with a passkey' })).toBeNull();
    vi.unstubAllGlobals();
  });

  it('says who signed in in another tab meanwhile, and goes on as that person', async () => {
    const account = serveAccount();
    serveLatch();
    const { user } = open('/sign-in');
    await heading('Welcome back');
    account.session = { ...grace, user: { ...grace.user, id: ada.user.id } };
    const otherTab = new BroadcastChannel('latch.session');
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
    otherTab.postMessage('changed');
    otherTab.close();
    await user.click(await screen.findByRole('button', { name: 'Continue as Grace' }));
    await heading('Inbox');
  });
});

describe('the auth pages', () => {
  it('lead who forgot their password to a link', async () => {
    serveAccount();
    const { user } = open('/sign-in');
    await user.click(await screen.findByRole('link', { name: 'Forgot your password?' }));
    await heading('Forgot your password?');
  });

  it('do not where there are no mails', async () => {
    const account = serveAccount();
    account.options.mail = 'none';
    open('/sign-in');
    await heading('Welcome back');
    await waitFor(() => expect(account.log).toContain('GET /options'));
    await screen.findByRole('link', { name: 'Create an account' });
    expect(screen.queryByRole('link', { name: 'Forgot your password?' })).toBeNull();
  });

  it('tell who signed up to look into their mail', async () => {
    const account = serveAccount();
    account.options = { ...account.options, mail: 'outbox', confirmsEmail: true };
    const { user } = open('/sign-up');
    await user.type(await screen.findByLabelText('Name'), 'Ada');
    await user.type(screen.getByLabelText('E-mail address'), 'ada@example.com');
    await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
    expect(await heading('Check your mail')).toHaveFocus();
    expect(screen.getByText('ada@example.com')).toBeVisible();
    expect(await screen.findByRole('link', { name: 'outbox' })).toBeVisible();
    expect(account.asked).toBe(1);
  });

  it('open the outbox by the code in the address, and take it out of there', async () => {
    const account = serveAccount();
    account.options = { ...account.options, mail: 'outbox' };
    open(`/outbox#code=${account.outboxCode}`);
    expect(await screen.findByText('No mails yet')).toBeInTheDocument();
    expect(wholeAddress()).toBe('/outbox');
    sessionStorage.clear();
  });

  it('send the link again to whom has not confirmed their address', async () => {
    const account = serveAccount();
    const { user } = open('/sign-in');
    await user.type(await screen.findByLabelText('E-mail address'), 'ada@example.com');
    account.refuseNext({ status: 403, error_code: 'EMAIL_NOT_VERIFIED', message: 'Confirm your address first.' });
    await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Send the link again' }));
    await screen.findByText(/A new mail is on its way/);
    expect(account.sentTo('/send-verification-email')).toEqual({ email: 'ada@example.com' });
  });
});

describe('settings', () => {
  function openSettings(address: string) {
    const account = serveAccount(ada);
    account.devices = [aDevice({ current: true })];
    account.events = [anAuditEvent()];
    serveLatch();
    return { account, ...open(address) };
  }
  const parts = () => within(screen.getByRole('navigation', { name: 'Parts of the settings' }));

  it('have a part for each address, and keep the focus on the way there', async () => {
    const { user } = openSettings('/settings');
    await heading('Settings');
    expect(parts().getByRole('link', { current: 'page' })).toHaveTextContent('Appearance');
    parts().getByRole('link', { name: 'Account' }).focus();
    await user.keyboard('{Enter}');
    await screen.findByRole('heading', { name: 'Delete account' });
    expect(location.pathname).toBe('/settings/account');
    expect(parts().getByRole('link', { name: 'Account' })).toHaveFocus();
    await user.click(parts().getByRole('link', { name: 'Security' }));
    await screen.findByRole('list', { name: 'Your devices' });
    expect(await screen.findByRole('list', { name: 'Activity' })).toHaveTextContent('Signed in');
    expect(document.title).toBe('Security · Latch');
  });

  it('are where the account menu leads', async () => {
    const { user } = openSettings('/inbox');
    await user.click(await screen.findByRole('button', { name: 'Account: Ada' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Account' }));
    await screen.findByRole('heading', { name: 'Delete account' });
  });

  it('show a new name everywhere at once', async () => {
    const { user } = openSettings('/settings/account');
    await user.clear(await screen.findByLabelText('Your name'));
    await user.type(screen.getByLabelText('Your name'), 'Countess{Enter}');
    expect(await screen.findByRole('button', { name: 'Account: Countess' })).toBeVisible();
    expect(screen.getByText('Saved.')).toBeInTheDocument();
  });

  it('lead to sign-in with a word once the account is deleted, and nothing stays', async () => {
    const { user, client } = openSettings('/settings/account');
    await user.click(await screen.findByRole('button', { name: 'Delete account…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete your account?' }));
    await user.type(dialog.getByLabelText('Your password'), 'correct horse{Enter}');
    await heading('Welcome back');
    expect(screen.getByText('Your account is deleted, with everything in it.')).toBeVisible();
    expect(client.getQueryCache().findAll({ queryKey: ['account'] })).toEqual([]);
  });

  it('ask for a sign-in over the page when the session has ended', async () => {
    const { account, user } = openSettings('/settings/security');
    await screen.findByRole('list', { name: 'Your devices' });
    account.session = null;
    await user.click(parts().getByRole('link', { name: 'Account' }));
    expect(await screen.findByRole('dialog', { name: 'Sign in to continue' })).toBeVisible();
    expect(location.pathname).toBe('/settings/account');
  });
});
