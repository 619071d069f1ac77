import type { Locator, Page } from '@playwright/test';
import { ada } from '../frontend/src/testing/fake-account-state.js';
import type { FakeServers } from '../frontend/src/testing/fake-servers.js';
import { dragOver } from './support/drag.js';
import { expect, stateTest as test } from './support/page-test.js';
import { openInbox, openPanel } from './support/states/household.js';
import { neverAnswer } from './support/states/state.js';
import { TodosPage } from './support/todos-page.js';

// Where things stand to each other. What holds for every page is looked at in page-states.spec.ts.

interface Given {
  page: Page;
  url: string;
  servers: FakeServers;
}

function signedIn({ page, url, servers }: Given) {
  servers.account.session = ada;
  return { page, url, servers, latch: servers.latch, account: servers.account };
}

const box = async (locator: Locator) => (await locator.boundingBox())!;
const rightOf = async (locator: Locator) => box(locator).then(({ x, width }) => x + width);

/** Where what is written in an element begins and ends: pixels from the left of the window. */
const words = (locator: Locator) =>
  locator.evaluate((element) => {
    if (element instanceof HTMLTextAreaElement) {
      const { paddingLeft, borderLeftWidth } = getComputedStyle(element);
      return {
        left: element.getBoundingClientRect().left + parseFloat(paddingLeft) + parseFloat(borderLeftWidth),
        right: 0,
      };
    }
    const range = document.createRange();
    range.selectNodeContents(element);
    const { left, right } = range.getBoundingClientRect();
    return { left, right };
  });

/** How wide the words of a button are that has a picture before them. */
const textWidth = (button: Locator) =>
  button.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element.querySelector('svg')!.nextSibling!);
    return range.getBoundingClientRect().width;
  });

/** Where the text of an element stands: pixels from the top of the window. */
const baselineOf = (locator: Locator) =>
  locator.evaluate((element) => {
    const probe = document.createElement('span');
    probe.style.display = 'inline-block';
    element.append(probe);
    const { bottom } = probe.getBoundingClientRect();
    probe.remove();
    return bottom;
  });

/** A system colour as it is where colours are forced. */
const systemColour = (page: Page, name: string) =>
  page.evaluate((colour) => {
    const probe = document.body.appendChild(document.createElement('p'));
    probe.style.backgroundColor = colour;
    const { backgroundColor } = getComputedStyle(probe);
    probe.remove();
    return backgroundColor;
  }, name);

/** What the header above and the selection bar below leave of the window. */
const freeRoom = (page: Page) =>
  page.evaluate(() => {
    const [header, bar] = [document.querySelector('header'), document.querySelector('[role="toolbar"]')];
    const top = Math.max(0, header?.getBoundingClientRect().bottom ?? 0);
    return { top, bottom: Math.min(innerHeight, bar?.getBoundingClientRect().top ?? innerHeight) };
  });

test('a list has one edge for pictures and one for titles, and its tools end where its column does', async ({
  page,
  url,
  servers,
  untilSettled,
}) => {
  const given = signedIn({ page, url, servers });
  const { app } = await openInbox(given);
  await untilSettled();
  const column = await box(app.headingOf('Inbox').locator('..'));
  const addSection = app.main.getByRole('button', { name: 'Add a section' });
  // What is drawn in them begins 2 px further on.
  for (const pictures of [app.main.locator('form > svg'), app.row('Ask about the key').locator('svg').first()])
    expect((await box(pictures)).x).toBeCloseTo(column.x - 2, 0);
  expect((await box(addSection.locator('svg'))).x).toBeCloseTo(column.x - 2, 0);

  const title = (await words(app.text('Ask about the key').locator('> span'))).left;
  expect((await words(app.composer)).left).toBeCloseTo(title, 0);
  expect((await words(addSection.locator('> span'))).right - (await textWidth(addSection))).toBeCloseTo(title, 0);

  await app.row('Ask about the key').hover();
  for (const tool of [
    app.main.getByRole('button', { name: 'Actions for Inbox' }),
    app.actionsButton('Ask about the key'),
  ])
    expect(await rightOf(tool.locator('svg'))).toBeCloseTo(column.x + column.width, 0);

  const drawing = (label: Locator) => label.locator('svg').last().innerHTML();
  expect(await drawing(app.text('Book the train')), 'labels have one sign').toBe(
    await drawing(app.listLink('waiting')),
  );

  const { height } = await box(app.row('Ask about the key'));
  await page.evaluate(() => void (document.documentElement.dataset.density = 'compact'));
  expect((await box(app.row('Ask about the key'))).height, 'compact').toBeLessThan(height - 8);

  await app.listLink('Completed').click();
  expect(await box(app.headingOf('Completed').locator('..'))).toEqual(column);
});

