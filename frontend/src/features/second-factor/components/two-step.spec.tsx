import { screen, waitFor, within } from '@testing-library/react';
import { useQueryClient } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { ada, serveAccount, type FakeAccount } from '../../../testing/fake-account';
import { RECOVERY_CODES, RIGHT_CODE, SECRET } from '../../../testing/fake-second-factor-state';
import { renderApp } from '../../../testing/render';
import { TwoStep } from './two-step';

function Page({ hasPassword }: { hasPassword: boolean }) {
  const client = useQueryClient();
  return <TwoStep userId={ada.user.id} hasPassword={hasPassword} onChanged={() => client.invalidateQueries()} />;
}

function open(prepare: (account: FakeAccount) => void = () => undefined) {
  const account = serveAccount(ada);
  prepare(account);
  return { account, ...renderApp(<Page hasPassword={account.hasPassword} />) };
}
const turnedOn =
  (more: object = {}) =>
  (account: FakeAccount) => {
    account.secondFactor.state = {
      enabled: true,
      authenticator: true,
      passkeys: 0,
      recoveryCodesLeft: 9,
      trustedBrowsers: 0,
      ...more,
    };
  };
type User = ReturnType<typeof open>['user'];
const button = (name: string) => screen.findByRole('button', { name });
const dialog = (name: string) => screen.findByRole('dialog', { name });
const state = () => screen.findByRole('list', { name: 'Two-step sign-in' });

/** jsdom's files cannot be read otherwise. */
function textOf(file: Blob): Promise<unknown> {
  const reader = new FileReader();
  return new Promise((resolve) => {
    reader.addEventListener('load', () => resolve(reader.result));
    reader.readAsText(file);
  });
}

async function givePassword(user: User) {
  await user.type(await screen.findByLabelText('Your password'), 'correct horse{Enter}');
}

describe('turning two-step sign-in on', () => {
  it('asks for the password, shows the secret, wants a code, and shows recovery codes once', async () => {
    const { account, user } = open();
    await user.click(await button('Set up an authenticator app'));
    await dialog('Set up an authenticator app');
    await givePassword(user);
    expect(account.sentTo('/second-factor/set-up')).toEqual({ password: 'correct horse' });

    const scan = await dialog('Connect your app');
    expect(await within(scan).findByText('QR code for your authenticator app')).toBeInTheDocument();
    expect(within(scan).getByText('JBSW Y3DP EHPK 3PXP JBSW Y3DP')).toBeVisible();
    expect(SECRET).toBe('JBSWY3DPEHPK3PXPJBSWY3DP');
    const code = within(scan).getByLabelText('Code of your authenticator app');
    await waitFor(() => expect(code).toHaveFocus());
    await user.type(code, '000000{Enter}');
    expect(await screen.findByText('This code is wrong, or was used already.')).toBeVisible();
    await user.clear(code);
    await user.type(code, `${RIGHT_CODE}{Enter}`);

    await dialog('Save your recovery codes');
    const codes = within(screen.getByRole('list', { name: 'Recovery codes' })).getAllByRole('listitem');
    expect(codes.map(({ textContent }) => textContent)).toEqual(RECOVERY_CODES);
    await user.keyboard('{Escape}');
    expect(screen.getByRole('dialog', { name: 'Save your recovery codes' })).toBeVisible();
    await user.click(await button('I saved them'));
    expect(await within(await state()).findByText('Two-step sign-in is on')).toBeVisible();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.body).not.toHaveTextContent(RECOVERY_CODES[0]!);
  });

  it('says that the password is wrong, and stays', async () => {
    const { account, user } = open();
    await user.click(await button('Set up an authenticator app'));
    const fields = { password: ['This is not your password.'] };
    account.refuseNext({ status: 422, error_code: 'VALIDATION_FAILED', message: 'Look again.', fields });
    await givePassword(user);
    expect(await screen.findByText('This is not your password.')).toBeVisible();
  });

  it('takes an answer that was lost on its way for what it was', async () => {
    const { account, user } = open();
    await user.click(await button('Set up an authenticator app'));
    await givePassword(user);
    await dialog('Connect your app');
    account.refuseNext({ status: 409, error_code: 'SECOND_FACTOR_ON', message: 'It is on already.' });
    await user.type(screen.getByLabelText('Code of your authenticator app'), `${RIGHT_CODE}{Enter}`);
    await dialog('Save your recovery codes');
  });

  it('asks for no password where there is none', async () => {
    const { account, user } = open((account) => (account.hasPassword = false));
    await user.click(await button('Set up an authenticator app'));
    await dialog('Connect your app');
    expect(account.sentTo('/second-factor/set-up')).toEqual({});
    await user.click(await button('Cancel'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await button('Set up an authenticator app')).toBeVisible();
  });

  it('is possible with passkeys alone, once there is one', async () => {
    const { account, user } = open((account) => {
      account.secondFactor.passkeys = [{ id: 'k', name: 'Phone', createdAt: '2026-11-21T09:00:00Z', synced: true }];
    });
    await user.click(await button('Use your passkeys'));
    await dialog('Ask for a passkey at sign-in');
    await givePassword(user);
    await dialog('Save your recovery codes');
    expect(account.sentTo('/second-factor/use-passkeys')).toEqual({ password: 'correct horse' });
    await user.click(await button('I saved them'));
    expect(await within(await state()).findByText('You can also use your passkey.')).toBeVisible();
    expect(await button('Set up an app')).toBeVisible();
  });

  it('is not offered with passkeys where there is none', async () => {
    open();
    await button('Set up an authenticator app');
    expect(screen.queryByRole('button', { name: 'Use your passkeys' })).toBeNull();
  });
});

