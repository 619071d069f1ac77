import { TodosPage } from '../todos-page.js';
import { makeHousehold, openInbox, openPanel } from './household.js';
import { neverAnswer, type State, type StateContext } from './state.js';

async function openEmpty(context: StateContext, path: string, words: string) {
  await new TodosPage(context.page).open(path);
  await context.page.getByText(words).waitFor();
}

/** The day it is on the page. */
const todayIn = ({ page }: StateContext) => page.evaluate(() => new Intl.DateTimeFormat('sv').format(new Date()));

const noRoom = {
  status: 422,
  body: { error_code: 'LIMIT_REACHED', message: 'There is no room for more todos.', detail: null },
};

export const listStates: State[] = [
  {
    name: 'Inbox, loading',
    open: async ({ page }) => {
      // All of it: the first page of the list can come before the rest.
      await page.route(/\/api\/users\/[^/]+\/(sync|outline|projects)/, neverAnswer);
      await page.goto('/inbox');
      await page.getByRole('status').filter({ hasText: 'Loading your todos' }).waitFor();
    },
  },
  { name: 'Inbox, empty', open: (context) => openEmpty(context, '/inbox', 'Your Inbox is empty') },
  { name: 'Inbox', open: async (context) => void (await openInbox(context)) },
  {
    name: 'Inbox, writing',
    open: async (context) => {
      const { app } = await openInbox(context);
      await app.composer.fill('Half a thou');
    },
  },
  {
    name: 'Inbox, editing',
    open: async (context) => {
      const { app } = await openInbox(context);
      await app.edit('Book the train');
      await app.titleField('Book the train').fill('');
      await app.titleField('Book the train').press('Enter');
      await context.page.getByText('Give the todo a title.').waitFor();
    },
  },
  {
    name: 'Inbox, adding a section',
    open: async (context) => {
      await openInbox(context);
      await context.page.getByRole('button', { name: 'Add a section' }).click();
      await context.page.getByRole('textbox', { name: 'Name of the new section' }).fill('Later');
    },
  },
  {
    name: 'Inbox, undo offered',
    open: async (context) => {
      const { app } = await openInbox(context);
      await app.remove('Book the train');
      await app.undoButton.waitFor();
    },
  },
  {
    name: 'Inbox, selecting',
    open: async (context) => {
      const { app } = await openInbox(context);
      await app.text('Book the train').focus();
      await context.page.keyboard.press('x');
      await app.text('Ask about the key').focus();
      await context.page.keyboard.press('x');
      await app.selectionBar.getByText('2 selected').waitFor();
    },
  },
  {
    name: 'Project, selecting what is folded up',
    open: async (context) => {
      const { home } = makeHousehold(context);
      const app = new TodosPage(context.page);
      await app.open(`/projects/${home.id}`);
      await app.text('Order tiles').focus();
      await context.page.keyboard.press('Control+a');
      await context.page.getByRole('button', { name: 'Todos of This week' }).click();
      await app.selectionBar.getByText('3 selected, 2 not shown').waitFor();
    },
  },
  {
    name: 'project as a list',
    open: async (context) => {
      const { home } = makeHousehold(context);
      const app = new TodosPage(context.page);
      await app.open(`/projects/${home.id}`);
      await app.latch('Sand it first').waitFor();
      await context.page.getByRole('button', { name: 'Add a todo to This week' }).waitFor();
    },
  },
  {
    name: 'project, empty',
    open: async (context) => {
      const { id } = context.latch.outline.createProject({ name: 'Home' });
      await openEmpty(context, `/projects/${id}`, 'No todos yet');
    },
  },
  {
    name: 'project that is not there',
    open: async ({ page }) => {
      await page.goto('/projects/0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d01');
      await page.getByRole('heading', { name: 'This project is not here' }).waitFor();
    },
  },
  {
    name: 'board',
    open: async (context) => {
      const { renovation } = makeHousehold(context);
      const app = new TodosPage(context.page);
      await app.open(`/projects/${renovation.id}`);
      await app.latch('Paint the door').waitFor();
    },
  },
  {
    name: 'board, writing a card',
    open: async (context) => {
      const { renovation } = makeHousehold(context);
      const app = new TodosPage(context.page);
      await app.open(`/projects/${renovation.id}`);
      await context.page.getByRole('button', { name: 'Add a todo to This week' }).click();
      await app.composer.press('Enter');
      await context.page.getByText('Give the todo a title.').waitFor();
    },
  },
  {
    name: 'board, empty',
    open: async (context) => {
      const { id } = context.latch.outline.createProject({ name: 'Home', layout: 'board' });
      await new TodosPage(context.page).open(`/projects/${id}`);
      await context.page.getByRole('region', { name: 'No section' }).waitFor();
    },
  },
  {
    name: 'label',
    open: async (context) => {
      const { label } = makeHousehold(context);
      const app = new TodosPage(context.page);
      await app.open(`/labels/${label.id}`);
      await app.latch('Book the train').waitFor();
    },
  },
  {
    name: 'label, empty',
    open: async (context) => {
      const { id } = context.latch.outline.createLabel({ name: 'waiting' });
      await openEmpty(context, `/labels/${id}`, 'No open todos with this label');
    },
  },
  {
    name: 'filter, empty',
    open: (context) => openEmpty(context, '/filter', 'Examples'),
  },
  {
    name: 'filter',
    open: async (context) => {
      makeHousehold(context);
      const app = new TodosPage(context.page);
      await app.open('/filter?query=p1 | %23Hom');
      await app.latch('Book the train').waitFor();
      await context.page.getByText('There is no project called “Hom”.').waitFor();
    },
  },
  {
    name: 'filter with errors',
    open: (context) =>
      openEmpty(context, '/filter?query=p1 %26 %26 nonsense (today', 'Two conditions have one operator'),
  },
  {
    name: 'search, empty',
    open: (context) => openEmpty(context, '/search', 'Search your todos'),
  },
  {
    name: 'search',
    open: async (context) => {
      const { page, latch } = context;
      makeHousehold(context);
      latch.lists.create({
        title: 'Pack for the train',
        notes: 'Sandwiches\n- two tickets for the train, and the bicycles\n- a book',
      });
      const { id } = latch.lists.create({ title: 'Renew the train card' });
      latch.changeElsewhere(id, { completed: true });
      await new TodosPage(page).open('/search?query=trian');
      await page.getByRole('heading', { name: 'Completed' }).waitFor();
    },
  },
  {
    name: 'search, nothing found',
    open: (context) => openEmpty(context, '/search?query=zebra', 'No todos found'),
  },
  {
    name: 'Today',
    open: async (context) => {
      const { train } = makeHousehold(context);
      context.latch.changeElsewhere(train.id, { due: await todayIn(context) });
      const app = new TodosPage(context.page);
      await app.open('/today');
      await app.latch('Book the train').click();
      await context.page.getByRole('button', { name: 'Move all to today' }).waitFor();
    },
  },
  { name: 'Today, empty', open: (context) => openEmpty(context, '/today', 'Nothing is due today') },
  {
    name: 'Upcoming',
    open: async (context) => {
      const { train, key } = makeHousehold(context);
      const due = await todayIn(context);
      for (const { id } of [train, key]) context.latch.changeElsewhere(id, { due });
      const app = new TodosPage(context.page);
      await app.open('/upcoming');
      await context.page.getByRole('button', { name: 'Overdue todos' }).click();
      await app.latch('Order tiles').first().waitFor();
      await context.page.getByRole('button', { name: 'Add a todo for Tomorrow' }).click();
      await app.composer.fill('Half a thou');
    },
  },
  {
    name: 'Upcoming as a month',
    open: async (context) => {
      const { train, key } = makeHousehold(context);
      const due = await todayIn(context);
      for (const { id } of [train, key]) context.latch.changeElsewhere(id, { due });
      await new TodosPage(context.page).open('/upcoming?view=month');
      await context.page.getByRole('gridcell', { name: /, 2 todos/ }).waitFor();
    },
  },
  {
    name: 'Completed',
    open: async (context) => {
      makeHousehold(context);
      const app = new TodosPage(context.page);
      await app.open('/completed');
      await app.latch('Water the ferns').waitFor();
    },
  },
  { name: 'Completed, empty', open: (context) => openEmpty(context, '/completed', 'Nothing completed yet') },
  {
    name: 'Trash',
    open: async (context) => {
      makeHousehold(context);
      await new TodosPage(context.page).open('/trash');
      await context.page.getByRole('button', { name: 'Restore Throw this away' }).waitFor();
    },
  },
  {
    name: 'Needs you',
    open: async (context) => {
      const { app, train } = await openInbox(context);
      await app.edit('Book the train');
      await app.titleField('Book the train').fill('Book the night train');
      context.latch.changeElsewhere(train.id, { title: 'Book the morning train' });
      await app.titleField('Book the train').press('Enter');
      await app.choice.waitFor();
      context.latch.refuseNext(noRoom);
      await app.add('Water the roses in the yard');
      await app.listLink('Needs you').click();
      await context.page.getByRole('group', { name: /was not added/ }).waitFor();
      await context.page.keyboard.press('j');
    },
  },
  {
    name: 'Needs you, with notes, and editing',
    open: async (context) => {
      const { panel, app, train } = await openPanel(context);
      const { notes } = train;
      await panel.writeNotes.click();
      await panel.notesField.waitFor();
      context.latch.changeElsewhere(train.id, { notes: notes.replace('two bicycles', 'three bicycles, and a tent') });
      await panel.notesField.fill(notes.replace('window', 'corridor'));
      await panel.notesField.press('Control+Enter');
      await app.choice.first().waitFor();
      await panel.panel.getByRole('button', { name: 'Close' }).click();
      context.latch.refuseNext(noRoom);
      await app.add('Water the roses in the yard');
      await app.listLink('Needs you').click();
      await context.page.getByRole('button', { name: 'Edit and try again' }).click();
      await context.page.getByRole('textbox', { name: 'What you wanted' }).waitFor();
    },
  },
  { name: 'Needs you, empty', open: (context) => openEmpty(context, '/needs-you', 'Nothing needs you') },
  { name: 'Trash, empty', open: (context) => openEmpty(context, '/trash', 'Trash is empty') },
  { name: 'Settings', open: (context) => openEmpty(context, '/settings', 'Density') },
];
