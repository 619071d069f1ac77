import { dragOver, dragTo, pickUp, pointOf } from './support/drag.js';
import { changesSentBy, expect, test } from './support/organise-test.js';

/** Just below the middle of a row: after it. */
const BELOW = { y: 0.8 };
const ABOVE = { y: 0.2 };

test('todos are put in another order, which stays, and where they went is said', async ({ page, latch, api }) => {
  await api.todos(['Ask', 'Book', 'Call']);
  await latch.open();
  await dragTo(page, latch.handle('Ask'), latch.handle('Call'), BELOW);
  await latch.expectTitles(['Book', 'Call', 'Ask']);
  await expect(latch.said).toHaveText('Moved below “Call”.');
  await dragTo(page, latch.handle('Ask'), latch.handle('Book'), ABOVE);
  await latch.expectTitles(['Ask', 'Book', 'Call']);
  await expect(latch.said).toHaveText('Moved above “Book”.');
  await dragTo(page, latch.handle('Call'), latch.handle('Ask'), BELOW);
  await latch.expectTitles(['Ask', 'Call', 'Book']);
  await expect.poll(() => api.titles()).toEqual(['Ask', 'Call', 'Book']);
  await page.reload();
  await latch.expectTitles(['Ask', 'Call', 'Book']);
});

test('where it would go is shown and said while it is held, and Escape leaves it where it was', async ({
  page,
  latch,
  api,
}) => {
  await api.todos(['Ask', 'Book', 'Call']);
  await latch.open();
  const sent = changesSentBy(page);
  const heard = await latch.listen();
  await pickUp(page, latch.handle('Ask'));
  await expect.poll(heard).toContain('Picked up “Ask”.');
  const { x, y } = await pointOf(latch.handle('Call'), BELOW);
  await page.mouse.move(x, y, { steps: 4 });
  await expect(latch.said).toHaveText('Below “Call”.');
  await expect(latch.row('Ask')).toHaveAttribute('data-dragged', '');
  await page.keyboard.press('Escape');
  await expect(latch.said).toHaveText('“Ask” stays where it was.');
  await page.mouse.up();
  await latch.expectTitles(['Ask', 'Book', 'Call']);
  await expect(latch.row('Ask')).not.toHaveAttribute('data-dragged');
  await dragTo(page, latch.handle('Ask'), latch.handle('Book'), ABOVE);
  await expect(latch.said).toHaveText('“Ask” stays where it was.');
  expect(sent).toEqual([]);
  expect(await api.titles()).toEqual(['Ask', 'Book', 'Call']);
});

test('held to the right a todo becomes a subtask, with its own, and to the left it comes out', async ({
  page,
  latch,
  api,
}) => {
  const [ask, book] = await api.todos(['Ask', 'Book', 'Call']);
  await api.todo({ title: 'Look up', parentId: book!.id });
  await latch.open();
  await latch.expectTitles(['Ask', 'Book', 'Look up', 'Call']);
  await dragTo(page, latch.handle('Book'), latch.handle('Ask'), { ...BELOW, right: 40 });
  await expect(latch.row('Book')).toHaveAttribute('aria-level', '2');
  await expect(latch.row('Look up')).toHaveAttribute('aria-level', '3');
  await expect(latch.said).toHaveText('Moved into “Ask” as a subtask.');
  await expect.poll(async () => (await api.get(book!)).parentId).toBe(ask!.id);
  expect(await api.titles()).toEqual(['Ask', 'Book', 'Look up', 'Call']);
  await page.reload();
  await expect(latch.row('Look up')).toHaveAttribute('aria-level', '3');
  await dragTo(page, latch.handle('Book'), latch.handle('Call'), { ...BELOW, right: -30 });
  await latch.expectTitles(['Ask', 'Call', 'Book', 'Look up']);
  await expect(latch.row('Book')).toHaveAttribute('aria-level', '1');
  await expect(latch.row('Look up')).toHaveAttribute('aria-level', '2');
  await expect.poll(async () => (await api.get(book!)).parentId).toBeNull();
});

