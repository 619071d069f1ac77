import type { Page } from '@playwright/test';
import { isCharacterKey } from '../frontend/src/shared/keys/key-bindings.js';
import { describedKeys } from '../frontend/src/shared/keys/key-help.js';
import { printedKeys } from '../frontend/src/shared/keys/strokes.js';
import { changesSentBy, expect, test } from './support/organise-test.js';

// Nothing here points, clicks, fills or focuses: what a person without a mouse cannot do is not done.

async function press(page: Page, ...keys: string[]) {
  for (const key of keys) await page.keyboard.press(key);
}

test('todos are added, walked through, opened, renamed and completed by keyboard', async ({ page, latch, api }) => {
  await latch.open();
  await press(page, 'q');
  await expect(latch.composer).toBeFocused();
  for (const title of ['Book the train', 'Water the ferns', 'Ask about the key']) {
    await page.keyboard.type(title);
    await press(page, 'Enter');
  }
  await latch.expectTitles(['Book the train', 'Water the ferns', 'Ask about the key']);
  await press(page, 'Escape', 'j');
  await expect(latch.text('Book the train')).toBeFocused();
  await press(page, 'j', 'ArrowDown');
  await expect(latch.text('Ask about the key')).toBeFocused();
  await press(page, 'k');
  await expect(latch.text('Water the ferns')).toBeFocused();
  await press(page, 'ArrowUp');
  await expect(latch.text('Book the train')).toBeFocused();

  await press(page, 'F2', 'End');
  await page.keyboard.type(' tonight');
  await press(page, 'Enter');
  await expect(latch.text('Book the train tonight')).toBeFocused();
  await press(page, 'Enter');
  const { panel } = latch.panelOf('Book the train tonight');
  await expect(panel).toBeFocused();
  await press(page, 'Escape');
  await expect(panel).toBeHidden();
  await expect(latch.text('Book the train tonight')).toBeFocused();

  await press(page, 'e');
  await latch.expectTitles(['Water the ferns', 'Ask about the key']);
  await expect(latch.text('Water the ferns')).toBeFocused();
  await press(page, 'Space');
  await latch.expectTitles(['Ask about the key']);
  await expect.poll(() => api.titles()).toEqual(['Ask about the key']);
  await press(page, 'z');
  await latch.expectTitles(['Water the ferns', 'Ask about the key']);
  await press(page, 'z');
  await latch.expectTitles(['Book the train tonight', 'Water the ferns', 'Ask about the key']);
  await press(page, 'Shift+Z');
  await latch.expectTitles(['Water the ferns', 'Ask about the key']);
  await expect.poll(() => api.titles()).toEqual(['Water the ferns', 'Ask about the key']);
});