test('the panel has one edge for values, and what is at its end ends in line', async ({
  page,
  url,
  servers,
  untilSettled,
}) => {
  const given = signedIn({ page, url, servers });
  const { panel } = await openPanel(given);
  await untilSettled();
  const due = panel.panel.getByRole('button', { name: '5 Jan 2030' });
  const urgent = panel.panel.getByRole('radio', { name: 'P1' }).locator('..');
  expect((await box(urgent)).x).toBeCloseTo((await words(due)).left, 0);
  const end = await rightOf(panel.remove);
  for (const button of [panel.writeNotes, panel.history]) expect((await words(button)).right).toBeCloseTo(end, 0);
  const title = (await words(panel.subtasks.getByRole('button', { name: 'Look up the connection' }))).left;
  expect((await words(panel.subtaskField)).left).toBeCloseTo(title, 0);
});

test('what is chosen can be told apart where colours are forced', async ({ page, url, servers }) => {
  const given = signedIn({ page, url, servers });
  const { app } = await openInbox(given);
  await page.emulateMedia({ forcedColors: 'active' });
  await app.text('Ask about the key').focus();
  await page.keyboard.press('x');
  await app.selectionBar.waitFor();
  const [chosen, canvas] = [await systemColour(page, 'Highlight'), await systemColour(page, 'Canvas')];
  const paint = (locator: Locator) => locator.evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await paint(app.row('Ask about the key'))).toBe(chosen);
  expect(await paint(app.row('Book the train'))).not.toBe(chosen);
  expect(await paint(app.listLink('Inbox').locator('..'))).toBe(chosen);
  expect(await paint(app.listLink('Home').locator('..'))).not.toBe(chosen);
  expect(canvas).not.toBe(chosen);

  // The line that shows where a row would go.
  await dragOver(page, app.row('Ask about the key').locator('[data-drag-handle]'), app.row('Book the train'), {
    y: 0.1,
  });
  expect(await paint(page.locator('body > [class^="line_"]'))).toBe(chosen);
  await page.keyboard.press('Escape');
  await page.mouse.up();

  const colour = (title: string) =>
    app
      .row(title)
      .locator('svg')
      .first()
      .evaluate((mark) => getComputedStyle(mark).color);
  expect(await colour('Book the train'), 'of what is open').not.toBe(chosen);
  await app.listLink('Completed').click();
  await app.row('Water the ferns').waitFor();
  expect(await colour('Water the ferns'), 'of what is completed').toBe(chosen);
});

