import type { Page } from '@playwright/test';
import { signInBy, signInHeading } from './support/account-forms.js';
import { expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

const elsewhere = [
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  'javascript:alert(1)',
  'data:text/html,evil',
  'http:evil.example',
  'inbox.evil.example',
  '/sign-in?next=/sign-in',
];

/** Notes every origin that a page asks for anything. */
function originsAsked(page: Page): Set<string> {
  const origins = new Set<string>();
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  return origins;
}

test('signed in already, one is led to the Inbox and nowhere else', async ({ page, stack, account: _signedIn }) => {
  const origins = originsAsked(page);
  for (const next of elsewhere) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await expect(new TodosPage(page).headingOf('Inbox'), next).toBeVisible();
    await expect(page, next).toHaveURL(`${stack.url}/inbox`);
  }
  expect([...origins]).toEqual([stack.url]);
});

test('after the form, one is led to the Inbox and nowhere else', async ({ page, stack, account }) => {
  const origins = originsAsked(page);
  for (const next of ['https://evil.example/', '/\\evil.example', '/sign-in?next=/sign-in']) {
    await page.context().clearCookies();
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await signInBy(page, account);
    await expect(new TodosPage(page).headingOf('Inbox'), next).toBeVisible();
    await expect(page, next).toHaveURL(`${stack.url}/inbox`);
  }
  expect([...origins]).toEqual([stack.url]);
});

test('a deep link survives signing in, and signing up instead', async ({ page, stack, account, todos }) => {
  const project = await todos.addProject({ name: 'Home' });
  const todo = await todos.create({ title: 'Water the ferns', projectId: project.id });
  const link = `${stack.url}/projects/${project.id}?todo=${todo.id}`;
  await page.context().clearCookies();
  await page.goto(link);
  await expect(signInHeading(page)).toBeVisible();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signInBy(page, account);
  await expect(page).toHaveURL(link);
  await expect(new TodosPage(page).panelOf('Water the ferns').panel).toBeVisible();
});

test('after signing in, Back does not lead to the sign-in page again', async ({ page, stack, account }) => {
  await page.context().clearCookies();
  await page.goto('/inbox');
  await signInBy(page, account);
  await expect(new TodosPage(page).accountButton).toBeVisible();
  await page.goBack();
  await expect.poll(() => page.url()).not.toContain(stack.url);
});
