import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aDevice } from '../../../testing/device-builder';
import { ada, serveAccount } from '../../../testing/fake-account';
import { renderApp } from '../../../testing/render';
import { DeviceList } from './device-list';

const here = aDevice({ current: true, browser: 'Chromium', place: 'this-machine', address: '127.0.0.1' });
const phone = aDevice({ browser: 'Safari', system: 'iOS', address: '192.168.1.7', place: 'local-network' });
const work = aDevice({ browser: 'Edge', system: 'Windows', lastSeenAt: new Date(Date.now() - 300_500).toISOString() });

function open(...devices: ReturnType<typeof aDevice>[]) {
  const account = serveAccount(ada);
  account.devices = devices;
  return { account, ...renderApp(<DeviceList userId={ada.user.id} />) };
}
const rows = async () => (await screen.findAllByRole('listitem')).map((row) => row.textContent);
const count = (wanted: number) => waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(wanted));

describe('DeviceList', () => {
  it('says what each device is, where, and when it was last seen, and marks this one', async () => {
    open(here, phone, work);
    const [first, second, third] = await rows();
    expect(first).toMatch(/^Chromium on Linux.*machine Latch runs on, in use now.*This device$/);
    expect(second).toMatch(/^Safari on iOS.*local network, 192\.168\.1\.7/);
    expect(third).toMatch(/^Edge on Windows.*From 192\.0\.2\.7, last seen 5 minutes ago/);
    expect(
      screen.getAllByRole('button').map((button) => button.getAttribute('aria-label') ?? button.textContent),
    ).toEqual(['Sign out Safari on iOS', 'Sign out Edge on Windows', 'Sign out all others']);
  });

  it('signs one out, and keeps the place', async () => {
    const { account, user } = open(here, phone, work);
    await user.click(await screen.findByRole('button', { name: 'Sign out Safari on iOS' }));
    await count(2);
    expect(account.sentTo('/revoke-session')).toEqual({ id: phone.id });
    await waitFor(() => expect(screen.getByRole('list', { name: 'Your devices' })).toHaveFocus());
  });

  it('takes one that is signed out already for done', async () => {
    const { account, user } = open(here, phone);
    await screen.findByText('Safari on iOS');
    account.devices = [here];
    await user.click(screen.getByRole('button', { name: 'Sign out Safari on iOS' }));
    await count(1);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByText('You are not signed in on any other device.')).toBeVisible();
  });

  it('signs all others out after asking', async () => {
    const { account, user } = open(here, phone, work);
    await user.click(await screen.findByRole('button', { name: 'Sign out all others' }));
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Sign out all other devices?' }));
    expect(dialog.getByText(/2 devices have to sign in again/)).toBeVisible();
    expect(account.sentTo('/revoke-other-sessions')).toBeUndefined();
    await user.click(dialog.getByRole('button', { name: 'Sign them out' }));
    await count(1);
  });

  it('says that it did not work, and tries again when pressed again', async () => {
    const { account, user } = open(here, phone);
    const button = await screen.findByRole('button', { name: 'Sign out Safari on iOS' });
    account.refuseNext({ status: 503, error_code: 'STORE_UNAVAILABLE', message: 'Out.' });
    await user.click(button);
    expect(await screen.findByRole('alert')).toHaveTextContent('Latch does not answer just now.');
    await waitFor(() => expect(button).not.toHaveAttribute('aria-busy'));
    await user.click(button);
    await count(1);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says what is wrong when the list does not come', async () => {
    const { account } = open(here);
    account.mood = 'broken';
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeInTheDocument();
  });
});
