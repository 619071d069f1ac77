import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { chromium } from '@playwright/test';
import { url } from './stack.mjs';

test('somebody signs up, writes a todo down, completes it, reloads, signs out and in again', async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage({ baseURL: url });
    page.setDefaultTimeout(15_000);
    /** @type {string[]} */
    const complaints = [];
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    // A breach of the page's policy is told on the console too.
    await walk(page);
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
  }
});

/** @param {import('@playwright/test').Page} page */
async function walk(page) {
  const email = `grace-${randomBytes(6).toString('hex')}@example.com`;
  const password = 'correct horse battery';
  const heading = page.getByRole('heading', { level: 1, name: 'Inbox', exact: true });
  const todo = page.getByRole('main').getByRole('checkbox', { name: 'Water the ferns', exact: true });
  const list = (/** @type {string} */ name) =>
    page.getByRole('navigation', { name: 'Lists' }).getByRole('link', { name, exact: true });

  await page.goto('/');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Grace');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await heading.waitFor();

  await page.getByRole('textbox', { name: 'Add a todo' }).fill('Water the ferns');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await list('Inbox 1 open').waitFor();
  await todo.click();
  await list('Inbox').waitFor();
  await list('Completed').click();
  await page.waitForURL('**/completed');
  await todo.waitFor();
  await page.reload();
  await todo.waitFor();
  assert.equal(await todo.isChecked(), true);

  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { level: 1, name: 'Welcome back' }).waitFor();
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await heading.waitFor();
  await list('Completed').click();
  await todo.waitFor();
}
