import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '../shared/api/query-client';
import { ada, serveAccount } from '../testing/fake-account';
import { RIGHT_CODE } from '../testing/fake-second-factor-state';
import { renderApp } from '../testing/render';
import { serveLatch } from '../testing/server';
import { createAppRouter } from './router';

vi.mock('@simplewebauthn/browser');
afterEach(() => Reflect.deleteProperty(globalThis, 'PublicKeyCredential'));

function open(path: string) {
  const account = serveAccount();
  account.secondFactor.asks = ['totp', 'recovery-code'];
  serveLatch();
  const client = createQueryClient();
  const history = createMemoryHistory({ initialEntries: [path] });
  const page = renderApp(<RouterProvider router={createAppRouter(client, history)} />, client);
  return { account, history, ...page };
}
const heading = (name: string) => screen.findByRole('heading', { level: 1, name });
const code = () => screen.getByLabelText('Code of your authenticator app');

async function takeFirstStep(user: ReturnType<typeof open>['user']) {
  await user.type(await screen.findByLabelText('E-mail address'), 'ada@example.com');
  await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
  await heading('One more step');
}

describe('/second-factor', () => {
  it('follows the password, and leads on to where it was meant to', async () => {
    const { user, history } = open('/sign-in?next=%2Fcompleted');
    await takeFirstStep(user);
    expect(history.location.href).toBe('/second-factor?next=%2Fcompleted');
    expect(code()).toHaveFocus();
    await user.type(code(), `${RIGHT_CODE}{Enter}`);
    await heading('Completed');
  });

  it('begins anew with the address kept when it took too long', async () => {
    const { account, user, history } = open('/sign-in?next=%2Fcompleted');
    await takeFirstStep(user);
    account.refuseNext({ status: 401, error_code: 'SIGN_IN_EXPIRED', message: 'That took too long.' });
    await user.type(code(), `${RIGHT_CODE}{Enter}`);
    await heading('Welcome back');
    expect(screen.getByText(/Sign in once more/)).toBeVisible();
    expect(screen.getByLabelText('E-mail address')).toHaveValue('ada@example.com');
    expect(history.location.href).toBe('/sign-in?next=%2Fcompleted');
  });

  it('leads back to sign-in with the address kept', async () => {
    const { user } = open('/sign-in');
    await takeFirstStep(user);
    await user.click(screen.getByRole('link', { name: 'Back to sign-in' }));
    await heading('Welcome back');
    expect(screen.getByLabelText('E-mail address')).toHaveValue('ada@example.com');
    expect(screen.queryByText(/Sign in once more/)).toBeNull();
  });

  it('takes any method from who comes over a provider', async () => {
    const { user } = open('/second-factor?next=%2Ftrash');
    await heading('One more step');
    expect(screen.getByRole('button', { name: 'Use a recovery code' })).toBeVisible();
    await user.type(code(), `${RIGHT_CODE}{Enter}`);
    await heading('Trash');
  });

  it('is nothing for who is signed in', async () => {
    const account = serveAccount(ada);
    serveLatch();
    const client = createQueryClient();
    const history = createMemoryHistory({ initialEntries: ['/second-factor'] });
    renderApp(<RouterProvider router={createAppRouter(client, history)} />, client);
    await heading('Inbox');
    expect(account.asked).toBe(1);
  });
});

describe('passkeys at /sign-in', () => {
  const button = () => screen.queryByRole('button', { name: 'Sign in with a passkey' });

  it('are offered where browser and address allow them', async () => {
    Object.assign(globalThis, { PublicKeyCredential: {} });
    open('/sign-in');
    await waitFor(() => expect(button()).toBeVisible());
    expect(screen.getByLabelText('E-mail address')).toHaveAttribute('autocomplete', 'username webauthn');
  });

  it('are not where the browser knows none', async () => {
    const { account } = open('/sign-in');
    await heading('Welcome back');
    await waitFor(() => expect(account.log).toContain('GET /options'));
    await screen.findByRole('link', { name: 'Create an account' });
    expect(button()).toBeNull();
    expect(screen.getByLabelText('E-mail address')).toHaveAttribute('autocomplete', 'username');
  });
});
