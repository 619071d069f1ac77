import { devices, type Page } from '@playwright/test';
import { dragTo, pointOf } from './support/drag.js';
import type { OrganiseApi } from './support/organise-api.js';
import { changesSentBy, expect, test } from './support/organise-test.js';
import { expectNoSidewaysScroll, expectRoomForFingers } from './support/small-screen.js';
import { Finger } from './support/touch.js';

/** The person's own noon on a Friday. */
const NOON = new Date(2026, 10, 20, 12);
const [YESTERDAY, TODAY, TOMORROW] = ['2026-11-19', '2026-11-20', '2026-11-21'] as const;

async function someTodos(api: OrganiseApi) {
  const home = await api.project('Home');
  const trip = await api.todo({ title: 'Plan the trip', projectId: home.id });
  return {
    late: await api.todo({ title: 'Send the invoice', due: '2026-11-17' }),
    ask: await api.todo({ title: 'Ask about the key', due: TODAY, priority: 1 }),
    ferns: await api.todo({ title: 'Water the ferns', due: TODAY }),
    train: await api.todo({ title: 'Book the train', due: TOMORROW, parentId: trip.id }),
  };
}
const day = (page: Page, name: RegExp) => page.getByRole('heading', { level: 2, name });
const cellOf = (page: Page, name: RegExp) => page.getByRole('gridcell', { name });

test.beforeEach(async ({ page }) => page.clock.setFixedTime(NOON));

test('Today by keyboard: all that is late comes to today by one key, and back by one', async ({ page, latch, api }) => {
  const { late } = await someTodos(api);
  await latch.open();
  await expect(latch.listLink('Today')).toHaveAccessibleName(/Today 3 open/);
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(latch.headingOf('Today')).toBeFocused();
  await expect(page).toHaveTitle('Today · Latch');
  await latch.expectTitles(['Send the invoice', 'Ask about the key', 'Water the ferns']);
  const sent = changesSentBy(page);
  await page.keyboard.press('o');
  await latch.expectTitles(['Ask about the key', 'Water the ferns', 'Send the invoice']);
  await expect.poll(async () => (await api.get(late)).due).toBe(TODAY);
  expect(sent).toHaveLength(1);
  await page.keyboard.press('z');
  await expect.poll(async () => (await api.get(late)).due).toBe('2026-11-17');
  await latch.expectTitles(['Send the invoice', 'Ask about the key', 'Water the ferns']);

  await page.keyboard.press('q');
  await page.keyboard.type('Buy bread');
  await page.keyboard.press('Enter');
  await expect(latch.row('Buy bread')).toContainText('Today');
});

test('what is completed today stays where it was, also after a reload', async ({ page, latch, api }) => {
  // The server says when it was.
  const now = new Date();
  await page.clock.setFixedTime(now);
  const due = new Intl.DateTimeFormat('sv').format(now);
  await api.todos(['Ask about the key', 'Book the train'], { due });
  await latch.open('/today');
  await latch.text('Ask about the key').focus();
  await page.keyboard.press('e');
  await expect(latch.latch('Ask about the key')).toBeChecked();
  await expect(latch.listLink('Today')).toHaveAccessibleName(/Today 1 open/);
  await page.reload();
  await expect(latch.latch('Ask about the key')).toBeChecked();
  await latch.expectTitles(['Ask about the key', 'Book the train']);
});

test('the day turns on an open page, under the focus and what is typed', async ({ page, latch, api }) => {
  await someTodos(api);
  await latch.open('/today');
  await latch.composer.fill('Half a thou');
  await latch.text('Water the ferns').focus();
  await page.keyboard.press('x');
  await page.clock.setFixedTime(new Date(2026, 10, 21, 0, 0, 5));
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await expect(day(page, /^Overdue 3/)).toBeVisible();
  await latch.expectTitles(['Send the invoice', 'Ask about the key', 'Water the ferns', 'Book the train']);
  await expect(latch.text('Water the ferns')).toBeFocused();
  await expect(latch.row('Water the ferns')).toHaveAttribute('data-selected');
  await expect(latch.composer).toHaveValue('Half a thou');
  await expect(latch.row('Book the train')).toContainText('Plan the trip');
});

test('Upcoming by keyboard: by a day, by a week, and to a day of the month', async ({ page, latch, api }) => {
  const { ferns } = await someTodos(api);
  await latch.open();
  await page.keyboard.press('g');
  await page.keyboard.press('u');
  await expect(latch.headingOf('Upcoming')).toBeFocused();
  await expect(day(page, /^Fri 20 Nov · Today$/)).toBeVisible();
  await latch.text('Water the ferns').focus();
  for (const due of [TOMORROW, '2026-11-22', '2026-11-23']) {
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(async () => (await api.get(ferns)).due).toBe(due);
    await expect(latch.text('Water the ferns')).toBeFocused();
  }
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await expect.poll(async () => (await api.get(ferns)).due).toBe('2026-11-30');
  await expect(latch.text('Water the ferns')).toBeFocused();
  await expect(latch.text('Water the ferns')).toBeInViewport();

  await cellOf(page, /^Friday 20 November/)
    .or(cellOf(page, /, 1 todo/))
    .first()
    .waitFor();
  await page.getByRole('link', { name: 'Month', exact: true }).click();
  await expect(page).toHaveURL(/view=month/);
  await page.locator('[role="gridcell"][tabindex="0"]').focus();
  await page.keyboard.press('PageDown');
  await expect(page.getByRole('grid', { name: /December 2026/ })).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  const name = await page.evaluate(() => document.activeElement?.textContent);
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/view=month/);
  await expect(page.locator('h2:focus')).toBeInViewport();
  expect(name).toContain('December 2026');
  const url = page.url();
  expect(url).toMatch(/day=2026-12-/);
  await page.reload();
  await expect(page.locator(`[id="day-${/day=([\d-]+)/.exec(url)?.[1]}"]`)).toBeInViewport();
});

