import { expect, type Page } from '@playwright/test';
import { signInHeading } from './account-forms.js';
import { Traffic } from './traffic.js';

export const SESSION_QUESTION = '**/api/auth/get-session';

export const toSignIn = '/sign-in?next=%2Finbox';

/** Where each page leads somebody who is signed out, by way of which addresses. */
const waysWhenSignedOut = {
  '/sign-in': ['/sign-in'],
  '/inbox': ['/inbox', toSignIn],
  '/': ['/', '/inbox', toSignIn],
  // Of old bookmarks.
  '/dashboard': ['/dashboard', '/inbox', toSignIn],
};

/** Opens the page and waits until it has come to rest. */
export async function openAndSettle(page: Page, path: string): Promise<Traffic> {
  const traffic = new Traffic(page);
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await traffic.untilRest();
  return traffic;
}

/** That a page which was opened signed out rests on the sign-in page, and has asked no more than it needs to. */
export async function expectSignInPage(page: Page, path: keyof typeof waysWhenSignedOut, traffic: Traffic) {
  await expect(signInHeading(page)).toBeVisible();
  expect(traffic.addresses).toEqual(waysWhenSignedOut[path]);
  expect({ documents: traffic.documents, sessionQuestions: traffic.sessionQuestions }).toEqual({
    documents: 1,
    sessionQuestions: path === '/sign-in' ? 1 : 2,
  });
}