test('in 320 × 256 px, which 400 % are, what has the focus is seen, also while selecting', async ({
  page,
  url,
  servers,
  untilSettled,
}) => {
  signedIn({ page, url, servers });
  for (let number = 1; number <= 30; number++) servers.latch.lists.create({ title: `Todo ${number}` });
  await page.setViewportSize({ width: 320, height: 256 });
  const app = new TodosPage(page);
  await app.open();
  await app.rows.first().waitFor();
  const seen = async () => {
    const { y, height } = await box(page.locator('[data-todo-id]:has(:focus)'));
    const free = await freeRoom(page);
    expect(y, 'below the header').toBeGreaterThanOrEqual(free.top - 1);
    expect(y + height, 'above the foot').toBeLessThanOrEqual(free.bottom + 1);
  };
  const walk = async (key: string, steps: number) => {
    for (let step = 0; step < steps; step++) await page.keyboard.press(key);
    await untilSettled();
    await seen();
  };
  await walk('j', 12);
  await walk('k', 4);
  await page.keyboard.press('x');
  await app.selectionBar.waitFor();
  const bar = await box(app.selectionBar);
  expect(bar.height, 'leaves room for a list').toBeLessThan(64);
  await walk('j', 6);
  await walk('k', 9);
});

test('the bar of a selection stands at the foot of the window, below the last row', async ({
  page,
  url,
  servers,
  untilSettled,
}) => {
  signedIn({ page, url, servers });
  const app = new TodosPage(page);
  const bottomOf = (locator: Locator) => box(locator).then(({ y, height }) => y + height);
  servers.latch.lists.create({ title: 'Last' });
  for (const more of [0, 29]) {
    for (let number = 1; number <= more; number++) servers.latch.lists.create({ title: `Todo ${number}` });
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 720 });
      await app.open();
      await app.rows.first().waitFor();
      const section = app.main.getByRole('button', { name: 'Add a section' });
      await app.rows.first().getByRole('button').first().focus();
      await page.keyboard.press('x');
      await app.selectionBar.waitFor();
      await page.keyboard.press('End');
      await untilSettled();
      expect(await bottomOf(app.selectionBar), 'at the foot').toBeCloseTo(720 - 16, 0);
      const { y: top } = await box(app.selectionBar);
      expect(await bottomOf(app.row('Last')), 'the last row is seen').toBeLessThanOrEqual(top);
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      expect(await bottomOf(section), 'and so is what is below it').toBeLessThanOrEqual(top);
      const column = await box(app.headingOf('Inbox').locator('..'));
      expect((await box(section.locator('svg'))).x, 'which stays at its edge').toBeCloseTo(column.x - 2, 0);
    }
  }
});

test('the panel of a narrow window has its values in lines, above them with large text, and shows what is wrong with a title', async ({
  page,
  url,
  servers,
  untilSettled,
}) => {
  const given = signedIn({ page, url, servers });
  await page.setViewportSize({ width: 360, height: 640 });
  const { panel } = await openPanel(given);
  await untilSettled();
  const priorities = panel.panel.getByRole('radio');
  const tops = async () => new Set((await priorities.all().then((all) => Promise.all(all.map(box)))).map(({ y }) => y));
  expect((await tops()).size, 'priorities in one line').toBe(1);
  const due = panel.panel.getByRole('button', { name: '5 Jan 2030' });
  const name = panel.panel.getByText('Due date', { exact: true });
  expect(await rightOf(name)).toBeLessThan((await box(due)).x + 1);
  await page.evaluate(() => void (document.documentElement.style.fontSize = '200%'));
  expect((await box(name)).y).toBeLessThan((await box(due)).y);
  expect((await words(due)).left).toBeCloseTo((await words(name)).left, 0);
  await page.evaluate(() => void (document.documentElement.style.fontSize = ''));

  await panel.subtaskField.fill('a long word '.repeat(50));
  await panel.subtaskField.press('Enter');
  const problem = panel.panel.getByRole('alert').filter({ hasText: 'A title has at most 500 characters' });
  const seen = () => problem.evaluate((element) => element.getBoundingClientRect().bottom <= innerHeight);
  await expect(problem).toBeVisible();
  expect(await seen()).toBe(true);
  await page.keyboard.type('and more');
  await expect(problem).toBeVisible();
  expect(await seen(), 'also while typing').toBe(true);
});

