import type { Page } from '@playwright/test';
import { anotherBrowser } from './support/test.js';
import { makeSession } from './support/account.js';
import { runStatement } from './support/database.js';
import { OrganisePage } from './support/organise-page.js';
import { elsewhere, expect, test } from './support/organise-test.js';

const DAILY = { rule: 'FREQ=DAILY', anchor: '2040-01-10', from: 'due' } as const;
const pills = { title: 'Take the pills', due: '2040-01-10', recurrence: DAILY };
const picker = (page: Page) => page.getByRole('dialog', { name: /^Repeats of/ });

test('a rule is said in words, shows its dates before it is saved, and moves on by one key', async ({
  page,
  latch,
  api,
}) => {
  const rent = await api.todo({ title: 'Pay rent', due: '2040-01-31T09:00' });
  await latch.open();
  await latch.text('Pay rent').focus();
  await page.keyboard.press('r');
  await picker(page).getByRole('combobox', { name: 'Repeats' }).fill('month on the 31st');
  await page.keyboard.press('Enter');
  await expect(picker(page).getByRole('heading', { name: 'Every month on the 31st' })).toBeVisible();
  const dates = picker(page).getByRole('list', { name: 'Next dates' }).getByRole('listitem');
  await expect(dates).toHaveCount(10);
  await expect(dates.nth(1)).toContainText('29 Feb 2040');
  await expect(dates.nth(1)).toContainText('February 2040 has no day 31: its last day instead.');
  await expect(dates.nth(2)).toContainText('31 Mar 2040');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await api.get(rent)).recurrence?.rule).toContain('BYMONTHDAY=31');
  await expect(latch.text('Pay rent')).toBeFocused();

  await page.keyboard.press('e');
  await expect(latch.row('Pay rent')).toContainText('29 Feb 2040');
  await expect.poll(async () => (await api.get(rent)).due).toBe('2040-02-29T09:00');
  await page.keyboard.press('z');
  await expect.poll(async () => (await api.get(rent)).due).toBe('2040-01-31T09:00');
  await expect(latch.row('Pay rent')).toContainText('31 Jan 2040');
});

test('two devices that complete one date, one of them offline, complete it once; another one undoes it', async ({
  page,
  context,
  browser,
  stack,
  account,
  latch,
  api,
}) => {
  const todo = await api.todo(pills);
  await latch.open();
  const there = await elsewhere(browser, stack, account);
  await context.setOffline(true);
  await latch.latch('Take the pills').click();
  await expect(latch.row('Take the pills')).toContainText('11 Jan 2040');
  await there.latch('Take the pills').click();
  await expect.poll(async () => (await api.get(todo)).due).toBe('2040-01-11');
  await context.setOffline(false);
  await latch.listLink('Completed').click();
  await expect(latch.latch('Take the pills')).toHaveCount(1);
  await page.reload();
  await expect(latch.latch('Take the pills')).toHaveCount(1);
  expect((await api.get(todo)).due).toBe('2040-01-11');

  await there.page.keyboard.press('z');
  await expect.poll(async () => (await api.get(todo)).due).toBe('2040-01-10');
  await expect(latch.latch('Take the pills')).toHaveCount(0);
  await there.page.context().close();
});

test('a box that is unticked takes the completion back: there is one todo, with the date it had', async ({
  page,
  latch,
  api,
}) => {
  const todo = await api.todo(pills);
  await latch.open();
  await latch.text('Take the pills').focus();
  await page.keyboard.press('e');
  await expect.poll(async () => (await api.get(todo)).due).toBe('2040-01-11');
  await latch.listLink('Completed').click();
  await latch.latch('Take the pills').click();
  await expect(latch.latch('Take the pills')).toHaveCount(0);
  await expect.poll(async () => (await api.get(todo)).due).toBe('2040-01-10');
  await latch.listLink('Inbox').click();
  await expect(latch.latch('Take the pills')).toHaveCount(1);
  await expect(latch.row('Take the pills')).toContainText('10 Jan 2040');
  await page.reload();
  await expect(latch.latch('Take the pills')).toHaveCount(1);
});

test('subtasks come back open with a todo that repeats, and a date is skipped without a completion', async ({
  page,
  latch,
  api,
}) => {
  const todo = await api.todo(pills);
  const [water, box] = await api.todos(['Drink water', 'Fill the box'], { parentId: todo.id });
  await api.change(water!, { completed: true });
  await latch.open();
  await latch.text('Take the pills').focus();
  await page.keyboard.press('e');
  await expect.poll(async () => (await api.get(water!)).completedAt).toBeNull();
  expect((await api.get(box!)).completedAt).toBeNull();
  await page.keyboard.press('Enter');
  await latch.panel.getByRole('button', { name: 'Skip this date' }).click();
  await expect.poll(async () => (await api.get(todo)).due).toBe('2040-01-12');
  await page.keyboard.press('Escape');
  await latch.listLink('Completed').click();
  await expect(latch.latch('Take the pills')).toHaveCount(1);
});

test("nine o'clock wherever one is stays nine in another zone, and nine in Lisbon does not", async ({
  browser,
  stack,
  account,
  api,
}) => {
  await runStatement(stack, 'update owners set time_zone = $2 where user_id = $1', [account.id, 'Europe/Lisbon']);
  await api.todo({ title: 'Wherever', due: '2040-01-10T09:00' });
  await api.todo({ title: 'In Lisbon', due: '2040-01-10T09:00[Europe/Lisbon]' });
  const context = await anotherBrowser(browser, stack.url, { timezoneId: 'Asia/Tokyo', locale: 'en-GB' });
  await makeSession(context, stack, account);
  const latch = new OrganisePage(await context.newPage());
  await latch.open();
  await expect(latch.row('In Lisbon')).toContainText('10 Jan 2040 09:00');
  await latch.page.getByRole('button', { name: 'Change to Tokyo' }).click();
  await expect(latch.row('In Lisbon')).toContainText('10 Jan 2040 18:00');
  await expect(latch.row('Wherever')).toContainText('10 Jan 2040 09:00');
  await expect(latch.page.getByRole('button', { name: 'Change to Tokyo' })).toHaveCount(0);
  await context.close();
});
