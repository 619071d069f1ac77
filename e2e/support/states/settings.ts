import type { Page } from '@playwright/test';
import { aDevice, anAuditEvent } from '../../../frontend/src/testing/device-builder.js';
import { keepMails, LONG_ADDRESS, minutesAgo, offer, refusalOf, type State, type StateContext } from './state.js';

const known = { createdAt: minutesAgo(3000), lastSeenAt: minutesAgo(12), expiresAt: minutesAgo(-9000) };
const DEVICES = [
  aDevice({
    ...known,
    current: true,
    browser: 'Chrome',
    address: '127.0.0.1',
    place: 'this-machine',
    lastSeenAt: minutesAgo(0),
  }),
  aDevice({ ...known, browser: 'Safari', system: 'iOS', address: '192.168.1.20', place: 'local-network' }),
  aDevice({
    ...known,
    browser: null,
    system: null,
    address: '2001:db8:85a3::8a2e:370:7334',
    lastSeenAt: minutesAgo(200),
  }),
];
const EVENTS = [
  anAuditEvent({ at: minutesAgo(400) }),
  anAuditEvent({ at: minutesAgo(800), event: 'sign-in-failed', address: null, browser: null, system: null }),
  anAuditEvent({ at: minutesAgo(1200), event: 'email-changed', detail: LONG_ADDRESS }),
  anAuditEvent({ at: minutesAgo(1600), event: 'signed-up' }),
  anAuditEvent({ at: minutesAgo(2000) }),
];

async function openAccount({ page, account }: StateContext) {
  keepMails(account);
  await page.goto('/settings/account');
  await page.getByRole('button', { name: 'Change address' }).waitFor();
}

async function askForAddress(page: Page) {
  await page.getByRole('button', { name: 'Change address' }).click();
  await page.getByRole('textbox', { name: 'New e-mail address' }).fill('ada@new.example');
  await page.getByRole('button', { name: 'Send the links' }).click();
}

async function openSecurity({ page, account }: StateContext) {
  account.devices = DEVICES;
  account.events = EVENTS;
  account.pageSize = EVENTS.length - 1;
  await page.goto('/settings/security');
  await page.getByRole('list', { name: 'Activity' }).waitFor();
  await page.getByRole('list', { name: 'Your devices' }).waitFor();
}

async function askToDelete(context: StateContext) {
  await openAccount(context);
  await context.page.getByRole('button', { name: 'Delete account…' }).click();
  await context.page.getByRole('dialog', { name: 'Delete your account?' }).waitFor();
}

export const settingsStates: State[] = [
  { name: 'account', open: openAccount },
  {
    name: 'account, address not confirmed',
    open: async (context) => {
      context.account.emailVerified = false;
      await openAccount(context);
      await context.page.getByRole('button', { name: 'Change address' }).click();
      await context.page.getByRole('button', { name: 'Send the links' }).click();
      await context.page.getByText('Enter your e-mail address.').waitFor();
    },
  },
  {
    name: 'account, another address asked for',
    open: async (context) => {
      await openAccount(context);
      await askForAddress(context.page);
      await context.page.getByText('First a mail is on its way').waitFor();
    },
  },
  {
    name: 'account, without mails',
    open: async ({ page, account }) => {
      account.emailVerified = false;
      offer(account, { mail: 'none' });
      await page.goto('/settings/account');
      await page.getByText('This Latch cannot send mail').waitFor();
    },
  },
  {
    name: 'is it you?',
    open: async (context) => {
      context.account.fresh = false;
      await openAccount(context);
      await askForAddress(context.page);
      await context.page.getByRole('dialog', { name: 'Confirm it is you' }).waitFor();
    },
  },
  { name: 'delete your account?', open: askToDelete },
  {
    name: 'delete your account, not erased',
    open: async (context) => {
      const { page, account } = context;
      const words = 'Your todos could not be erased, so nothing was deleted. Try again in a moment.';
      account.refuseNext(refusalOf('/delete-user', 503, 'ERASING_FAILED', words));
      await askToDelete(context);
      await page.getByLabel('Your password', { exact: true }).fill('correct horse');
      await page.getByRole('dialog').getByRole('button', { name: 'Delete account' }).click();
      await page.getByRole('alert').filter({ hasText: 'nothing was deleted' }).waitFor();
    },
  },
  { name: 'security', open: openSecurity },
  {
    name: 'security, password refused',
    open: async (context) => {
      await openSecurity(context);
      await context.page.getByRole('button', { name: 'Change password' }).click();
      await context.page.getByText('Enter your password.').waitFor();
    },
  },
  {
    name: 'sign out all other devices?',
    open: async (context) => {
      await openSecurity(context);
      await context.page.getByRole('button', { name: 'Sign out all others' }).click();
      await context.page.getByRole('alertdialog').waitFor();
    },
  },
];
