import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ada, serveAccount } from '../../../testing/fake-account';
import { renderApp } from '../../../testing/render';
import { SignUpForm } from './sign-up-form';

function open(more: { setupCodeNeeded?: boolean } = {}) {
  const onSignedIn = vi.fn();
  const onMailSent = vi.fn();
  const form = <SignUpForm {...more} onSignedIn={onSignedIn} onMailSent={onMailSent} />;
  return { onSignedIn, onMailSent, ...renderApp(form) };
}
const code = () => screen.getByLabelText('Set-up code');
const name = () => screen.getByLabelText('Name');
const email = () => screen.getByLabelText('E-mail address');
const password = () => screen.getByLabelText('Password');
const submit = () => screen.getByRole('button', { name: 'Create account' });

describe('SignUpForm', () => {
  it('makes the account, with the name and the address trimmed and the password as it is', async () => {
    const account = serveAccount();
    const { user, onSignedIn } = open();
    await user.type(name(), ' Ada ');
    await user.type(email(), 'ada@example.com ');
    await user.type(password(), ' correct horse {Enter}');
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledWith(ada));
    const [, body] = account.log[0]!.split('email ');
    expect(JSON.parse(body!)).toEqual({ name: 'Ada', email: 'ada@example.com', password: ' correct horse ' });
  });

  it('sends nothing while something is missing, says so at each field, and puts the focus on the first', async () => {
    const account = serveAccount();
    const { user } = open();
    await user.type(email(), 'ada@');
    await user.click(submit());
    expect(name()).toHaveFocus();
    expect(name()).toHaveAccessibleDescription('Enter your name.');
    expect(email()).toBeInvalid();
    expect(password()).toHaveAccessibleDescription('Use at least 8 characters.');
    expect(account.log).toEqual([]);
  });

  it('says what is wrong when a field is left, and takes it back as soon as it is right', async () => {
    serveAccount();
    const { user } = open();
    await user.type(password(), 'short');
    expect(password()).toBeValid();
    await user.tab();
    await user.tab();
    expect(password()).toBeInvalid();
    await user.type(password(), 'er no more');
    expect(password()).toBeValid();
  });

  it('shows what the server says about a field there, with the focus, and keeps all that was typed', async () => {
    const account = serveAccount();
    const fields = { email: ['This address has an account already.'] };
    account.refuseNext({ status: 422, error_code: 'USER_ALREADY_EXISTS', message: 'Taken.', fields });
    const { user, onSignedIn } = open();
    await user.type(name(), 'Ada');
    await user.type(email(), 'ada@example.com');
    await user.type(password(), 'correct horse{Enter}');
    expect(await screen.findByText('This address has an account already.')).toBeVisible();
    expect(email()).toHaveFocus();
    expect([name(), email(), password()].map((field) => (field as HTMLInputElement).value)).toEqual([
      'Ada',
      'ada@example.com',
      'correct horse',
    ]);
    expect(onSignedIn).not.toHaveBeenCalled();
  });

  it('asks for the set-up code where it is needed, and says where it stands', async () => {
    const account = serveAccount();
    const { user, onSignedIn } = open({ setupCodeNeeded: true });
    expect(code()).toHaveAccessibleDescription('npm run doctor shows it, and so does the log of the auth server.');
    await user.type(name(), 'Ada');
    await user.type(email(), 'ada@example.com');
    await user.type(password(), 'correct horse{Enter}');
    expect(code()).toHaveAccessibleDescription(/Enter the set-up code/);
    expect(code()).toHaveFocus();
    expect(account.log).toEqual([]);
    await user.type(code(), ' 7k3m-90qx-aaaa-bbbb {Enter}');
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledWith(ada));
    expect(account.sentTo('/sign-up/email')).toMatchObject({ setupCode: '7k3m-90qx-aaaa-bbbb' });
  });

  it('asks for no set-up code otherwise, until the server says that it is needed', async () => {
    const account = serveAccount();
    const message = 'The first account of this Latch needs its set-up code.';
    account.refuseNext({ status: 403, error_code: 'SETUP_CODE_NEEDED', message });
    const { user, onSignedIn } = open();
    expect(screen.queryByLabelText('Set-up code')).toBeNull();
    await user.type(name(), 'Ada');
    await user.type(email(), 'ada@example.com');
    await user.type(password(), 'correct horse{Enter}');
    expect(await screen.findByText(message)).toBeVisible();
    expect(account.sentTo('/sign-up/email')).not.toHaveProperty('setupCode');
    const fields = { setupCode: ['This is not the set-up code.'] };
    account.refuseNext({ status: 422, error_code: 'VALIDATION_FAILED', message: 'Look again.', fields });
    await user.type(code(), 'wrong{Enter}');
    expect(await screen.findByText('This is not the set-up code.')).toBeVisible();
    expect(code()).toHaveFocus();
    expect(password()).toHaveValue('correct horse');
    await user.type(code(), '{Enter}');
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledWith(ada));
  });

  it('says that a mail was sent where the address must be confirmed first', async () => {
    serveAccount().options.confirmsEmail = true;
    const { user, onSignedIn, onMailSent } = open();
    await user.type(name(), 'Ada');
    await user.type(email(), ' ada@example.com');
    await user.type(password(), 'correct horse{Enter}');
    await waitFor(() => expect(onMailSent).toHaveBeenCalledWith('ada@example.com'));
    expect(onSignedIn).not.toHaveBeenCalled();
  });

  it('tells of a browser that did not keep the cookie, instead of seeming to do nothing', async () => {
    serveAccount().keepsCookie = false;
    const { user, onSignedIn } = open();
    await user.type(name(), 'Ada');
    await user.type(email(), 'ada@example.com');
    await user.type(password(), 'correct horse{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('did not keep the session cookie');
    expect(onSignedIn).not.toHaveBeenCalled();
  });

  it('names the cookie that stands in the way, and signs in once it is gone', async () => {
    const account = serveAccount();
    account.duplicateCookie = 'better-auth.session_token';
    const { user, onSignedIn } = open();
    await user.type(name(), 'Ada');
    await user.type(email(), 'ada@example.com');
    await user.type(password(), 'correct horse{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('two cookies named “better-auth.session_token”');
    expect(onSignedIn).not.toHaveBeenCalled();
    account.duplicateCookie = null;
    await user.type(password(), '{Enter}');
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
  });

  it('carries the attributes that password managers go by', () => {
    open();
    const attributes = [name(), email(), password()].map((field) => [
      field.getAttribute('autocomplete'),
      field.getAttribute('type'),
    ]);
    expect(attributes).toEqual([
      ['name', 'text'],
      ['email', 'email'],
      ['new-password', 'password'],
    ]);
  });
});
