import { startRegistration } from '@simplewebauthn/browser';
import { useQueryClient } from '@tanstack/react-query';
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ada, type FakeAccount, serveAccount } from '../../../testing/fake-account';
import { aPasskey } from '../../../testing/fake-second-factor-state';
import { renderApp } from '../../../testing/render';
import { Passkeys } from './passkeys';

vi.mock('@simplewebauthn/browser');
afterEach(() => {
  vi.mocked(startRegistration).mockReset();
  vi.unstubAllGlobals();
});

function Page({ possible }: { possible: boolean }) {
  const client = useQueryClient();
  return (
    <section>
      <h2>Passkeys</h2>
      <Passkeys
        userId={ada.user.id}
        possible={possible}
        suggestedName="Firefox on Linux"
        onChanged={() => client.invalidateQueries()}
      />
    </section>
  );
}

interface Given {
  possible?: boolean;
  prepare?: (account: FakeAccount) => unknown;
}

function open({ possible = true, prepare }: Given = {}) {
  vi.stubGlobal('PublicKeyCredential', {});
  const account = serveAccount(ada);
  prepare?.(account);
  return { account, ...renderApp(<Page possible={possible} />) };
}
const withPhone = { prepare: (account: FakeAccount) => account.secondFactor.passkeys.push(aPasskey({ id: 'k1' })) };
const addButton = () => screen.findByRole('button', { name: 'Add a passkey' });
const nameField = () => screen.getByLabelText('Name of the passkey');
const names = async () =>
  within(await screen.findByRole('list', { name: 'Your passkeys' })).getAllByRole('listitem').length;
const browserSays = (name: string) => vi.mocked(startRegistration).mockRejectedValueOnce(new DOMException('No.', name));

describe('adding a passkey', () => {
  it('suggests a name that can be changed, and leads back to the list', async () => {
    vi.mocked(startRegistration).mockResolvedValueOnce({ id: 'new' } as never);
    const { account, user } = open();
    await user.click(await addButton());
    expect(nameField()).toHaveValue('Firefox on Linux');
    await user.clear(nameField());
    await user.type(nameField(), ' Desk {Enter}');
    await screen.findByText('Desk');
    expect(account.sentTo('/passkeys/register')).toEqual({ name: 'Desk', response: { id: 'new' } });
    expect(screen.queryByLabelText('Name of the passkey')).toBeNull();
    await waitFor(() => expect(screen.getByRole('list', { name: 'Your passkeys' })).toHaveFocus());
  });

  it('wants a name', async () => {
    const { account, user } = open();
    await user.click(await addButton());
    await user.clear(nameField());
    await user.keyboard('{Enter}');
    expect(nameField()).toHaveAccessibleDescription('Give the passkey a name.');
    expect(account.sentTo('/passkeys/registration-options')).toBeUndefined();
  });

  it('takes it for no error when the person puts it off', async () => {
    browserSays('NotAllowedError');
    const { account, user } = open();
    await user.click(await addButton());
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    await waitFor(() => expect(startRegistration).toHaveBeenCalledOnce());
    await waitFor(() => expect(screen.getByRole('button', { name: 'Continue' })).not.toHaveAttribute('aria-busy'));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(account.sentTo('/passkeys/register')).toBeUndefined();
    expect(nameField()).toBeVisible();
  });

  it.each([
    ['InvalidStateError', /keeps a passkey for your account already/],
    ['NotSupportedError', /cannot keep a passkey here/],
    ['UnknownError', /could not be used/],
  ])('says in words what a browser calls %s', async (error, words) => {
    browserSays(error);
    const { user } = open();
    await user.click(await addButton());
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
  });

  it('says why there can be none', async () => {
    open({ possible: false });
    expect(await screen.findByText(/Passkeys need Latch to have a host name and https/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Add a passkey' })).toBeNull();
  });
});

describe('a passkey', () => {
  it('is renamed in its place', async () => {
    const { account, user } = open(withPhone);
    await user.click(await screen.findByRole('button', { name: 'Rename Phone' }));
    await user.keyboard('Old phone{Enter}');
    expect(await screen.findByText('Old phone')).toBeVisible();
    expect(account.sentTo('/passkeys/rename')).toEqual({ id: 'k1', name: 'Old phone' });
    await waitFor(() => expect(screen.getByRole('button', { name: 'Rename Old phone' })).toHaveFocus());
  });

  it('stays called as it was when that is thought better of', async () => {
    const { account, user } = open(withPhone);
    await user.click(await screen.findByRole('button', { name: 'Rename Phone' }));
    await user.keyboard('Old phone{Escape}');
    expect(await screen.findByText('Phone')).toBeVisible();
    expect(account.sentTo('/passkeys/rename')).toBeUndefined();
  });

  it('is removed when that is meant', async () => {
    const { account, user } = open(withPhone);
    expect(await names()).toBe(1);
    await user.click(screen.getByRole('button', { name: 'Remove Phone' }));
    const question = await screen.findByRole('alertdialog', { name: 'Remove Phone?' });
    expect(account.sentTo('/passkeys/delete')).toBeUndefined();
    await user.click(within(question).getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(screen.queryByRole('list', { name: 'Your passkeys' })).toBeNull());
    expect(account.sentTo('/passkeys/delete')).toEqual({ id: 'k1' });
    await waitFor(() => expect(screen.getByRole('heading', { name: 'Passkeys' })).toHaveFocus());
  });

  it('is not removed where nobody could sign in any more, and says so', async () => {
    const { account, user } = open(withPhone);
    await user.click(await screen.findByRole('button', { name: 'Remove Phone' }));
    account.refuseNext({ status: 409, error_code: 'LAST_WAY_IN', message: 'Set a password first.' });
    await user.click(await screen.findByRole('button', { name: 'Remove' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Set a password first.');
    expect(await names()).toBe(1);
  });

  it('that is gone already is as good as removed', async () => {
    const { account, user } = open(withPhone);
    await user.click(await screen.findByRole('button', { name: 'Remove Phone' }));
    account.secondFactor.passkeys = [];
    account.refuseNext({ status: 404, error_code: 'PASSKEY_NOT_FOUND', message: 'Gone.' });
    await user.click(await screen.findByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(screen.queryByText('Phone')).toBeNull());
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
