import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { ada, serveAccount } from '../../../testing/fake-account';
import { renderApp } from '../../../testing/render';
import { server } from '../../../testing/server';
import { AccountSettings } from './account-settings';
import { FreshSessionDialog } from './fresh-session-dialog';

function open(prepare: (account: ReturnType<typeof serveAccount>) => void = () => undefined) {
  const account = serveAccount(ada);
  prepare(account);
  const onUserChanged = vi.fn();
  const onDeleted = vi.fn();
  const page = renderApp(
    <>
      <AccountSettings user={ada.user} onUserChanged={onUserChanged} onDeleted={onDeleted} />
      <FreshSessionDialog userId={ada.user.id} onSignInAgain={() => undefined} />
    </>,
  );
  return { account, onUserChanged, onDeleted, ...page };
}
const name = () => screen.getByLabelText('Your name');

describe('the name', () => {
  it('is saved where it stands', async () => {
    const { account, user, onUserChanged } = open();
    await user.clear(name());
    await user.type(name(), ' Ada L. {Enter}');
    expect(await screen.findByText('Saved.')).toBeInTheDocument();
    expect(account.sentTo('/update-user')).toEqual({ name: 'Ada L.' });
    expect(onUserChanged).toHaveBeenCalledWith({ ...ada.user, name: 'Ada L.' });
  });

  it('is not left out, and is kept on the screen when it is refused or nobody answers', async () => {
    const { account, user } = open();
    await user.clear(name());
    await user.type(name(), '{Enter}');
    expect(name()).toHaveAccessibleDescription('Enter your name.');
    const fields = { name: ['This has characters in it that cannot be kept.'] };
    account.refuseNext({ status: 422, error_code: 'VALIDATION_FAILED', message: 'Look again.', fields });
    await user.type(name(), 'Ada{Enter}');
    expect(await screen.findByText('This has characters in it that cannot be kept.')).toBeVisible();
    account.mood = 'unavailable';
    await user.type(name(), '!{Enter}');
    expect(await screen.findByText(/What you typed is still here/)).toBeVisible();
    expect(name()).toHaveValue('Ada!');
  });
});

const change = () => screen.findByRole('button', { name: 'Change address' });
const newEmail = () => screen.getByLabelText('New e-mail address');

