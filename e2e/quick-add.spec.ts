import { violations } from './support/accessibility.js';
import { expect, test } from './support/organise-test.js';

test('a line becomes a todo with all that its chips say, and one undo takes it back', async ({ page, latch, api }) => {
  const home = await api.project('Home');
  await latch.open();
  await page.keyboard.press('q');
  await page.keyboard.type('Pay rent #ho');
  const menu = page.getByRole('listbox', { name: 'Projects' });
  await expect(menu.getByRole('option', { name: 'Home', selected: true })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Tab');
  await page.keyboard.type('@bills');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('p1 every year on 24 Dec at 9am {27 Dec}');
  const chips = page.getByRole('group', { name: 'Understood' }).getByRole('button');
  await expect(chips).toHaveText([
    /Home/,
    /bills/,
    /Priority 1/,
    /Every year on 24 December, first Thu 24 Dec/,
    /Deadline/,
  ]);
  expect(await violations(page)).toEqual([]);

  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Add a todo' })).toBeFocused();
  const stored = async () => (await api.in(home.id)).find(({ title }) => title === 'Pay rent');
  await expect.poll(stored).toMatchObject({ priority: 1, recurrence: { from: 'due' } });
  const { due, deadline, recurrence, labelIds } = (await stored())!;
  expect(due).toMatch(/^\d{4}-12-24T09:00$/);
  expect(deadline).toMatch(/^\d{4}-12-27$/);
  expect(recurrence).toEqual({ rule: 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24', anchor: due, from: 'due' });
  expect(labelIds).toHaveLength(1);

  await page.keyboard.press('Escape');
  await page.keyboard.press('z');
  await expect.poll(stored).toBeUndefined();
});

test('what is no date stays text, and a chip is text again by Backspace', async ({ page, latch, api }) => {
  await latch.open();
  await page.keyboard.press('q');
  await page.keyboard.type('Read the 9/11 Report tomorrow');
  const chips = page.getByRole('group', { name: 'Understood' }).getByRole('button');
  await expect(chips).toHaveText([/Tomorrow, /]);
  await page.keyboard.press('Backspace');
  await expect(chips).toHaveCount(0);
  await page.reload();
  const field = page.getByRole('textbox', { name: 'Add a todo' });
  await expect(field).toHaveValue('Read the 9/11 Report tomorrow');
  await field.press('Enter');
  await expect
    .poll(async () => (await api.in('inbox')).map(({ title, due }) => [title, due]))
    .toEqual([['Read the 9/11 Report tomorrow', null]]);
});

test('search adds what it does not find', async ({ page, latch, api }) => {
  await latch.open();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Buy stamps p2');
  await page.getByRole('option', { name: 'Add “Buy stamps” Priority 2' }).click();
  await expect
    .poll(async () => (await api.in('inbox')).map(({ title, priority }) => [title, priority]))
    .toEqual([['Buy stamps', 2]]);
});