test('priority, due date, labels and project are set by keyboard', async ({ page, latch, api }) => {
  const home = await api.project('Home');
  await api.section(home, 'Later');
  await api.label('errand');
  const [train] = await api.todos(['Book the train', 'Water the ferns']);
  await latch.open();
  await press(page, 'j', '2');
  const row = latch.row('Book the train');
  await expect(row).toContainText('P2');
  await press(page, '1');
  await expect(row).toContainText('P1');
  await press(page, '4');
  await expect(row).not.toContainText('P1');
  await press(page, '3');

  await press(page, 'd');
  await expect(latch.dialog('Due date of').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('tom');
  await expect(latch.option('Tomorrow')).toBeVisible();
  await press(page, 'Enter');
  await expect(row).toContainText('Due Tomorrow');
  await expect(latch.text('Book the train')).toBeFocused();

  await press(page, 'l');
  await expect(latch.dialog('Labels of').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('erra');
  await expect(latch.option('errand')).toBeVisible();
  await press(page, 'Enter');
  await page.keyboard.type('waiting');
  await expect(latch.option('New label “waiting”')).toBeVisible();
  await press(page, 'Enter');
  await expect(latch.option(/^waiting$/)).toHaveAttribute('aria-checked', 'true');
  await press(page, 'Escape');
  await expect(latch.dialog('Labels of')).toBeHidden();
  await expect(row).toContainText('errandwaiting');

  await press(page, 'm');
  await expect(latch.dialog('Move').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('later');
  await expect(latch.option('Home / Later')).toBeVisible();
  await press(page, 'Enter');
  await latch.expectTitles(['Water the ferns']);
  await expect.poll(async () => (await api.get(train!)).projectId).toBe(home.id);
  expect(await api.get(train!)).toMatchObject({ priority: 3, sectionId: expect.any(String) });
});

test('the order is changed by keyboard, into and out of other todos, and said', async ({ page, latch, api }) => {
  await api.todos(['Ask', 'Book', 'Call']);
  await latch.open();
  await press(page, 'j', 'Alt+ArrowDown');
  await latch.expectTitles(['Book', 'Ask', 'Call']);
  await expect(latch.said).toHaveText('Moved below “Book”.');
  await expect(latch.text('Ask')).toBeFocused();
  await press(page, 'Alt+ArrowDown', 'Alt+ArrowDown');
  await latch.expectTitles(['Book', 'Call', 'Ask']);
  await expect(latch.said).toHaveText('Already at the bottom.');
  await press(page, 'Alt+ArrowUp');
  await latch.expectTitles(['Book', 'Ask', 'Call']);
  await press(page, 'Alt+ArrowRight');
  await expect(latch.row('Ask')).toHaveAttribute('aria-level', '2');
  await expect(latch.said).toHaveText('Now a subtask of “Book”.');
  await press(page, 'j', 'Alt+ArrowRight');
  await expect(latch.row('Call')).toHaveAttribute('aria-level', '2');
  await press(page, 'Alt+ArrowLeft');
  await expect(latch.row('Call')).toHaveAttribute('aria-level', '1');
  await expect(latch.said).toHaveText('Moved out of “Book”.');
  await press(page, 'Alt+ArrowUp');
  await latch.expectTitles(['Call', 'Book', 'Ask']);
  await expect.poll(() => api.titles()).toEqual(['Call', 'Book', 'Ask']);
  await page.reload();
  await latch.expectTitles(['Call', 'Book', 'Ask']);
  await expect(latch.row('Ask')).toHaveAttribute('aria-level', '2');
});

test('many are selected and changed by keyboard: one request, and undone as one', async ({ page, latch, api }) => {
  await api.todos(['Ask', 'Book', 'Call', 'Draw', 'Eat']);
  await latch.open();
  await press(page, 'j', 'j', 'x', 'j', 'j', 'Shift+X');
  await expect(latch.selectionBar).toContainText('3 selected');
  await expect(latch.said).toHaveText('3 selected.');
  const sent = changesSentBy(page);
  await press(page, '1');
  for (const title of ['Book', 'Call', 'Draw']) await expect(latch.row(title)).toContainText('P1');
  const priorities = async () => (await api.in('inbox')).map(({ priority }) => priority);
  await expect.poll(priorities).toEqual([4, 1, 1, 1, 4]);
  expect(sent).toEqual(['POST /todos/bulk']);

  await press(page, 'Escape');
  await expect(latch.selectionBar).toBeHidden();
  await press(page, 'z');
  await expect.poll(priorities).toEqual([4, 4, 4, 4, 4]);
  await expect(latch.row('Call')).not.toContainText('P1');
  expect(sent).toEqual(['POST /todos/bulk', expect.stringMatching(/^POST \/changes\/.+\/undo$/)]);
  await press(page, 'Shift+Z');
  await expect.poll(priorities).toEqual([4, 1, 1, 1, 4]);
});

test('many are completed, moved and deleted by keyboard, each in one request', async ({ page, latch, api }) => {
  const home = await api.project('Home');
  await api.todos(['Ask', 'Book', 'Call', 'Draw', 'Eat', 'Fly']);
  await latch.open();
  const sent = changesSentBy(page);
  await press(page, 'j', 'x', 'j', 'x', 'e');
  await latch.expectTitles(['Call', 'Draw', 'Eat', 'Fly']);
  await expect(latch.selectionBar).toBeHidden();
  await press(page, 'x', 'j', 'x', 'm');
  await expect(latch.dialog('Move 2 todos').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('home');
  await expect(latch.option('Home')).toBeVisible();
  await press(page, 'Enter');
  await latch.expectTitles(['Eat', 'Fly']);
  await expect.poll(() => api.titles(home.id)).toEqual(['Call', 'Draw']);
  await expect(latch.text('Eat')).toBeFocused();
  await press(page, 'x', 'j', 'x', 'Delete');
  await latch.expectTitles([]);
  await expect.poll(() => api.titles()).toEqual([]);
  expect(sent).toEqual(['POST /todos/bulk', 'POST /todos/bulk', 'POST /todos/bulk']);
  await press(page, 'z', 'z', 'z');
  await latch.expectTitles(['Ask', 'Book', 'Call', 'Draw', 'Eat', 'Fly']);
  await expect.poll(() => api.titles()).toEqual(['Ask', 'Book', 'Call', 'Draw', 'Eat', 'Fly']);
});

test('one goes anywhere by keyboard, and the menu and Trash work by it, too', async ({ page, latch, api }) => {
  const home = await api.project('Home');
  await api.todos(['Book the train', 'Water the ferns']);
  await latch.open();
  await press(page, 'j', '.');
  await expect(latch.menu).toBeVisible();
  await page.keyboard.type('comp');
  await press(page, 'Enter');
  await latch.expectTitles(['Water the ferns']);
  await press(page, 'g', 'c');
  await expect(page).toHaveURL('/completed');
  await latch.expectTitles(['Book the train']);
  await press(page, 'g', 'i');
  await expect(page).toHaveURL('/inbox');
  await latch.expectTitles(['Water the ferns']);
  await press(page, 'j', 'Delete');
  await latch.expectTitles([]);
  await press(page, 'Control+k');
  await expect(latch.dialog('Search').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('trash');
  await expect(latch.option('Trash')).toBeVisible();
  await press(page, 'Enter');
  await expect(page).toHaveURL('/trash');
  await expect(page.getByRole('list', { name: 'Trash' })).toContainText('Water the ferns');
  const restore = page.getByRole('button', { name: 'Restore Water the ferns' });
  await expect(async () => {
    await press(page, 'Tab');
    await expect(restore).toBeFocused({ timeout: 1 });
  }).toPass({ intervals: [1] });
  await press(page, 'Enter');
  await expect.poll(() => api.titles()).toEqual(['Water the ferns']);
  await press(page, 'Control+k');
  await expect(latch.dialog('Search').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('Home');
  await expect(latch.option('Home')).toBeVisible();
  await press(page, 'Enter');
  await expect(page).toHaveURL(`/projects/${home.id}`);
});

test('a board is worked on by keyboard', async ({ page, latch, api }) => {
  const home = await api.project('Home', { layout: 'board' });
  const [week, later] = [await api.section(home, 'This week'), await api.section(home, 'Later')];
  await api.todos(['Ask', 'Book'], { sectionId: week.id });
  await api.todos(['Call'], { sectionId: later.id });
  await latch.open(`/projects/${home.id}`);
  await expect(latch.column('Later').getByRole('checkbox')).toHaveCount(1);
  await press(page, 'j', 'j', 'ArrowRight');
  await expect(latch.text('Call')).toBeFocused();
  await press(page, 'ArrowLeft', 'Alt+ArrowRight');
  await latch.expectColumn('Later', ['Ask', 'Call']);
  await expect(latch.said).toHaveText('Moved to Later, 1 from the top.');
  await press(page, 'Alt+ArrowDown');
  await latch.expectColumn('Later', ['Call', 'Ask']);
  await press(page, 'q');
  await page.keyboard.type('Draw');
  await press(page, 'Enter', 'Escape');
  await latch.expectColumn('Later', ['Draw', 'Call', 'Ask']);
  await expect.poll(() => api.titles(home.id)).toEqual(['Book', 'Draw', 'Call', 'Ask']);
});

test('the sheet of keys lists every key that is bound, and those alone', async ({ page, latch }) => {
  await latch.open();
  await press(page, '?');
  const sheet = latch.dialog('Keyboard shortcuts');
  const lines = sheet.locator('dl > div');
  const actions = [...new Set(describedKeys.map(({ group, does }) => `${group}: ${does}`))];
  await expect(lines).toHaveCount(actions.length);
  const expected = (onlyWithout: boolean) =>
    new Map(
      actions.flatMap((action) => {
        const keys = describedKeys
          .filter(({ group, does }) => `${group}: ${does}` === action)
          .flatMap((binding) => binding.keys)
          .filter((one) => !onlyWithout || !isCharacterKey(one));
        return keys.length === 0 ? [] : [[action, keys.map((one) => printedKeys(one, false).join('')).join('')]];
      }),
    );
  const shown = () =>
    sheet
      .locator('section')
      .evaluateAll((sections) =>
        sections.flatMap((section) =>
          [...section.querySelectorAll('dl > div')].map((line) => [
            `${section.querySelector('h3')?.textContent}: ${line.querySelector('dt')?.textContent}`,
            line.querySelector('dd')?.textContent ?? '',
          ]),
        ),
      );
  expect(new Map((await shown()) as [string, string][])).toEqual(expected(false));
  await press(page, 'Escape');
  await expect(sheet).toBeHidden();
});

test('single keys are switched off by keyboard: then only keys with Ctrl, Alt and the like work', async ({
  page,
  latch,
  api,
}) => {
  await api.todos(['Ask', 'Book']);
  await latch.open();
  await press(page, '?');
  const off = latch.dialog('Keyboard shortcuts').getByRole('radio', { name: 'Off' });
  await expect(off).toBeVisible();
  await expect(async () => {
    await press(page, 'Tab', 'ArrowRight');
    await expect(off).toBeChecked({ timeout: 1 });
  }).toPass({ intervals: [1] });
  await press(page, 'Escape');
  await expect(latch.dialog('Keyboard shortcuts')).toBeHidden();
  await press(page, 'q');
  await expect(latch.composer).not.toBeFocused();
  await expect(async () => {
    await press(page, 'Tab');
    await expect(latch.text('Ask')).toBeFocused({ timeout: 1 });
  }).toPass({ intervals: [1] });
  await press(page, 'e', 'x', '1', 'Alt+ArrowDown');
  await latch.expectTitles(['Book', 'Ask']);
  await expect.poll(() => api.titles()).toEqual(['Book', 'Ask']);
  expect((await api.in('inbox')).map(({ priority }) => priority)).toEqual([4, 4]);
});

test('Escape goes out one step at a time', async ({ page, latch, api }) => {
  await api.todos(['Ask', 'Book']);
  await latch.open();
  await press(page, 'j', 'x', 'm');
  await expect(latch.dialog('Move')).toBeVisible();
  await press(page, 'Escape');
  await expect(latch.dialog('Move')).toBeHidden();
  await expect(latch.selectionBar).toBeVisible();
  await press(page, 'Escape');
  await expect(latch.selectionBar).toBeHidden();
  await expect(latch.text('Ask')).toBeFocused();
  await press(page, 'Escape');
  await expect(latch.text('Ask')).not.toBeFocused();
});
