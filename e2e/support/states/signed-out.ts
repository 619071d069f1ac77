import { outageHeading, signInForm, signUpForm } from '../account-forms.js';
import { neverAnswer, refusalOf, type State } from './state.js';

const SESSION_QUESTION = '**/api/auth/get-session';

export const signedOutStates: State[] = [
  {
    name: 'sign-in',
    open: async ({ page }) => {
      await page.goto('/sign-in');
      await signInForm(page).submit.waitFor();
    },
  },
  {
    name: 'sign-in refused',
    open: async ({ page, account }) => {
      const words = 'The e-mail address or the password is wrong.';
      account.refuseNext(refusalOf('/sign-in/email', 401, 'INVALID_EMAIL_OR_PASSWORD', words));
      await page.goto('/sign-in');
      const form = signInForm(page);
      await form.email.fill('nobody@example.com');
      await form.password.fill('not the password');
      await form.submit.click();
      await page.getByRole('alert').filter({ hasText: 'wrong' }).waitFor();
    },
  },
  {
    name: 'sign-up',
    open: async ({ page }) => {
      await page.goto('/sign-up');
      await signUpForm(page).submit.waitFor();
    },
  },
  {
    name: 'sign-up with errors',
    open: async ({ page }) => {
      await page.goto('/sign-up');
      await signUpForm(page).submit.click();
      await page.getByText('Enter your name.').waitFor();
    },
  },
  {
    name: 'not found',
    open: async ({ page }) => {
      await page.goto('/no/such/page');
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
  },
  {
    name: 'waiting for the session',
    open: async ({ page }) => {
      await page.route(SESSION_QUESTION, neverAnswer);
      await page.goto('/inbox');
      await page.getByText('Loading', { exact: true }).waitFor();
    },
  },
  {
    name: 'outage',
    open: async ({ page }) => {
      await page.route(SESSION_QUESTION, (route) => route.fulfill({ status: 503, json: {} }));
      await page.goto('/inbox');
      await outageHeading(page).waitFor();
    },
  },
  {
    name: 'something went wrong',
    reports: 'error: Something went wrong. Try again in a moment.',
    open: async ({ page }) => {
      await page.route(SESSION_QUESTION, (route) => route.fulfill({ status: 500, json: {} }));
      await page.goto('/inbox');
      await page.getByRole('button', { name: 'Try again' }).waitFor();
    },
  },
];