describe('the e-mail address', () => {
  it('says what happens next when another is asked for', async () => {
    const { account, user } = open();
    expect(await screen.findByText('Confirmed.')).toBeInTheDocument();
    await user.click(await change());
    expect(newEmail()).toHaveFocus();
    await user.type(newEmail(), 'ada@new.example{Enter}');
    const said = await screen.findByText(/^First a mail is on its way to/);
    expect(said).toHaveTextContent(/ada@example\.com.*ada@new\.example/);
    expect(account.sentTo('/change-email')).toEqual({ newEmail: 'ada@new.example' });
  });

  it('goes on by itself once the password was given again, with nothing typed lost', async () => {
    const { account, user } = open((account) => void (account.fresh = false));
    await user.click(await change());
    await user.type(newEmail(), 'ada@new.example{Enter}');
    const dialog = within(await screen.findByRole('dialog', { name: 'Confirm it is you' }));
    const fields = { password: ['This is not your password.'] };
    account.refuseNext({ status: 422, error_code: 'VALIDATION_FAILED', message: 'Look again.', fields });
    await user.type(dialog.getByLabelText('Password'), 'nope{Enter}');
    expect(await dialog.findByText('This is not your password.')).toBeVisible();
    expect(newEmail()).toHaveValue('ada@new.example');
    await user.clear(dialog.getByLabelText('Password'));
    await user.type(dialog.getByLabelText('Password'), 'correct horse{Enter}');
    expect(await screen.findByText(/^First a mail is on its way to/)).toBeInTheDocument();
    expect(account.log.filter((line) => line.startsWith('POST /change-email'))).toHaveLength(2);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('changes nothing and complains about nothing when the password is not given', async () => {
    const { account, user } = open((account) => void (account.fresh = false));
    await user.click(await change());
    await user.type(newEmail(), 'ada@new.example{Enter}');
    const dialog = within(await screen.findByRole('dialog', { name: 'Confirm it is you' }));
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(newEmail()).toHaveValue('ada@new.example');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(account.log.filter((line) => line.startsWith('POST /change-email'))).toHaveLength(1);
  });

  it('can be confirmed where it is not yet', async () => {
    const { account, user } = open((account) => void (account.emailVerified = false));
    expect(await screen.findByText('Not confirmed yet.')).toBeInTheDocument();
    await user.click(await screen.findByRole('button', { name: 'Send a link to confirm it' }));
    expect(await screen.findByText(/A new mail is on its way/)).toBeInTheDocument();
    expect(account.sentTo('/send-verification-email')).toEqual({ email: 'ada@example.com' });
    await user.click(await change());
    await user.type(newEmail(), 'ada@new.example{Enter}');
    expect(await screen.findByText(/^A mail is on its way to/)).toHaveTextContent('ada@new.example');
  });

  it('offers nothing that needs a mail where there are none', async () => {
    open((account) => {
      account.options.mail = 'none';
      account.emailVerified = false;
    });
    expect(await screen.findByText(/This Latch cannot send mail/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Change address' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Send a link to confirm it' })).toBeNull();
  });
});

describe('a copy of everything', () => {
  it('is a file to download', () => {
    open();
    const link = screen.getByRole('link', { name: 'Download everything as JSON' });
    expect(link).toHaveAttribute('href', `/api/users/${ada.user.id}/export`);
    expect(link).toHaveAttribute('download');
  });
});

describe('deleting', () => {
  async function ask(page: ReturnType<typeof open>) {
    await page.user.click(screen.getByRole('button', { name: 'Delete account…' }));
    return within(await screen.findByRole('dialog', { name: 'Delete your account?' }));
  }

  it('says what goes, offers a copy, and asks for the password', async () => {
    const page = open();
    const dialog = await ask(page);
    await waitFor(() => expect(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus());
    expect(dialog.getByText(/You cannot undo this/)).toBeVisible();
    expect(dialog.getByRole('link', { name: 'Download everything as JSON' })).toHaveAttribute('download');
    await page.user.click(dialog.getByRole('button', { name: 'Delete account' }));
    expect(dialog.getByLabelText('Your password')).toHaveAccessibleDescription('Enter your password.');
    expect(page.onDeleted).not.toHaveBeenCalled();
    await page.user.type(dialog.getByLabelText('Your password'), 'correct horse{Enter}');
    await waitFor(() => expect(page.onDeleted).toHaveBeenCalledOnce());
    expect(page.account.sentTo('/delete-user')).toEqual({ password: 'correct horse' });
  });

  it('asks for no password where there is none', async () => {
    const page = open((account) => void (account.hasPassword = false));
    await screen.findByText('Confirmed.');
    const dialog = await ask(page);
    expect(dialog.queryByLabelText('Your password')).toBeNull();
    await page.user.click(dialog.getByRole('button', { name: 'Delete account' }));
    await waitFor(() => expect(page.onDeleted).toHaveBeenCalledOnce());
    expect(page.account.sentTo('/delete-user')).toEqual({});
  });

  it('says that the last administrator has to find another one first', async () => {
    const page = open();
    const dialog = await ask(page);
    const message = 'You are the only administrator. Make somebody else one first.';
    page.account.refuseNext({ status: 409, error_code: 'LAST_ADMINISTRATOR', message });
    await page.user.type(dialog.getByLabelText('Your password'), 'correct horse{Enter}');
    expect(await dialog.findByRole('alert')).toHaveTextContent(message);
    expect(page.onDeleted).not.toHaveBeenCalled();
  });

  it('says that nothing was deleted when the todos could not be', async () => {
    const page = open();
    const dialog = await ask(page);
    const message = 'Your todos could not be erased, so nothing was deleted. Try again in a moment.';
    page.account.refuseNext({ status: 503, error_code: 'ERASING_FAILED', message });
    await page.user.type(dialog.getByLabelText('Your password'), 'correct horse{Enter}');
    expect(await dialog.findByRole('alert')).toHaveTextContent(message);
    expect(dialog.getByLabelText('Your password')).toHaveValue('correct horse');
    expect(page.onDeleted).not.toHaveBeenCalled();
  });

  it('says at the field that the password is wrong, and forgets it when it is closed', async () => {
    const page = open();
    const dialog = await ask(page);
    const fields = { password: ['This is not your password.'] };
    page.account.refuseNext({ status: 422, error_code: 'VALIDATION_FAILED', message: 'Look again.', fields });
    await page.user.type(dialog.getByLabelText('Your password'), 'nope{Enter}');
    expect(await dialog.findByText('This is not your password.')).toBeVisible();
    await page.user.click(dialog.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const again = await ask(page);
    expect(again.getByLabelText('Your password')).toHaveValue('');
    expect(again.getByLabelText('Your password')).toBeValid();
  });
});

it('says that what is known of the account is not there, and looks again by itself', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 200 });
  const body = { error_code: 'INTERNAL_ERROR', message: 'Something went wrong on our side.', detail: null };
  const refused = http.get('*/api/auth/account', () => HttpResponse.json(body, { status: 500 }), { once: true });
  const page = open(() => server.use(refused));
  expect(await screen.findByText('Something went wrong on our side.')).toBeInTheDocument();
  expect(await screen.findByText('Confirmed.')).toBeInTheDocument();
  page.unmount();
  vi.useRealTimers();
});
