import { createBrowserHistory, RouterProvider } from '@tanstack/react-router';
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { createQueryClient } from '../shared/api/query-client';
import { ada, serveAccount } from '../testing/fake-account';
import { aListedUser, serveAdministration } from '../testing/fake-administration';
import { aLink, serveProviders } from '../testing/fake-providers';
import { refuseWith } from '../testing/fake-refusal';
import { renderApp } from '../testing/render';
import { server, serveLatch } from '../testing/server';
import { http } from 'msw';
import { createAppRouter } from './router';

let leave: () => void = () => undefined;
afterEach(() => {
  leave();
  sessionStorage.clear();
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

describe('/sign-up', () => {
  it('is where every way leads while there is no account, with what came of looking at the set-up', async () => {
    const account = serveAccount();
    account.options.firstAccount = true;
    open('/');
    await heading('Create the first account');
    expect(document.title).toBe('Create the first account · Latch');
    expect(wholeAddress()).toBe('/sign-up?next=%2Finbox');
    expect(screen.getByText(/You will be the administrator/)).toBeVisible();
    expect(await screen.findByText(/Set-up: 1 of 2 checks needs attention/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'See the set-up' })).toHaveAttribute('href', '/setup');
    expect(screen.queryByRole('link', { name: 'Sign in' })).toBeNull();
    await waitFor(() => expect(screen.getByLabelText('Name')).toHaveFocus());
  });

  it('leads to sign-in once the first account waits for its address to be confirmed', async () => {
    const account = serveAccount();
    Object.assign(account.options, { firstAccount: true, confirmsEmail: true });
    const { user } = open('/sign-up');
    await user.type(await screen.findByLabelText('Name'), 'Ada');
    await user.type(screen.getByLabelText('E-mail address'), 'ada@example.com');
    await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
    await heading('Check your mail');
    delete account.options.firstAccount;
    await user.click(screen.getByRole('link', { name: 'Sign in' }));
    await heading('Welcome back');
  });

  it('asks the first one for the set-up code where it is needed, which no provider takes along', async () => {
    const account = serveAccount();
    serveProviders(account, 'github');
    Object.assign(account.options, { firstAccount: true, setupCodeNeeded: true });
    open('/sign-up');
    expect(await screen.findByLabelText('Set-up code')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Continue with GitHub' })).toBeNull();
  });

  it('says nothing of it to anybody else, and offers the providers there are', async () => {
    const account = serveAccount();
    serveProviders(account, 'github');
    open('/sign-up?next=/projects/1');
    expect(await screen.findByRole('button', { name: 'Continue with GitHub' })).toBeVisible();
    expect(screen.queryByText(/administrator/)).toBeNull();
    expect(screen.queryByLabelText('Set-up code')).toBeNull();
  });

  it.each([
    ['closed', 'No new accounts'],
    ['invitation', 'By invitation'],
  ] as const)('explains itself where there is no form: %s', async (signUp, words) => {
    const account = serveAccount();
    serveProviders(account, 'github');
    account.options.signUp = signUp;
    open('/sign-up');
    await heading(words);
    expect(screen.queryByLabelText('Name')).toBeNull();
    expect(screen.queryByRole('button', { name: /Continue with/ })).toBeNull();
    expect(screen.getByRole('link', { name: 'Sign in' })).toBeVisible();
  });

  it('lets the server decide when nobody says who may make an account', async () => {
    const account = serveAccount();
    server.use(
      http.get('*/api/auth/options', ({ request }) =>
        account.answer(request, () => refuseWith(500, 'INTERNAL_ERROR', 'Something went wrong on our side.')),
      ),
    );
    open('/sign-up');
    expect(await screen.findByLabelText('Name')).toBeVisible();
  });
});

describe('/sign-up#invitation=…', () => {
  const invitation = { email: 'linus@example.com', invitedBy: 'Grace', expiresAt: '2026-12-28T09:00:00.000Z' };
  function openInvited() {
    const account = serveAccount();
    account.options.signUp = 'invitation';
    server.use(http.post('*/api/auth/invitation', ({ request }) => account.answer(request, () => invitation)));
    return account;
  }

  it('makes the account of whom it is for, and takes the token out of the address bar', async () => {
    const account = openInvited();
    serveLatch();
    const { user } = open('/sign-up#invitation=a.b-c');
    expect(await screen.findByText('Grace invited you.')).toBeVisible();
    expect(wholeAddress()).toBe('/sign-up');
    expect(JSON.stringify(history.state)).not.toContain('a.b-c');
    expect(account.sentTo('/invitation')).toEqual({ token: 'a.b-c' });
    const email = screen.getByLabelText('E-mail address');
    expect(email).toHaveValue('linus@example.com');
    expect(email).toHaveAttribute('readonly');
    await user.type(screen.getByLabelText('Name'), 'Linus');
    await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
    await heading('Inbox');
    expect(account.sentTo('/sign-up/email')).toEqual({
      name: 'Linus',
      email: 'linus@example.com',
      password: 'correct horse',
      invitation: 'a.b-c',
    });
  });

  it('is taken along to a provider', async () => {
    const account = openInvited();
    serveProviders(account, 'github');
    const { user } = open('/sign-up#invitation=abc');
    const button = await screen.findByRole('button', { name: 'Continue with GitHub' });
    account.refuseNext({ status: 503, error_code: 'PROVIDER_UNAVAILABLE', message: 'The provider does not answer.' });
    await user.click(button);
    expect(await screen.findByRole('alert')).toHaveTextContent('The provider does not answer.');
    expect(account.sentTo('/sign-in/provider')).toEqual({ provider: 'github', invitation: 'abc' });
  });

  it('says that it cannot be used any more', async () => {
    const account = openInvited();
    account.refuseNext({ status: 410, error_code: 'LINK_NOT_VALID', message: 'This link was used already.' });
    open('/sign-up#invitation=abc');
    expect(await heading('This invitation is no longer valid')).toHaveFocus();
    expect(screen.queryByLabelText('Name')).toBeNull();
  });

  it('is of no use where nobody new is taken', async () => {
    openInvited().options.signUp = 'closed';
    open('/sign-up#invitation=abc');
    await heading('No new accounts');
  });
});

describe('/sign-in', () => {
  it('says once why the way over a provider ended there, and keeps where it was to lead', async () => {
    serveAccount();
    open('/sign-in?error=PROVIDER_NOT_LINKED&next=%2Fprojects%2F1');
    expect(await screen.findByRole('alert')).toHaveTextContent('You already have an account with this address.');
    await waitFor(() => expect(wholeAddress()).toBe('/sign-in?next=%2Fprojects%2F1'));
    expect(screen.getByRole('alert')).toBeVisible();
  });

  it('offers each provider, and takes along where to go', async () => {
    const account = serveAccount();
    serveProviders(account, 'oidc', 'github');
    const { user } = open('/sign-in?next=%2Fprojects%2F1');
    account.refuseNext({ status: 503, error_code: 'PROVIDER_UNAVAILABLE', message: 'The provider does not answer.' });
    await user.click(await screen.findByRole('button', { name: 'Continue with Example ID' }));
    expect(await screen.findByText('The provider does not answer.')).toBeVisible();
    expect(account.sentTo('/sign-in/provider')).toEqual({ provider: 'oidc', next: '/projects/1' });
  });

  it.each(['closed', 'invitation'] as const)('leads to no sign-up where there is none: %s', async (signUp) => {
    const account = serveAccount();
    account.options.signUp = signUp;
    open('/sign-in');
    await heading('Welcome back');
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Create an account' })).toBeNull());
    expect(screen.queryAllByText(/Open the link in your invitation/)).toHaveLength(signUp === 'closed' ? 0 : 1);
  });
});

describe('/settings/security', () => {
  it('says that an account is linked for which one left, once', async () => {
    const account = serveAccount(ada);
    serveProviders(account, 'github').items = [aLink('github')];
    serveLatch();
    sessionStorage.setItem('latch-link-begun', 'github');
    open('/settings/security');
    expect(await screen.findByText('GitHub is linked now: you can sign in with it.')).toBeVisible();
    expect(sessionStorage).toHaveLength(0);
  });

  it('says why it is not, and takes that out of the address', async () => {
    const account = serveAccount(ada);
    serveProviders(account, 'github');
    serveLatch();
    sessionStorage.setItem('latch-link-begun', 'github');
    open('/settings/security?error=PROVIDER_LINKED_ELSEWHERE');
    expect(await screen.findByText('That account is linked to another account here already.')).toBeVisible();
    await waitFor(() => expect(wholeAddress()).toBe('/settings/security'));
    expect(screen.queryByText(/is linked now/)).toBeNull();
  });

  it('has no such part where there is nothing to link', async () => {
    serveAccount(ada);
    serveLatch();
    open('/settings/security');
    await screen.findByRole('heading', { name: 'Your devices' });
    expect(screen.queryByRole('heading', { name: 'Linked accounts' })).toBeNull();
  });
});

describe('/settings/people', () => {
  function openPeople(administrator: boolean) {
    const account = serveAccount(ada);
    serveAdministration(account).users = [aListedUser({ id: ada.user.id, name: 'Ada', administrator: true })];
    account.administrator = administrator;
    serveLatch();
    return { account, ...open('/settings/people') };
  }
  const parts = async () => within(await screen.findByRole('navigation', { name: 'Parts of the settings' }));

  it('is where administrators invite, look after people, and see what happened', async () => {
    openPeople(true);
    expect(await screen.findByRole('list', { name: 'People' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Invite' })).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Activity' })).toBeVisible();
    expect((await parts()).getByRole('link', { current: 'page' })).toHaveTextContent('People');
    expect(document.title).toBe('People · Latch');
  });

  it('says to anybody else whom it is for, and is nowhere offered', async () => {
    const { account } = openPeople(false);
    expect(await screen.findByText('For administrators')).toBeVisible();
    expect((await parts()).queryByRole('link', { name: 'People' })).toBeNull();
    expect((await parts()).queryByRole('link', { current: 'page' })).toBeNull();
    expect(account.log.filter((line) => line.includes('/admin/'))).toEqual([]);
  });

  it('invites nobody where nobody new is taken', async () => {
    const account = serveAccount(ada);
    serveAdministration(account);
    account.options.signUp = 'closed';
    serveLatch();
    open('/settings/people');
    expect(await screen.findByText(/This Latch takes no new accounts/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Invite' })).toBeNull();
  });
});
