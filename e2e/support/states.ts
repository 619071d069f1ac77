import type { Page } from '@playwright/test';
import { outageHeading, signInForm, signUpForm } from './account-forms.js';
import { endSessionBehindItsBack } from './account.js';
import { Dashboard } from './dashboard.js';
import type { TodosApi } from './todos-api.js';

/** What a state is made with. */
export interface StateContext {
  page: Page;
  url: string;
  todos: TodosApi;
}

/** A page in a state that a person comes across. */
export interface PageState {
  name: string;
  signedIn: boolean;
  open: (context: StateContext) => Promise<void>;
  /** What the program itself reports there, meant as it is. */
  reports?: string;
}

const SESSION_QUESTION = '**/api/auth/get-session';

/** The request hangs until the page is closed. */
const neverAnswer = () => {};

async function openDashboard({ page, todos }: StateContext, search = '') {
  const [oldest] = await todos.add('Water the ferns', 'Book the train', 'Ask about the key');
  await todos.change(oldest!, { completed: true, notes: 'With rain water' });
  const dashboard = new Dashboard(page);
  await dashboard.open(search);
  await dashboard.latch(search === '' ? 'Book the train' : 'Water the ferns').waitFor();
  return dashboard;
}

const signedOutStates: Omit<PageState, 'signedIn'>[] = [
  { name: 'sign-in', open: async ({ page }) => void (await page.goto('/sign-in')) },
  {
    name: 'sign-in refused',
    open: async ({ page }) => {
      await page.goto('/sign-in');
      const form = signInForm(page);
      await form.email.fill('nobody@example.com');
      await form.password.fill('not the password');
      await form.submit.click();
      await page.getByRole('alert').filter({ hasText: 'wrong' }).waitFor();
    },
  },
  { name: 'sign-up', open: async ({ page }) => void (await page.goto('/sign-up')) },
  {
    name: 'sign-up with errors',
    open: async ({ page }) => {
      await page.goto('/sign-up');
      await signUpForm(page).submit.click();
      await page.getByText('Tell us what to call you.').waitFor();
    },
  },
  { name: 'not found', open: async ({ page }) => void (await page.goto('/no/such/page')) },
  {
    name: 'waiting for the session',
    open: async ({ page }) => {
      await page.route(SESSION_QUESTION, neverAnswer);
      await page.goto('/dashboard');
      await page.getByText('Loading', { exact: true }).waitFor();
    },
  },
  {
    name: 'outage',
    open: async ({ page }) => {
      await page.route(SESSION_QUESTION, (route) => route.fulfill({ status: 503, json: {} }));
      await page.goto('/dashboard');
      await outageHeading(page).waitFor();
    },
  },
  {
    name: 'something went wrong',
    reports: 'error: Something went wrong. Try again in a moment.',
    open: async ({ page }) => {
      await page.route(SESSION_QUESTION, (route) => route.fulfill({ status: 500, json: {} }));
      await page.goto('/dashboard');
      await page.getByRole('button', { name: 'Try again' }).waitFor();
    },
  },
];

const signedInStates: Omit<PageState, 'signedIn'>[] = [
  {
    name: 'dashboard, loading',
    open: async ({ page }) => {
      await page.route('**/api/users/*/todos*', neverAnswer);
      await page.goto('/dashboard');
      await page.getByRole('status').filter({ hasText: 'Loading your todos' }).waitFor();
    },
  },
  {
    name: 'dashboard, empty',
    open: async ({ page }) => {
      await new Dashboard(page).open();
      await page.getByText('Nothing written down yet').waitFor();
    },
  },
  { name: 'dashboard', open: async (context) => void (await openDashboard(context)) },
  { name: 'dashboard, completed', open: async (context) => void (await openDashboard(context, '?status=completed')) },
  {
    name: 'dashboard, writing',
    open: async (context) => {
      const dashboard = await openDashboard(context);
      await dashboard.composer.fill('Half a thou');
    },
  },
  {
    name: 'dashboard, editing',
    open: async (context) => {
      const dashboard = await openDashboard(context);
      await dashboard.text('Book the train').click();
      const editor = dashboard.editor('Book the train');
      await editor.title.fill('');
      await editor.title.press('Enter');
      await context.page.getByText('Give the todo a title.').waitFor();
    },
  },
  {
    name: 'dashboard, undo offered',
    open: async (context) => {
      const dashboard = await openDashboard(context);
      await dashboard.deleteButton('Book the train').click();
      await dashboard.undoButton.waitFor();
    },
  },
  {
    name: 'dashboard, keys',
    open: async (context) => {
      const dashboard = await openDashboard(context);
      await dashboard.keysButton.click();
      await context.page.getByRole('dialog', { name: 'Keys' }).waitFor();
    },
  },
  {
    name: 'dashboard, account menu',
    open: async (context) => {
      const dashboard = await openDashboard(context);
      await dashboard.accountButton.click();
      await dashboard.signOutItem.waitFor();
    },
  },
  {
    name: 'dashboard, theme menu',
    open: async (context) => {
      await openDashboard(context);
      await context.page.getByRole('button', { name: /^Theme/ }).click();
      await context.page.getByRole('menuitemradio', { name: 'Dark' }).waitFor();
    },
  },
  {
    name: 'dashboard, conflict',
    open: async (context) => {
      const dashboard = await openDashboard(context);
      await dashboard.text('Book the train').click();
      await dashboard.editor('Book the train').notes.fill('Mine');
      const train = (await context.todos.all()).find(({ title }) => title === 'Book the train');
      await context.todos.change(train!, { notes: 'Theirs' });
      await dashboard.editor('Book the train').save.click();
      await context.page.getByRole('group', { name: 'Changed somewhere else' }).waitFor();
    },
  },
  {
    name: 'dashboard, session ended',
    open: async (context) => {
      const dashboard = await openDashboard(context);
      await endSessionBehindItsBack(context.page.context(), context.url);
      await dashboard.add('Written signed out');
      await context.page.getByRole('dialog', { name: 'Sign in to go on' }).waitFor();
    },
  },
];

/** Every page, in every state that looks different. */
export const pageStates: PageState[] = [
  ...signedOutStates.map((state) => ({ ...state, signedIn: false })),
  ...signedInStates.map((state) => ({ ...state, signedIn: true })),
];