test('todos are dropped on projects and labels of the sidebar, and undone', async ({ page, latch, api }) => {
  const home = await api.project('Home');
  const errand = await api.label('errand');
  const [ask, book] = await api.todos(['Ask', 'Book']);
  await latch.open();
  await dragOver(page, latch.handle('Ask'), latch.listLink('Home'));
  await expect(latch.sidebar.locator('[data-drop-over]')).toContainText('Home');
  await page.mouse.up();
  await latch.expectTitles(['Book']);
  await expect.poll(async () => (await api.get(ask!)).projectId).toBe(home.id);
  // What a project counts makes way for its menu while it is pointed at.
  await latch.heading.hover();
  await expect(latch.listLink('Home')).toHaveAccessibleName('Home 1 open');
  await dragTo(page, latch.handle('Book'), latch.listLink('errand'));
  await expect(latch.row('Book')).toContainText('errand');
  await expect.poll(async () => (await api.get(book!)).labelIds).toEqual([errand.id]);
  await page.keyboard.press('z');
  await expect(latch.row('Book')).not.toContainText('errand');
  await page.keyboard.press('z');
  await latch.expectTitles(['Ask', 'Book']);
  await expect.poll(() => api.titles()).toEqual(['Ask', 'Book']);
});

test('into another section of a list', async ({ page, latch, api }) => {
  const home = await api.project('Home');
  const [week, later] = [await api.section(home, 'This week'), await api.section(home, 'Later')];
  await api.todos(['Ask', 'Book'], { sectionId: week.id });
  await latch.open(`/projects/${home.id}`);
  await latch.expectTitles(['Ask', 'Book']);
  const heading = page.getByRole('heading', { level: 2, name: 'Later' });
  await dragTo(page, latch.handle('Ask'), heading, { x: 0, y: 0.9 });
  await latch.expectTitles(['Book', 'Ask']);
  await expect(latch.said).toHaveText('Moved to Later.');
  await expect.poll(async () => (await api.in(home.id)).map(({ sectionId }) => sectionId)).toEqual([week.id, later.id]);
});

test('across the columns of a board, into an empty one, too', async ({ page, latch, api }) => {
  const home = await api.project('Home', { layout: 'board' });
  const [week, later] = [await api.section(home, 'This week'), await api.section(home, 'Later')];
  await api.todos(['Ask', 'Book'], { sectionId: week.id });
  await api.todos(['Call', 'Draw'], { sectionId: later.id });
  await latch.open(`/projects/${home.id}`);
  await latch.expectColumn('Later', ['Call', 'Draw']);
  await dragTo(page, latch.text('Ask'), latch.text('Call'), BELOW);
  await latch.expectColumn('Later', ['Call', 'Ask', 'Draw']);
  await latch.expectColumn('This week', ['Book']);
  await expect(latch.said).toHaveText('Moved below “Call” in Later.');
  await dragTo(page, latch.text('Draw'), latch.column('No section'), { y: 0.3 });
  await latch.expectColumn('No section', ['Draw']);
  await dragTo(page, latch.text('Ask'), latch.text('Call'), ABOVE);
  await latch.expectColumn('Later', ['Ask', 'Call']);
  await expect.poll(() => api.titles(home.id)).toEqual(['Draw', 'Book', 'Ask', 'Call']);
  await page.reload();
  await latch.expectColumn('Later', ['Ask', 'Call']);
  await latch.expectColumn('No section', ['Draw']);
});

test('several that are selected go together, in one request, and are undone as one', async ({ page, latch, api }) => {
  await api.todos(['Ask', 'Book', 'Call', 'Draw']);
  await latch.open();
  for (const title of ['Ask', 'Call']) await latch.text(title).click({ modifiers: ['Control'] });
  await expect(latch.selectionBar).toContainText('2 selected');
  const sent = changesSentBy(page);
  await dragTo(page, latch.handle('Ask'), latch.handle('Draw'), BELOW);
  await latch.expectTitles(['Book', 'Draw', 'Ask', 'Call']);
  await expect.poll(() => api.titles()).toEqual(['Book', 'Draw', 'Ask', 'Call']);
  expect(sent).toEqual(['POST /todos/bulk']);
  await page.keyboard.press('z');
  await latch.expectTitles(['Ask', 'Book', 'Call', 'Draw']);
  await expect.poll(() => api.titles()).toEqual(['Ask', 'Book', 'Call', 'Draw']);
});
