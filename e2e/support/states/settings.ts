import type { Page } from '@playwright/test';
import { answer, keepMails, offer, refusal } from './answers.js';
import type { State } from './state.js';

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const device = (id: string, more: object) => ({
  id,
  current: false,
  browser: 'Firefox',
  system: 'Linux',
  address: '192.0.2.7',
  place: null,
  createdAt: minutesAgo(3000),
  lastSeenAt: minutesAgo(12),
  expiresAt: minutesAgo(-9000),
  ...more,
});
const DEVICES = [
  device('one', {
    current: true,
    browser: 'Chrome',
    address: '127.0.0.1',
    place: 'this-machine',
    lastSeenAt: minutesAgo(0),
  }),
  device('two', { browser: 'Safari', system: 'iOS', address: '192.168.1.20', place: 'local-network' }),
  device('three', {
    browser: null,
    system: null,
    address: '2001:db8:85a3::8a2e:370:7334',
    lastSeenAt: minutesAgo(200),
  }),
];
const event = (last: number, more: object) => ({
  id: `0199b1c2-7b00-7c3a-9d2e-5f8a1b2c3d0${last}`,
  at: minutesAgo(last * 400),
  event: 'signed-in',
  address: '192.0.2.7',
  browser: 'Firefox',
  system: 'Linux',
  detail: null,
  ...more,
});
const EVENTS = [
  event(1, {}),
  event(2, { event: 'sign-in-failed', address: null, browser: null, system: null }),
  event(3, { event: 'email-changed', detail: 'ada-with-a-rather-long-name@a-long-host-name.example.com' }),
  event(4, { event: 'signed-up' }),
];

async function openAccount(page: Page, { emailVerified = true } = {}) {
  await keepMails(page);
  const user = { id: 'ada', email: 'ada@example.com', name: 'Ada' };
  const more = { hasPassword: true, hasPasskey: false, administrator: false };
  await answer(page, 'account', { user, emailVerified, createdAt: minutesAgo(9000), ...more });
  await page.goto('/settings/account');
  await page.getByRole('button', { name: 'Change address' }).waitFor();
}

async function askForAddress(page: Page) {
  await page.getByRole('button', { name: 'Change address' }).click();
  await page.getByRole('textbox', { name: 'New e-mail address' }).fill('ada@new.example');
  await page.getByRole('button', { name: 'Send the links' }).click();
}

async function openSecurity(page: Page) {
  await answer(page, 'sessions', { items: DEVICES });
  await answer(page, 'audit-log', { items: EVENTS, nextCursor: 'more' });
  await page.goto('/settings/security');
  await page.getByRole('list', { name: 'What happened' }).waitFor();
  await page.getByRole('list', { name: 'Your devices' }).waitFor();
}

async function askToDelete(page: Page) {
  await openAccount(page);
  await page.getByRole('button', { name: 'Delete account…' }).click();
  await page.getByRole('dialog', { name: 'Delete your account?' }).waitFor();
}

export const settingsStates: State[] = [
  { name: 'account', open: ({ page }) => openAccount(page) },
  {
    name: 'account, address not confirmed',
    open: async ({ page }) => {
      await openAccount(page, { emailVerified: false });
      await page.getByRole('button', { name: 'Change address' }).click();
      await page.getByRole('button', { name: 'Send the links' }).click();
      await page.getByText('Enter your e-mail address.').waitFor();
    },
  },
  {
    name: 'account, another address asked for',
    open: async ({ page }) => {
      await openAccount(page);
      await answer(page, 'change-email', { success: true });
      await askForAddress(page);
      await page.getByText('First a mail is on its way').waitFor();
    },
  },
  {
    name: 'account, without mails',
    open: async ({ page }) => {
      await openAccount(page, { emailVerified: false });
      await page.unroute('**/api/auth/options');
      await offer(page, { mail: 'none' });
      await page.reload();
      await page.getByText('This Latch cannot send mail').waitFor();
    },
  },
  {
    name: 'is it you?',
    open: async ({ page }) => {
      await openAccount(page);
      await answer(page, 'change-email', refusal('FRESH_SESSION_NEEDED', 'Enter your password once more.'), 403);
      await askForAddress(page);
      await page.getByRole('dialog', { name: 'Is it you?' }).waitFor();
    },
  },
  { name: 'delete your account?', open: ({ page }) => askToDelete(page) },
  {
    name: 'delete your account, not erased',
    open: async ({ page }) => {
      const words = 'Your todos could not be erased, so nothing was deleted. Try again in a moment.';
      await answer(page, 'delete-user', refusal('ERASING_FAILED', words), 503);
      await askToDelete(page);
      await page.getByLabel('Your password', { exact: true }).fill('correct horse');
      await page.getByRole('dialog').getByRole('button', { name: 'Delete account' }).click();
      await page.getByRole('alert').filter({ hasText: 'nothing was deleted' }).waitFor();
    },
  },
  { name: 'security', open: ({ page }) => openSecurity(page) },
  {
    name: 'security, password refused',
    open: async ({ page }) => {
      await openSecurity(page);
      await page.getByRole('button', { name: 'Change password' }).click();
      await page.getByText('Enter your password.').waitFor();
    },
  },
  {
    name: 'sign out all other devices?',
    open: async ({ page }) => {
      await openSecurity(page);
      await page.getByRole('button', { name: 'Sign out all others' }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  },
];
