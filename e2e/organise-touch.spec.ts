import { devices, type Page } from '@playwright/test';
import { pointOf } from './support/drag.js';
import { changesSentBy, expect, test } from './support/organise-test.js';
import { expectNoSidewaysScroll, expectRoomForFingers } from './support/small-screen.js';
import { Finger } from './support/touch.js';

const { defaultBrowserType: _chromium, ...phone } = devices['Galaxy S9+'];
test.use({ ...phone, viewport: { width: 360, height: 740 } });

/** It fits a narrow window, and fingers. */
async function expectToFit(page: Page) {
  await expectNoSidewaysScroll(page);
  await expectRoomForFingers(page);
}

const isDragging = (page: Page) => page.evaluate(() => 'dragging' in document.documentElement.dataset);

/** A finger rests on a todo until it is picked up: by the first press, which is what fetches what drags. */
async function pickUpByFinger(page: Page, finger: Finger, title: Parameters<Finger['down']>[0]) {
  const from = await finger.down(title);
  await expect.poll(() => isDragging(page), { intervals: [50], timeout: 30_000 }).toBe(true);
  return from;
}

test('the lists are in a drawer, which closes by going somewhere and by pressing beside it', async ({
  page,
  latch,
  api,
}) => {
  const home = await api.project('Home');
  await api.project('A project with a name that is longer than the drawer is wide', { parentId: home.id });
  await api.todos(['Ask'], { projectId: home.id });
  await latch.open();
  await expect(latch.sidebar).not.toBeInViewport();
  await latch.listsButton.tap();
  await expect(latch.listLink('Home')).toBeInViewport();
  await expectToFit(page);
  await latch.listLink('Home').tap();
  await expect(latch.headingOf('Home')).toBeVisible();
  await expect(latch.listLink('Home')).not.toBeInViewport();
  await latch.expectTitles(['Ask']);
  await latch.listsButton.tap();
  await expect(latch.listLink('Home')).toBeInViewport();
  await page.touchscreen.tap(345, 600);
  await expect(latch.listLink('Home')).not.toBeInViewport();
  await expect(latch.headingOf('Home')).toBeVisible();
  await expect(latch.listsButton, 'what had it before').toBeFocused();
  await latch.listsButton.tap();
  await expect(latch.listLink('Home')).toBeInViewport();
  await page.mouse.click(345, 600);
  await expect(latch.listLink('Home')).not.toBeInViewport();
  await expect(latch.listsButton).toBeFocused();
});

test('a todo opens as a sheet over the page, and all of it is changed there', async ({ page, latch, api }) => {
  const [train] = await api.todos(['Book the train', 'Water the ferns']);
  await latch.open();
  await latch.text('Book the train').tap();
  const { panel, subtaskField, subtasks, close } = latch.panelOf('Book the train');
  await expect(panel).toBeVisible();
  // But for a line at its edge.
  await expect.poll(async () => (await panel.boundingBox())?.width).toBeGreaterThanOrEqual(359);
  await expectToFit(page);
  await panel.getByRole('radio', { name: 'P1' }).tap();
  await panel.getByRole('button', { name: 'Due date None' }).tap();
  await latch.option('Tomorrow').tap();
  await subtaskField.tap();
  await subtaskField.pressSequentially('Reserve the bicycles');
  await subtaskField.press('Enter');
  await expect(subtasks.getByRole('checkbox', { name: 'Reserve the bicycles' })).toBeVisible();
  await expectToFit(page);
  await close.tap();
  await expect(panel).toBeHidden();
  await expect(latch.row('Book the train')).toContainText('P1');
  await expect.poll(() => api.get(train!)).toMatchObject({ priority: 1, due: expect.any(String) });
  await latch.text('Water the ferns').tap();
  await expect(latch.panelOf('Water the ferns').panel).toBeVisible();
  await page.goBack();
  await expect(latch.panel).toBeHidden();
});