test('Upcoming has no end, and its heading stays in sight', async ({ page, latch, api }) => {
  await someTodos(api);
  const many = Array.from({ length: 30 }, (_, index) => `Pack box ${index + 1}`);
  await api.todos(many, { due: '2026-11-24' });
  await latch.open('/upcoming');
  await day(page, /^Tue 24 Nov$/).waitFor();
  await latch.text('Pack box 1').focus();
  for (let rows = 0; rows < 20; rows += 1) await page.keyboard.press('ArrowDown');
  await expect(latch.text('Pack box 21')).toBeFocused();
  const heading = await day(page, /^Tue 24 Nov$/).boundingBox();
  const row = await latch.text('Pack box 21').boundingBox();
  expect(heading!.y).toBeLessThan(120);
  expect(heading!.y + heading!.height).toBeLessThan(row!.y);
  for (let pages = 0; pages < 60; pages += 1) await page.mouse.wheel(0, 2000);
  await expect(page).toHaveURL(/day=20(2[7-9]|3\d)-/);
});

test('scrolling past a long day never goes back', async ({ page, latch, api }) => {
  const many = Array.from({ length: 40 }, (_, index) => `Pack box ${index + 1}`);
  await api.todos(many, { due: TOMORROW });
  await latch.open('/upcoming');
  await latch.text('Pack box 1').hover();
  await page.evaluate(() => {
    const seen = ((globalThis as { seen?: number[] }).seen = [] as number[]);
    addEventListener('scroll', () => seen.push(scrollY));
  });
  const seen = () => page.evaluate(() => (globalThis as { seen?: number[] }).seen ?? []);
  for (let turn = 1; turn <= 12; turn += 1) {
    const before = (await seen()).length;
    await page.mouse.wheel(0, 300);
    await expect.poll(async () => (await seen()).length).toBeGreaterThan(before);
  }
  await expect(page).toHaveURL(/day=/);
  const places = await seen();
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('an address with a day that is out of reach shows the nearest one', async ({ page, latch }) => {
  await latch.open('/upcoming?view=month&day=9999-12-15');
  await expect(page.getByRole('grid', { name: 'November 2046' })).toBeVisible();
  await latch.open('/upcoming?view=month&day=0001-01-15');
  await expect(page.getByRole('grid', { name: 'November 1926' })).toBeVisible();
});

test('todos are dragged to another day, in the list and in the month', async ({ page, latch, api }) => {
  const { ferns, ask } = await someTodos(api);
  await latch.open('/upcoming');
  await dragTo(page, latch.handle('Water the ferns'), day(page, /^Sun 22 Nov$/));
  await expect.poll(async () => (await api.get(ferns)).due).toBe('2026-11-22');
  await expect(page.getByText('is due: Sun 22 Nov')).toBeVisible();
  await page.getByRole('link', { name: 'Month', exact: true }).click();
  const chip = page.getByRole('button', { name: 'Ask about the key', exact: true });
  await dragTo(page, chip, cellOf(page, /^Friday 27 November/));
  await expect.poll(async () => (await api.get(ask)).due).toBe('2026-11-27');
  await expect(cellOf(page, /^Friday 27 November 2026, 1 todo/)).toContainText('Ask about the key');
});

test('a day with more than fits says how many, and opens', async ({ page, latch, api }) => {
  await api.todos(['A', 'B', 'C', 'D', 'E', 'F'], { due: '2026-11-25' });
  await latch.open('/upcoming?view=month');
  await page.getByRole('button', { name: /^\+3 more on Wednesday 25 November/ }).click();
  await expect(day(page, /^Wed 25 Nov$/)).toBeFocused();
  await expect(latch.latch('F')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('grid')).toBeVisible();
});

test('all of it is printed', async ({ page, latch, api }) => {
  await api.todos(
    Array.from({ length: 80 }, (_, index) => `Todo ${index + 1}`),
    { due: YESTERDAY },
  );
  await latch.open('/today');
  await latch.latch('Todo 1').waitFor();
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await expect(page.getByText('Todo 80').last()).toBeVisible();
  await expect(latch.sidebar).toBeHidden();
  await expect(latch.composer).toBeHidden();
});

test.describe('by touch', () => {
  const { defaultBrowserType: _chromium, ...phone } = devices['Galaxy S9+'];
  test.use({ ...phone, viewport: { width: 360, height: 740 } });

  test('a finger that rests drags to another day, and a day of the month opens', async ({ page, latch, api }) => {
    const { ferns } = await someTodos(api);
    await latch.open('/upcoming');
    const target = day(page, /^Sun 22 Nov$/);
    await expectNoSidewaysScroll(page);
    await expectRoomForFingers(page);
    const finger = await Finger.of(page);
    const from = await finger.down(latch.text('Water the ferns'));
    const isDragging = () => page.evaluate(() => 'dragging' in document.documentElement.dataset);
    await expect.poll(isDragging, { intervals: [50], timeout: 30_000 }).toBe(true);
    await finger.move(from, await pointOf(target));
    await finger.up();
    await expect.poll(async () => (await api.get(ferns)).due).toBe('2026-11-22');

    await page.getByRole('link', { name: 'Month', exact: true }).tap();
    await expectNoSidewaysScroll(page);
    await expectRoomForFingers(page);
    await cellOf(page, /^Sunday 22 November/).tap();
    await expect(day(page, /^Sun 22 Nov$/)).toBeInViewport();
    await expect(latch.latch('Water the ferns')).toBeVisible();
  });
});