describe('two-step sign-in that is on', () => {
  it('makes new recovery codes', async () => {
    const { account, user } = open(turnedOn());
    expect(await within(await state()).findByText('9 are left.')).toBeVisible();
    await user.click(await button('Create new codes'));
    await givePassword(user);
    await dialog('Save your recovery codes');
    expect(account.sentTo('/second-factor/recovery-codes')).toEqual({ password: 'correct horse' });
  });

  it.each([
    [3, undefined],
    [2, 'Only 2 recovery codes are left. Make new ones before you need them.'],
    [1, 'Only 1 recovery code is left. Make new ones before you need them.'],
    [0, 'No recovery code is left. Make new ones, for when your app or passkey is not at hand.'],
  ])('warns when %i recovery codes are left: %s', async (recoveryCodesLeft, words) => {
    open(turnedOn({ recoveryCodesLeft }));
    await state();
    expect(screen.queryByText(/Make new ones/)?.textContent).toBe(words);
  });

  it('keeps what was downloaded as a file', async () => {
    let file: Blob | undefined;
    URL.createObjectURL = (blob) => {
      file = blob as Blob;
      return 'blob:one';
    };
    URL.revokeObjectURL = () => undefined;
    const press = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    const { user } = open(turnedOn());
    await user.click(await button('Create new codes'));
    await givePassword(user);
    await dialog('Save your recovery codes');
    await user.click(await button('Download'));
    expect(press).toHaveBeenCalledOnce();
    expect(await textOf(file!)).toContain(RECOVERY_CODES.join('\n'));
  });

  it('copies them', async () => {
    const { user } = open(turnedOn());
    await user.click(await button('Create new codes'));
    await givePassword(user);
    await user.click(await button('Copy'));
    expect(await button('Copied')).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe(RECOVERY_CODES.join('\n'));
  });

  it('lets trusted browsers be asked again', async () => {
    const { account, user } = open(turnedOn({ trustedBrowsers: 2 }));
    expect(await within(await state()).findByText('2 browsers are not asked.')).toBeVisible();
    await user.click(await button('Ask in all browsers again'));
    await waitFor(() => expect(screen.queryByText('Trusted browsers')).toBeNull());
    expect(account.sentTo('/second-factor/forget-trusted')).toEqual({});
  });

  it('is turned off with the password', async () => {
    const { account, user } = open(turnedOn());
    await user.click(await button('Turn off…'));
    await dialog('Turn two-step sign-in off?');
    await givePassword(user);
    expect(await button('Set up an authenticator app')).toBeVisible();
    expect(account.sentTo('/second-factor/turn-off')).toEqual({ password: 'correct horse' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('asks whether that is meant where there is no password', async () => {
    const { account, user } = open((account) => {
      account.hasPassword = false;
      turnedOn()(account);
    });
    await user.click(await button('Turn off…'));
    const question = await screen.findByRole('alertdialog', { name: 'Turn two-step sign-in off?' });
    expect(account.sentTo('/second-factor/turn-off')).toBeUndefined();
    await user.click(within(question).getByRole('button', { name: 'Turn off' }));
    expect(await button('Set up an authenticator app')).toBeVisible();
    expect(account.sentTo('/second-factor/turn-off')).toEqual({});
  });

  it('says what stood in the way', async () => {
    const { account, user } = open(turnedOn({ trustedBrowsers: 1 }));
    await button('Ask in all browsers again');
    account.mood = 'unavailable';
    await user.click(await button('Ask in all browsers again'));
    expect(await screen.findByText('Latch does not answer just now. Try again in a moment.')).toBeVisible();
  });
});
