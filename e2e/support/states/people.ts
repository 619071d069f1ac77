import type { Page } from '@playwright/test';
import { answer, offer, refusal } from './answers.js';
import type { State } from './state.js';

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const id = (last: number) => `0199b1c2-7b00-7c3a-9d2e-5f8a1b2c3d0${last}`;
const LONG = 'linus-with-a-rather-long-name@a-long-host-name.example.com';
const person = (last: number, more: object) => ({
  id: id(last),
  name: 'Grace',
  email: 'grace@example.com',
  emailVerified: true,
  administrator: false,
  disabled: false,
  secondFactor: false,
  createdAt: minutesAgo(9000),
  lastSeenAt: minutesAgo(12),
  ...more,
});
const USERS = [
  person(1, { name: 'Ada', email: 'ada@example.com', administrator: true, secondFactor: true }),
  person(2, { disabled: true, lastSeenAt: null }),
  person(3, { name: null, email: LONG, emailVerified: false }),
];
const INVITATION = { id: id(4), email: LONG, invitedBy: 'Ada', createdAt: minutesAgo(3), expiresAt: minutesAgo(-9000) };
const event = (last: number, more: object) => ({
  id: id(last),
  at: minutesAgo(last * 400),
  event: 'signed-in',
  address: '192.0.2.7',
  browser: 'Firefox',
  system: 'Linux',
  detail: null,
  user: { id: id(2), name: 'Grace', email: 'grace@example.com' },
  ...more,
});
const EVENTS = [
  event(5, { event: 'account-disabled', detail: 'By Ada (ada@example.com)' }),
  event(6, { event: 'sign-in-failed', user: null, address: null, browser: null, system: null }),
  event(7, { event: 'invited', detail: LONG }),
];

async function openPeople(page: Page, administrator = true) {
  const user = { id: 'ada', email: 'ada@example.com', name: 'Ada' };
  const more = { emailVerified: true, hasPassword: true, hasPasskey: false, administrator };
  await answer(page, 'account', { user, createdAt: minutesAgo(9000), ...more });
  await offer(page, { mail: 'none' });
  await answer(page, 'admin/users', { items: USERS, nextCursor: 'more' });
  await answer(page, 'admin/invitations', { items: [INVITATION] });
  await answer(page, 'admin/audit-log', { items: EVENTS, nextCursor: 'more' });
  await page.goto('/settings/people');
}

/** What an administrator comes across, and linked accounts. */
export const peopleStates: State[] = [
  {
    name: 'people',
    open: async ({ page }) => {
      await openPeople(page);
      for (const name of ['People', 'Invitations that wait', 'What happened'])
        await page.getByRole('list', { name, exact: true }).waitFor();
    },
  },
  {
    name: 'people, invited by a link',
    open: async ({ page }) => {
      const link = `http://localhost:3000/sign-up#invitation=${'a1B2'.repeat(11)}`;
      await answer(page, 'admin/invite', { invitation: INVITATION, link });
      await openPeople(page);
      await page.getByRole('textbox', { name: 'E-mail address' }).fill(LONG);
      await page.getByRole('button', { name: 'Invite' }).click();
      await page.getByRole('button', { name: 'Copy link' }).waitFor();
    },
  },
  {
    name: 'people, what to do about somebody',
    open: async ({ page }) => {
      await openPeople(page);
      await page.getByRole('button', { name: 'What to do about Grace' }).click();
      await page.getByRole('menuitem', { name: 'Enable account' }).waitFor();
    },
  },
  {
    name: 'people, make an administrator?',
    open: async ({ page }) => {
      await openPeople(page);
      await page.getByRole('button', { name: 'What to do about Grace' }).click();
      await page.getByRole('menuitem', { name: 'Make administrator' }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'people, refused',
    open: async ({ page }) => {
      const refused = refusal('ADMINISTRATOR_NEEDED', 'Only administrators may do that.');
      await answer(page, 'admin/revoke-invitation', refused, 403);
      await openPeople(page);
      await page.getByRole('button', { name: /^Take back/ }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'people, for administrators',
    open: async ({ page }) => {
      await openPeople(page, false);
      await page.getByText('For administrators').waitFor();
    },
  },
  {
    name: 'linked accounts',
    open: async ({ page }) => {
      const providers = [
        { id: 'oidc', name: 'The School of Somewhere Rather Far Away' },
        { id: 'github', name: 'GitHub' },
      ];
      await offer(page, { providers });
      const linked = { provider: 'oidc', name: providers[0]!.name, linkedAt: minutesAgo(9000) };
      await answer(page, 'linked-providers', { items: [linked] });
      const words = 'This is the only way to sign in to your account. Set a password first.';
      await answer(page, 'unlink-provider', refusal('LAST_WAY_IN', words), 409);
      await page.goto('/settings/security');
      await page.getByRole('button', { name: /^Unlink/ }).click();
      await page.getByText(words).waitFor();
    },
  },
];
