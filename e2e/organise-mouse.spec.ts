import { expect, test } from './support/organise-test.js';

test('projects, one in another, sections and labels are made by mouse, and todos go into them', async ({
  page,
  latch,
  api,
}) => {
  await latch.open();
  await latch.sidebar.getByRole('button', { name: 'Add a project', exact: true }).click();
  const project = latch.dialog('New project');
  await project.getByRole('textbox', { name: 'Name' }).fill('Renovation');
  await project.getByRole('radio', { name: 'orange' }).check();
  await project.getByRole('button', { name: 'Add project' }).click();
  await expect(latch.heading).toHaveText('Renovation');

  await latch.chooseIn('Renovation', 'Add a project in it…');
  await project.getByRole('textbox', { name: 'Name' }).fill('Kitchen');
  await expect(project.getByRole('combobox', { name: 'Parent project' }).locator('option:checked')).toHaveText(
    'Renovation',
  );
  await project.getByRole('button', { name: 'Add project' }).click();
  await expect(latch.sidebar.getByRole('list', { name: 'In Renovation' })).toContainText('Kitchen');
  await latch.sidebar.getByRole('button', { name: 'Projects in Renovation' }).click();
  await expect(latch.listLink('Kitchen')).toBeHidden();
  await latch.sidebar.getByRole('button', { name: 'Projects in Renovation' }).click();

  await latch.listLink('Kitchen').click();
  await expect(latch.heading).toHaveText('Kitchen');
  for (const name of ['This week', 'Later']) {
    await page.getByRole('button', { name: 'Add a section' }).click();
    await page.getByRole('textbox', { name: 'Name of the new section' }).fill(name);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
  }
  await latch.add('Order tiles');
  await page.getByRole('button', { name: 'Add a todo to Later' }).click();
  await latch.add('Paint the door');
  await latch.expectTitles(['Order tiles', 'Paint the door']);
  await expect(latch.listLink('Kitchen')).toHaveAccessibleName('Kitchen 2 open');

  await latch.sidebar.getByRole('button', { name: 'Add a label' }).click();
  const label = latch.dialog('New label');
  await label.getByRole('textbox', { name: 'Name' }).fill('errand');
  await label.getByRole('button', { name: 'Add label' }).click();
  await expect(latch.listLink('errand')).toBeVisible();

  await expect.poll(async () => (await api.outline()).labels).toHaveLength(1);
  await page.reload();
  await latch.expectTitles(['Order tiles', 'Paint the door']);
  const { projects, sections, labels } = await api.outline();
  const [, renovation, kitchen] = projects;
  expect(projects.map(({ name, parentId }) => [name, parentId])).toEqual([
    ['Inbox', null],
    ['Renovation', null],
    ['Kitchen', renovation?.id],
  ]);
  expect(labels.map(({ name }) => name)).toEqual(['errand']);
  const later = sections.find(({ name }) => name === 'Later');
  expect((await api.in(kitchen?.id ?? '')).map((todo) => [todo.title, todo.sectionId])).toEqual([
    ['Order tiles', null],
    ['Paint the door', later?.id],
  ]);
});

