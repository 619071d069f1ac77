import type { Page } from '@playwright/test';
import { signInForm, signUpForm } from '../account-forms.js';
import { ada } from '../../../frontend/src/testing/fake-account-state.js';
import { keepMails, minutesAgo, offer, refusalOf, type State, tellOfSessionChange } from './state.js';

const notValid = (path: string) =>
  refusalOf(path, 410, 'LINK_NOT_VALID', 'This link was used already or is too old. Ask for a new one.');

async function confirm(page: Page) {
  await page.goto('/verify-email#token=abc');
  await page.getByRole('button', { name: 'Confirm' }).click();
}

/** What somebody signed out comes across beside signing in and up. */
export const authPageStates: State[] = [
  {
    name: 'sign-in, address not confirmed',
    open: async ({ page, account }) => {
      keepMails(account);
      account.refuseNext(refusalOf('/sign-in/email', 403, 'EMAIL_NOT_VERIFIED', 'Confirm your e-mail address first.'));
      await page.goto('/sign-in');
      await signInForm(page).email.fill('ada@example.com');
      await signInForm(page).password.fill('correct horse');
      await signInForm(page).submit.click();
      await page.getByRole('button', { name: 'Send the link again' }).click();
      await page.getByRole('link', { name: 'outbox' }).waitFor();
    },
  },
  {
    name: 'sign-up, look into your mail',
    open: async ({ page, account }) => {
      keepMails(account);
      await page.goto('/sign-up');
      await signUpForm(page).name.fill('Ada');
      await signUpForm(page).email.fill('ada@example.com');
      await signUpForm(page).password.fill('correct horse battery');
      await signUpForm(page).submit.click();
      await page.getByRole('link', { name: 'outbox' }).waitFor();
    },
  },
  {
    name: 'sign-in, passkeys at another address',
    open: async ({ page, account }) => {
      offer(account, { passkeys: true, address: 'https://todo.example.com' });
      await page.goto('/sign-in');
      await page.getByRole('link', { name: 'todo.example.com' }).waitFor();
    },
  },
  {
    name: 'sign-in, signed in in another tab',
    open: async ({ page, account }) => {
      await page.goto('/sign-in');
      await signInForm(page).submit.waitFor();
      account.session = ada;
      await tellOfSessionChange(page);
      await page.getByRole('button', { name: 'Continue as Ada' }).waitFor();
    },
  },
  {
    name: 'forgotten password',
    open: async ({ page }) => {
      await page.goto('/forgot-password');
      await page.getByRole('button', { name: 'Send a link' }).click();
      await page.getByText('Enter your e-mail address.', { exact: true }).waitFor();
    },
  },
  {
    name: 'forgotten password, sent',
    open: async ({ page, account }) => {
      keepMails(account);
      await page.goto('/forgot-password');
      await page.getByRole('textbox', { name: 'E-mail address' }).fill('ada@example.com');
      await page.getByRole('button', { name: 'Send a link' }).click();
      await page.getByRole('link', { name: 'outbox' }).waitFor();
    },
  },
  {
    name: 'new password by a link',
    open: async ({ page }) => {
      await page.goto('/reset-password#token=abc');
      await page.getByRole('button', { name: 'Set the password' }).waitFor();
    },
  },
  {
    name: 'new password, link not valid',
    open: async ({ page, account }) => {
      account.refuseNext(notValid('/reset-password'));
      await page.goto('/reset-password#token=abc');
      await page.getByLabel('New password', { exact: true }).fill('a new horse');
      await page.getByRole('button', { name: 'Set the password' }).click();
      await page.getByRole('link', { name: 'Ask for a new link' }).waitFor();
    },
  },
  {
    name: 'sign-in, password set',
    open: async ({ page }) => {
      await page.goto('/reset-password#token=abc');
      await page.getByLabel('New password', { exact: true }).fill('a new horse');
      await page.getByRole('button', { name: 'Set the password' }).click();
      await page.getByText('Your new password is set').waitFor();
    },
  },
  {
    name: 'confirm an address',
    open: async ({ page }) => {
      await page.goto('/verify-email#token=abc');
      await page.getByRole('button', { name: 'Confirm' }).waitFor();
    },
  },
  {
    name: 'confirm an address, done',
    open: async ({ page }) => {
      await confirm(page);
      await page.getByRole('link', { name: 'Go to your todos' }).waitFor();
    },
  },
  {
    name: 'confirm an address, one more mail',
    open: async ({ page, account }) => {
      keepMails(account);
      account.outcome = 'new-address-asked';
      await confirm(page);
      await page.getByRole('link', { name: 'outbox' }).waitFor();
    },
  },
  {
    name: 'confirm an address, link not valid',
    open: async ({ page, account }) => {
      account.refuseNext(notValid('/verify-email'));
      await confirm(page);
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'outbox',
    open: async ({ page, url, account }) => {
      const text = `Hello Ada,\n\nopen this link to confirm your address:\n\n${url}/verify-email#token=${'a1B2'.repeat(40)}\n\nLatch`;
      const mail = {
        at: minutesAgo(3),
        to: 'ada@example.com',
        subject: 'Confirm your e-mail address',
        text,
      };
      const id = (last: number) => `0199b1c2-7b00-7c3a-9d2e-5f8a1b2c3d0${last}`;
      account.mails = [
        { ...mail, id: id(1) },
        { ...mail, id: id(2), subject: 'Choose a new password' },
      ];
      keepMails(account);
      await page.goto(`/outbox#code=${account.outboxCode}`);
      await page.getByRole('list', { name: 'Mails' }).waitFor();
    },
  },
  {
    name: 'outbox, empty',
    open: async ({ page, account }) => {
      keepMails(account);
      await page.goto(`/outbox#code=${account.outboxCode}`);
      await page.getByText('No mails yet').waitFor();
    },
  },
  {
    name: 'outbox, code refused',
    open: async ({ page, account }) => {
      keepMails(account);
      await page.goto('/outbox#code=AAAA-BBBB');
      await page.getByRole('alert').waitFor();
    },
  },
];
