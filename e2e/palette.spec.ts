import type { OrganisePage } from './support/organise-page.js';
import { expect, test } from './support/organise-test.js';

async function openByKey(latch: OrganisePage) {
  await latch.page.keyboard.press('Control+k');
  const palette = latch.dialog('Search and commands');
  await expect(palette.getByRole('combobox')).toBeFocused();
  return palette;
}

test('finds todos, projects, labels, pages and commands from one field', async ({ page, latch, api }) => {
  const home = await api.project('Homework');
  const label = await api.label('home office');
  const later = await api.section(home, 'Later');
  const [lamp] = await api.todos(['Buy a lamp for the home office'], { sectionId: later.id });
  await latch.open();
  await latch.searchButton.click();
  const palette = latch.dialog('Search and commands');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('home');
  await expect(palette.getByRole('group', { name: 'Go to' }).getByRole('option')).toHaveText([
    'Homework',
    'home office',
  ]);
  await expect(palette.getByRole('group', { name: 'Todos' }).getByRole('option')).toHaveText([
    /Buy a lamp.*Homework/,
    'Show all results',
  ]);
  await latch.option('home office').first().click();
  await expect(page).toHaveURL(`/labels/${label.id}`);

  await openByKey(latch);
  await page.keyboard.type('lamp');
  await latch.option('Buy a lamp').click();
  await expect(page).toHaveURL(`/projects/${home.id}?todo=${lamp?.id}`);
  await expect(latch.panelOf('Buy a lamp for the home office').panel).toBeVisible();

  await openByKey(latch);
  await page.keyboard.type('keyboard short');
  await expect(latch.option('Show keyboard shortcuts')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(latch.dialog('Keyboard shortcuts')).toBeVisible();
});

test('the arrows choose, Enter takes, and the places one was at last come first', async ({ page, latch, api }) => {
  for (const name of ['Garden', 'Garage']) await api.project(name);
  await latch.open();
  const palette = await openByKey(latch);
  await page.keyboard.type('gar');
  await expect(palette.getByRole('option')).toHaveText(['Garden', 'Garage']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(latch.headingOf('Garage')).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('group', { name: 'Recent' }).getByRole('option')).toHaveText(['Garage']);
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
});

test('opens while one writes, and gives back what was written and the cursor', async ({ page, latch }) => {
  await latch.open();
  await latch.composer.fill('Half a thou');
  await openByKey(latch);
  await page.keyboard.type('nothing is called this');
  await expect(latch.dialog('Search and commands')).toContainText('No results.');
  await page.keyboard.press('Enter');
  await expect(latch.dialog('Search and commands')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(latch.composer).toBeFocused();
  await page.keyboard.type('ght');
  await expect(latch.composer).toHaveValue('Half a thought');
});

test('finds by words of the notes and in what is completed', async ({ page, latch, api }) => {
  const [train, ferns] = await api.todos(['Book the train', 'Water the ferns']);
  await api.change(train!, { notes: 'Window seat, two bicycles' });
  await api.change(ferns!, { completed: true });
  await latch.open();
  await openByKey(latch);
  await page.keyboard.type('bicycles');
  await expect(latch.option('Book the train')).toBeVisible();
  await latch.dialog('Search and commands').getByRole('combobox').fill('ferns');
  await expect(latch.option('Water the ferns')).toBeVisible();
  await expect(latch.option('Book the train')).toBeHidden();
});
