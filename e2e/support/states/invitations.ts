import type { Page } from '@playwright/test';
import { answer, offer, refusal } from './answers.js';
import type { State } from './state.js';

const PROVIDERS = [
  { id: 'oidc', name: 'The School of Somewhere Rather Far Away' },
  { id: 'github', name: 'GitHub' },
];

async function openInvitation(page: Page, signUp = 'invitation') {
  await offer(page, { signUp, providers: PROVIDERS });
  await page.goto('/sign-up#invitation=abc');
}

/** Signing in and up by who may, and by accounts elsewhere. */
export const invitationStates: State[] = [
  {
    name: 'sign-in, with providers, and back from one',
    open: async ({ page }) => {
      await offer(page, { providers: PROVIDERS, passkeys: true, signUp: 'invitation' });
      await answer(page, 'sign-in/provider', refusal('PROVIDER_UNAVAILABLE', 'The provider does not answer.'), 503);
      await page.goto('/sign-in?error=PROVIDER_NOT_LINKED');
      await page.getByRole('button', { name: 'Continue with GitHub' }).click();
      await page.getByText('The provider does not answer.').waitFor();
    },
  },
  {
    name: 'sign-up, the first one',
    open: async ({ page }) => {
      await offer(page, { firstAccount: true });
      await page.goto('/sign-up');
      await page.getByText('You are the first one here.').waitFor();
    },
  },
  {
    name: 'sign-up, closed',
    open: async ({ page }) => {
      await offer(page, { signUp: 'closed' });
      await page.goto('/sign-up');
      await page.getByRole('heading', { name: 'No new accounts' }).waitFor();
    },
  },
  {
    name: 'sign-up, by invitation',
    open: async ({ page }) => {
      await offer(page, { signUp: 'invitation' });
      await page.goto('/sign-up');
      await page.getByRole('heading', { name: 'By invitation' }).waitFor();
    },
  },
  {
    name: 'sign-up, invited',
    open: async ({ page }) => {
      const email = 'linus-with-a-rather-long-name@a-long-host-name.example.com';
      await answer(page, 'invitation', { email, invitedBy: 'Grace', expiresAt: '2026-12-28T09:00:00.000Z' });
      await openInvitation(page);
      await page.getByText('Grace invited you.').waitFor();
    },
  },
  {
    name: 'sign-up, invitation not good any more',
    open: async ({ page }) => {
      await answer(page, 'invitation', refusal('LINK_NOT_VALID', 'This link was used already.'), 410);
      await openInvitation(page);
      await page.getByRole('heading', { name: 'This invitation is not good any more' }).waitFor();
    },
  },
];