test('the menu of a row, and selecting several by it', async ({ page, latch, api }) => {
  const home = await api.project('Home');
  await api.todos(['Ask', 'Book', 'Call']);
  await latch.open();
  await latch.actionsButton('Ask').tap();
  await expect(latch.menu).toBeVisible();
  await expectToFit(page);
  await latch.menuItem('Select').tap();
  await expect(latch.selectionBar).toContainText('1 selected');
  await latch.text('Call').tap();
  await expect(latch.selectionBar).toContainText('2 selected');
  await expect(latch.panel).toBeHidden();
  await expectToFit(page);
  const sent = changesSentBy(page);
  await latch.selectionBar.getByRole('button', { name: 'Move to' }).tap();
  await expect(latch.option('Home')).toBeVisible();
  await expectToFit(page);
  await latch.option('Home').tap();
  await latch.expectTitles(['Book']);
  await expect(latch.selectionBar).toBeHidden();
  await expect.poll(() => api.titles(home.id)).toEqual(['Ask', 'Call']);
  expect(sent).toEqual(['POST /todos/bulk']);
  await latch.undoButton.tap();
  await latch.expectTitles(['Ask', 'Book', 'Call']);
});

test('a finger that rests picks a todo up and puts it elsewhere', async ({ page, latch, api }) => {
  await api.todos(['Ask', 'Book', 'Call']);
  await latch.open();
  const finger = await Finger.of(page);
  const heard = await latch.listen();
  const from = await pickUpByFinger(page, finger, latch.text('Ask'));
  await expect.poll(heard).toContain('Picked up “Ask”.');
  const to = await pointOf(latch.text('Call'), { y: 0.8 });
  await finger.move(from, { x: from.x, y: to.y });
  await finger.up();
  await latch.expectTitles(['Book', 'Call', 'Ask']);
  await expect(latch.said).toHaveText('Moved below “Call”.');
  await expect(latch.panel).toBeHidden();
  await expect(latch.menu).toBeHidden();
  await expect.poll(() => api.titles()).toEqual(['Book', 'Call', 'Ask']);
});

test('scrolling never drags', async ({ page, latch, api }) => {
  const titles = Array.from({ length: 40 }, (_, index) => `Todo ${index + 1}`);
  await api.todos(titles);
  await latch.open();
  const sent = changesSentBy(page);
  const finger = await Finger.of(page);
  // Once something can be dragged at all.
  await pickUpByFinger(page, finger, latch.text('Todo 1'));
  await finger.up();
  await expect.poll(() => isDragging(page)).toBe(false);

  let dragged = false;
  // A browser that is busy as the finger comes down may take none of the swipe.
  await expect(async () => {
    await finger.swipe(latch.text('Todo 9'), { y: -300 });
    dragged ||= await isDragging(page);
    await finger.up();
    dragged ||= await isDragging(page);
    await expect.poll(() => page.evaluate(() => scrollY), { timeout: 5_000 }).toBeGreaterThan(100);
  }).toPass();
  expect(dragged || (await isDragging(page))).toBe(false);
  await expect(latch.panel).toBeHidden();
  expect(sent).toEqual([]);
  expect(await api.titles()).toEqual(titles);
});

test('a board scrolls sideways by itself, not the page', async ({ page, latch, api }) => {
  const home = await api.project('Home', { layout: 'board' });
  const later = await api.section(home, 'Later');
  await api.todos(['Ask'], { projectId: home.id });
  await api.todos(['Call'], { sectionId: later.id });
  await latch.open(`/projects/${home.id}`);
  await latch.expectColumn('Later', ['Call']);
  await expectToFit(page);
  const finger = await Finger.of(page);
  await finger.swipe(latch.column('No section'), { x: -300 }, { x: 0.9 });
  await finger.up();
  await expect(latch.text('Call')).toBeInViewport({ ratio: 1 });
  await expectNoSidewaysScroll(page);
});