test('the buttons of the set-up check stand apart', async ({ page }) => {
  const findings = [{ subject: 'clock', ok: true, says: 'The clocks agree.', set: null }];
  await page.route('**/api/auth/setup?*', (route) => route.fulfill({ json: { findings } }));
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 720 });
    await page.goto('/setup');
    const again = await box(page.getByRole('button', { name: 'Check again' }));
    const create = await box(page.getByRole('link', { name: 'Create the first account' }));
    const apart = Math.max(create.x - (again.x + again.width), create.y - (again.y + again.height));
    expect(apart).toBeGreaterThanOrEqual(8);
  }
});

test('a menu has the height of the window, and a picker lies beside its row', async ({ page, url, servers }) => {
  const given = signedIn({ page, url, servers });
  const { app } = await openInbox(given);
  await page.setViewportSize({ width: 1280, height: 680 });
  await app.text('Ask about the key').focus();
  await page.keyboard.press('.');
  await app.menu.waitFor();
  expect(await app.menu.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBe(0);
  const complete = app.menuItem('Complete');
  const baseline = await baselineOf(complete.getByText('Complete', { exact: true }));
  expect(await baselineOf(complete.locator('kbd').last()), 'a key cap stands on the baseline').toBeCloseTo(baseline, 0);
  await page.keyboard.press('Escape');
  await expect(app.text('Ask about the key')).toBeFocused();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press('d');
  const picker = app.dialog('Due date of “Ask about the key”');
  const text = await box(app.text('Ask about the key'));
  await expect.poll(async () => (await box(picker)).x - text.x).toBeCloseTo(0, 0);
  expect((await box(picker)).y - (text.y + text.height), 'right below it').toBeCloseTo(4, 0);
  await page.keyboard.press('Escape');
  await expect(app.text('Ask about the key')).toBeFocused();
});

test('an outage is said over the page, which stays where it is, and its buttons are there from the start', async ({
  page,
  url,
  servers,
}) => {
  const given = signedIn({ page, url, servers });
  // What is in the list never comes; the layout button does not wait for it.
  await page.route('**/api/users/*/sync*', neverAnswer);
  await page.goto('/inbox');
  await page.getByRole('main').getByRole('button', { name: 'Show as a board' }).waitFor();
  await page.unroute('**/api/users/*/sync*');
  const { app } = await openInbox(given);
  const before = await box(app.headingOf('Inbox'));
  // All of it: an answer to anything would say that Latch is back.
  await page.route('**/api/users/**', (route) => route.fulfill({ status: 503, json: {} }));
  await app.add('Written meanwhile');
  await app.waitingNotice.waitFor();
  expect(await box(app.headingOf('Inbox'))).toEqual(before);
  expect(await rightOf(app.waitingNotice)).toBeLessThanOrEqual(1280);
  // It hides nothing at the top of the page.
  const bottomOf = (locator: Locator) => box(locator).then(({ y, height }) => y + height);
  expect(await bottomOf(app.waitingNotice)).toBeGreaterThan(700);
  expect(await bottomOf(app.main.getByRole('checkbox').first())).toBeLessThan((await box(app.waitingNotice)).y);
});

test('the menu of a section lies over the rows and the bar of a selection', async ({ page, url, servers }) => {
  const given = signedIn({ page, url, servers });
  const project = given.latch.outline.createProject({ name: 'Home' });
  const { id: sectionId } = given.latch.outline.createSection({ projectId: project.id, name: 'Doing' });
  for (const title of ['One', 'Two', 'Three', 'Four'])
    given.latch.lists.create({ title, projectId: project.id, sectionId });
  const app = new TodosPage(page);
  await app.open(`/projects/${project.id}`);
  await app.text('Four').focus();
  await page.keyboard.press('x');
  await expect(app.selectionBar).toContainText('1 selected');
  await page.getByRole('button', { name: 'Actions for the section Doing' }).click();
  await app.menuItem('Delete').click();
  await expect(app.text('Four')).toBeHidden();
});