test('priority, due date, labels and project are set from the menu of a row', async ({ page, latch, api }) => {
  const home = await api.project('Home');
  const errand = await api.label('errand');
  const [train] = await api.todos(['Book the train', 'Water the ferns']);
  await latch.open();
  const row = latch.row('Book the train');
  const choose = (entry: string) => latch.chooseFor('Book the train', entry);

  await latch.text('Book the train').click({ button: 'right' });
  await page.getByRole('menuitemradio', { name: 'Priority 1' }).click();
  await expect(row).toContainText('P1');
  await choose('Due date…');
  await latch.option('Tomorrow').click();
  await expect(row).toContainText('Due Tomorrow');
  await choose('Labels…');
  await latch.option('errand').click();
  await latch.dialog('Labels of').getByRole('combobox').fill('waiting');
  await latch.option('New label “waiting”').click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(row).toContainText('errand');
  await expect(row).toContainText('waiting');
  await choose('Move to…');
  await latch.option('Home').click();
  await expect(row).toBeHidden();
  await latch.expectTitles(['Water the ferns']);

  await latch.listLink('waiting').click();
  await expect(latch.latch('Book the train')).toBeVisible();
  await expect.poll(() => api.get(train!)).toMatchObject({ priority: 1, projectId: home.id });
  const { labels } = await api.outline();
  const waiting = labels.find(({ name }) => name === 'waiting');
  const now = await api.get(train!);
  expect(now.labelIds.toSorted()).toEqual([errand.id, waiting?.id ?? ''].toSorted());
  expect(now.due).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test('notes are shown as Markdown, and neither run nor load anything', async ({ page, latch, api }) => {
  const train = await api.todo({ title: 'Book the train' });
  const asked: string[] = [];
  await page.context().route(/evil\.example/, (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  await latch.open();
  await latch.text('Book the train').click();
  const panel = latch.panelOf('Book the train');
  await panel.writeNotes.click();
  await panel.notesField.fill(
    [
      '## Seats',
      '**two bicycles**',
      '- [x] look',
      '<script>window.wasRun = true</script>',
      '<img src="https://evil.example/a.png" onerror="window.wasRun = true">',
      '![the seat](https://evil.example/b.png)',
      '[a trap](javascript:window.wasRun=true) and [the timetable](https://evil.example/t)',
    ].join('\n\n'),
  );
  await panel.panel.getByRole('heading', { level: 3, name: 'Notes' }).click();
  const notes = latch.part('Book the train', 'Notes');
  await expect(notes.getByRole('heading', { name: 'Seats' })).toBeVisible();
  await expect(notes.locator('strong')).toHaveText('two bicycles');
  await expect(notes.getByRole('checkbox')).toBeChecked();
  await expect(notes.locator('img, script')).toHaveCount(0);
  await expect(notes.getByRole('link', { name: 'a trap' })).toHaveCount(0);
  const picture = notes.getByRole('link', { name: 'Picture: the seat' });
  await expect(picture).toHaveAttribute('rel', 'noopener noreferrer nofollow');
  await expect(notes.getByRole('link', { name: 'the timetable' })).toHaveAttribute('target', '_blank');
  await notes.getByText('a trap').click();
  await expect.poll(async () => (await api.get(train)).notes).toContain('## Seats');
  await page.reload();
  await expect(notes.locator('strong')).toHaveText('two bicycles');
  expect(await page.evaluate(() => 'wasRun' in window)).toBe(false);
  expect(asked, 'what was asked of the other server').toEqual([]);

  const opened = page.context().waitForEvent('page');
  await picture.click();
  await opened;
  await expect.poll(() => asked).toEqual(['https://evil.example/b.png']);
});

test('subtasks are added, completed with their parent, and counted where they are folded', async ({
  page,
  latch,
  api,
}) => {
  const [train] = await api.todos(['Book the train', 'Water the ferns']);
  await latch.open();
  await latch.text('Book the train').click();
  const panel = latch.panelOf('Book the train');
  await expect(page).toHaveURL(`/inbox?todo=${train?.id}`);
  for (const title of ['Look up the connection', 'Reserve the bicycles']) {
    await panel.subtaskField.fill(title);
    await panel.subtaskField.press('Enter');
  }
  await latch.expectTitles(['Book the train', 'Look up the connection', 'Reserve the bicycles', 'Water the ferns']);
  await expect(latch.row('Reserve the bicycles')).toHaveAttribute('aria-level', '2');
  await panel.subtasks.getByRole('button', { name: 'Reserve the bicycles' }).click();
  const subtask = latch.panelOf('Reserve the bicycles');
  await expect(subtask.panel.getByRole('navigation', { name: 'Location' })).toContainText('Book the train');
  await subtask.panel.getByRole('button', { name: 'Book the train' }).click();
  await panel.close.click();
  await expect(page).toHaveURL('/inbox');

  await latch.row('Book the train').getByRole('button', { name: 'Subtasks of Book the train' }).click();
  await expect(latch.row('Book the train')).toContainText('2 subtasks');
  await latch.expectTitles(['Book the train', 'Water the ferns']);
  await latch.latch('Book the train').click();
  await latch.expectTitles(['Water the ferns']);
  await expect.poll(() => api.titles()).toEqual(['Water the ferns']);
  await latch.undoButton.click();
  await expect.poll(() => api.titles()).toHaveLength(4);
  await expect(latch.row('Book the train')).toContainText('2 subtasks');
});

test('a project is shown as a board and as a list again, and stays so', async ({ page, latch, api }) => {
  const home = await api.project('Home');
  const week = await api.section(home, 'This week');
  await api.todos(['Ask about the key', 'Sand the floor'], { sectionId: week.id });
  await api.todo({ title: 'Measure everything', projectId: home.id });
  await latch.open(`/projects/${home.id}`);
  await latch.expectTitles(['Measure everything', 'Ask about the key', 'Sand the floor']);
  await page.getByRole('button', { name: 'Show as a board' }).click();
  await expect(latch.column('This week').getByRole('checkbox')).toHaveCount(2);
  await latch.column('This week').getByRole('button', { name: 'Add a todo to This week' }).click();
  await page.getByRole('textbox', { name: 'Add a todo to This week' }).fill('Order tiles');
  await page.keyboard.press('Enter');
  await expect(latch.column('This week').locator('[data-todo-title]').first()).toContainText('Order tiles');
  await page.getByRole('button', { name: 'Add a section' }).click();
  await page.getByRole('textbox', { name: 'Name of the new section' }).fill('Later');
  await page.keyboard.press('Enter');
  await expect(latch.column('Later')).toBeVisible();
  await expect.poll(async () => (await api.outline()).sections).toHaveLength(2);
  await page.reload();
  await expect(latch.column('This week').getByRole('checkbox')).toHaveCount(3);
  await page.getByRole('button', { name: 'Show as a list' }).click();
  await latch.expectTitles(['Measure everything', 'Order tiles', 'Ask about the key', 'Sand the floor']);
  await expect.poll(async () => (await api.outline()).projects.find(({ id }) => id === home.id)?.layout).toBe('list');
  await page.reload();
  await expect(latch.composer).toBeVisible();
  await latch.expectTitles(['Measure everything', 'Order tiles', 'Ask about the key', 'Sand the floor']);
});

test('a project is archived and taken out again', async ({ latch, api }) => {
  const home = await api.project('Home');
  await latch.open();
  await latch.chooseIn('Home', 'Archive');
  await expect(latch.listLink('Home')).toBeHidden();
  await latch.sidebar.getByRole('button', { name: 'Archived (1)' }).click();
  await expect(latch.listLink('Home')).toBeVisible();
  await expect.poll(async () => (await api.outline()).projects.find(({ id }) => id === home.id)?.archived).toBe(true);
  await latch.chooseIn('Home', 'Unarchive');
  await expect(latch.sidebar.getByRole('list', { name: 'Projects' })).toContainText('Home');
  await expect.poll(async () => (await api.outline()).projects.find(({ id }) => id === home.id)?.archived).toBe(false);
});

test('a project goes to Trash with all that is in it, as was said before, and comes back where it was', async ({
  page,
  latch,
  api,
}) => {
  const home = await api.project('Home');
  const kitchen = await api.project('Kitchen', { parentId: home.id });
  await api.project('Work');
  const week = await api.section(home, 'This week');
  const [key] = await api.todos(['Ask about the key', 'Sand the floor'], { sectionId: week.id });
  await api.todo({ title: 'Ask Grace', parentId: key!.id });
  await api.todo({ title: 'Order tiles', projectId: kitchen.id });
  await latch.open(`/projects/${home.id}`);
  await latch.chooseIn('Home', 'Delete…');
  const question = page.getByRole('alertdialog', { name: 'Delete “Home”?' });
  await expect(question).toContainText('4 todos, 1 section and 1 project go to Trash with it.');
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(latch.listLink('Home')).toBeHidden();
  await expect(latch.listLink('Kitchen')).toBeHidden();
  await latch.listLink('Trash').click();
  const trash = page.getByRole('list', { name: 'Trash' });
  await expect(trash.getByRole('listitem')).toHaveCount(1);
  await expect(trash).toContainText('Project with 4 todos, deleted today, stays 30 more days');
  await trash.getByRole('button', { name: 'Restore Home' }).click();

  await expect(latch.sidebar.getByRole('list', { name: 'Projects' }).getByRole('link')).toHaveText([
    /^Home/,
    /^Kitchen/,
    /^Work/,
  ]);
  await latch.listLink('Home').click();
  await latch.expectTitles(['Ask about the key', 'Ask Grace', 'Sand the floor']);
  await expect(latch.row('Ask Grace')).toHaveAttribute('aria-level', '2');
  await expect(page.getByRole('heading', { level: 2, name: 'This week' })).toBeVisible();
  await expect.poll(() => api.titles(kitchen.id)).toEqual(['Order tiles']);
});

test('what was done is undone by its toast, and the history of a todo reads as sentences', async ({ latch, api }) => {
  const home = await api.project('Home');
  const errand = await api.label('errand');
  const [todo] = await api.todos(['Book the train', 'Water the ferns']);
  await api.change(todo!, { title: 'Book the night train', priority: 2 });
  await api.change(todo!, { notes: 'Window seat' });
  await api.change(todo!, { labelIds: [errand.id] });
  await api.move(todo!, { projectId: home.id });
  await latch.open(`/projects/${home.id}`);
  await latch.chooseFor('Book the night train', 'Delete');
  await expect(latch.row('Book the night train')).toBeHidden();
  await latch.undoButton.click();
  await expect(latch.latch('Book the night train')).toBeVisible();
  await expect.poll(() => api.titles(home.id)).toEqual(['Book the night train']);

  await latch.text('Book the night train').click();
  const panel = latch.panelOf('Book the night train');
  await panel.history.click();
  await expect(latch.part('Book the night train', 'History').getByRole('listitem')).toHaveText([
    /^Undo: restored from Trash/,
    /^Moved to Trash/,
    /^Moved to the project “Home”/,
    /^Label “errand” added/,
    /^Notes written/,
    /^(Renamed from “Book the train” to “Book the night train”|Priority set to 2)/,
    /^(Renamed from “Book the train” to “Book the night train”|Priority set to 2)/,
    /^Added/,
  ]);
});

test('what is completed is kept by day, and can be opened again', async ({ page, latch, api }) => {
  await api.todos(['Book the train', 'Water the ferns', 'Ask about the key']);
  await latch.open();
  await latch.latch('Book the train').click();
  await latch.expectTitles(['Water the ferns', 'Ask about the key']);
  await latch.latch('Ask about the key').click();
  await latch.expectTitles(['Water the ferns']);
  await latch.listLink('Completed').click();
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { level: 2 })).toHaveText(['Today']);
  await latch.expectTitles(['Ask about the key', 'Book the train']);
  await latch.latch('Book the train').click();
  await latch.expectTitles(['Ask about the key']);
  await expect.poll(() => api.titles()).toEqual(['Book the train', 'Water the ferns']);
});
