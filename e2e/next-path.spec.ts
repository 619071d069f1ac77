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

for (const next of elsewhere) {
  test(`next=${JSON.stringify(next)} leads to the Inbox and nowhere else`, async ({ page, stack, account }) => {
    const origins = new Set<string>();
    page.on('request', (request) => origins.add(new URL(request.url()).origin));
    const opened = `/sign-in?next=${encodeURIComponent(next)}`;
    // Signed in already it goes on at once ...
    await page.goto(opened);
    await expect(new TodosPage(page).accountButton).toBeVisible();
    expect(page.url()).toBe(`${stack.url}/inbox`);
    // ... and signed out after the form.
    await page.context().clearCookies();
    await page.goto(opened);
    await signInBy(page, account);
    await expect(new TodosPage(page).accountButton).toBeVisible();
    expect(page.url()).toBe(`${stack.url}/inbox`);
    expect([...origins]).toEqual([stack.url]);
  });
}

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
  expect(page.url()).not.toContain(stack.url);
});
