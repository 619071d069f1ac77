import { grace } from '../../../frontend/src/testing/fake-account-state.js';
import { FakeLatch } from '../../../frontend/src/testing/fake-latch.js';
import { learnOfNewVersion, untilPrepared } from '../new-version.js';
import { TodosPage } from '../todos-page.js';
import { makeHousehold, openInbox, openPanel } from './household.js';
import { type State, tellOfSessionChange } from './state.js';

const newVersionStates: State[] = [
  {
    name: 'new version',
    open: async (context) => {
      const { page } = context;
      await page.route('**/version.json', (route) => route.fulfill({ json: { build: 'another' } }));
      await openInbox(context);
      await learnOfNewVersion(page);
    },
  },
  {
    name: 'page that does not load',
    open: async ({ page }) => {
      await page.route(/\/(?:version\.json|assets\/trash-page-.*)$/, (route) => route.abort());
      await page.goto('/trash');
      await page.getByRole('heading', { name: 'This page cannot be loaded just now' }).waitFor();
    },
  },
  {
    name: 'overlay that does not load, while Latch is away',
    open: async (context) => {
      const { page } = context;
      await openInbox(context);
      await untilPrepared(page);
      await page.route(/\/(?:version\.json|assets\/.*)$/, (route) => route.abort());
      await page.keyboard.press('?');
      await page.getByText('You can open it once Latch answers again.').waitFor();
    },
  },
];

const panelStates: State[] = [
  { name: 'panel', open: async (context) => void (await openPanel(context)) },
  {
    name: 'panel, writing notes',
    open: async (context) => {
      const { panel } = await openPanel(context);
      await panel.writeNotes.click();
      await panel.notesField.waitFor();
    },
  },
  {
    name: 'panel, title refused',
    open: async (context) => {
      const { panel } = await openPanel(context);
      await panel.title.click();
      await panel.titleField.fill('');
      await panel.titleField.press('Enter');
      await context.page.getByText('Give the todo a title.').waitFor();
    },
  },
  {
    name: 'panel, history',
    open: async (context) => {
      const { panel } = await openPanel(context);
      await panel.history.click();
      await panel.panel.getByRole('region', { name: 'History' }).getByRole('listitem').first().waitFor();
    },
  },
  {
    name: 'panel, conflict',
    open: async (context) => {
      const { app, panel, train } = await openPanel(context);
      await panel.writeNotes.click();
      await panel.notesField.waitFor();
      context.latch.changeElsewhere(train.id, { notes: 'Theirs' });
      await panel.notesField.fill('Mine');
      await panel.notesField.press('Control+Enter');
      await app.choice.first().waitFor();
    },
  },
  {
    name: 'panel of a todo that is not there',
    open: async ({ page }) => {
      await page.goto('/inbox?todo=0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d01');
      await page.getByText(/^This todo was deleted\./).waitFor();
    },
  },
];

/** Opens a picker or menu of a todo by its key. */
function byKey(name: string, key: string, role: 'dialog' | 'menu'): State {
  return {
    name,
    open: async (context) => {
      const { app } = await openInbox(context);
      await app.text('Book the train').focus();
      await context.page.keyboard.press(key);
      await context.page.getByRole(role).waitFor();
    },
  };
}

const pickerStates: State[] = [
  byKey('due date picker', 'd', 'dialog'),
  byKey('label picker', 'l', 'dialog'),
  byKey('move picker', 'm', 'dialog'),
  {
    name: 'reminder picker',
    open: async (context) => {
      const { app } = await openInbox(context);
      await app.text('Book the train').focus();
      await context.page.keyboard.press('.');
      await app.menuItem('Reminders…').click();
      await context.page.getByRole('dialog').waitFor();
    },
  },
  byKey('menu of a todo', '.', 'menu'),
  {
    name: 'why a todo is in a filter',
    open: async (context) => {
      makeHousehold(context);
      const app = new TodosPage(context.page);
      await app.open('/filter?query=p1 %26 !(overdue | no date)');
      await app.text('Book the train').focus();
      await context.page.keyboard.press('.');
      await context.page.getByRole('menuitem', { name: 'Why is this here?' }).click();
      await app.dialog('Why is this here?').waitFor();
    },
  },
  byKey('keys', '?', 'dialog'),
  byKey('palette', 'Control+k', 'dialog'),
  {
    name: 'palette, found',
    open: async (context) => {
      const { app } = await openInbox(context);
      await app.searchButton.click();
      await app.dialog('Search and commands').getByRole('combobox').fill('train');
      await context.page.getByRole('option', { name: /Book the train/ }).waitFor();
    },
  },
  {
    name: 'palette, nothing found',
    open: async (context) => {
      const { app } = await openInbox(context);
      await app.searchButton.click();
      await app.dialog('Search and commands').getByRole('combobox').fill('zzzz');
      await context.page.getByText('No results.').waitFor();
    },
  },
];

/** Opens a dialog from the menu of a list in the page's head. */
function byListMenu(name: string, of: 'home' | 'label', entry: string, role: 'dialog' | 'alertdialog'): State {
  return {
    name,
    open: async (context) => {
      const household = makeHousehold(context);
      const app = new TodosPage(context.page);
      await app.open(of === 'home' ? `/projects/${household.home.id}` : `/labels/${household.label.id}`);
      await app.main.getByRole('button', { name: `Actions for ${of === 'home' ? 'Home' : 'waiting'}` }).click();
      await app.menuItem(entry).click();
      await context.page.getByRole(role).waitFor();
    },
  };
}

const dialogStates: State[] = [
  {
    name: 'new project, refused',
    open: async (context) => {
      const { app } = await openInbox(context);
      await app.sidebar.getByRole('button', { name: 'Add a project', exact: true }).click();
      await app.dialog('New project').getByRole('button', { name: 'Add project' }).click();
      await context.page.getByText('Give the project a name.').waitFor();
    },
  },
  {
    name: 'new label',
    open: async (context) => {
      const { app } = await openInbox(context);
      await app.sidebar.getByRole('button', { name: 'Add a label', exact: true }).click();
      await app.dialog('New label').waitFor();
    },
  },
  byListMenu('edit project', 'home', 'Edit or move', 'dialog'),
  byListMenu('delete project', 'home', 'Delete', 'alertdialog'),
  byListMenu('edit label', 'label', 'Edit', 'dialog'),
  byListMenu('delete label', 'label', 'Delete', 'alertdialog'),
  {
    name: 'menu of a project',
    open: async (context) => {
      const { home } = makeHousehold(context);
      const app = new TodosPage(context.page);
      await app.open(`/projects/${home.id}`);
      await app.main.getByRole('button', { name: 'Actions for Home' }).click();
      await app.menuItem('Archive').waitFor();
    },
  },
  {
    name: 'clear completed?',
    open: async (context) => {
      makeHousehold(context);
      await new TodosPage(context.page).open('/completed');
      await context.page.getByRole('button', { name: 'Clear completed' }).click();
      await context.page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'delete for good?',
    open: async (context) => {
      makeHousehold(context);
      await new TodosPage(context.page).open('/trash');
      await context.page.getByRole('button', { name: 'Delete Throw this away for good' }).click();
      await context.page.getByRole('alertdialog').waitFor();
    },
  },
];

const shellStates: State[] = [
  {
    name: 'another person signed in in another tab',
    open: async (context) => {
      await openInbox(context);
      context.account.session = grace;
      await tellOfSessionChange(context.page);
      await context.page.getByRole('button', { name: 'Reload as Grace' }).waitFor();
    },
  },
  {
    name: 'drawer',
    narrowAlone: true,
    open: async (context) => {
      await context.page.setViewportSize({ width: 360, height: 800 });
      const { app } = await openInbox(context);
      await app.listsButton.click();
      await app.listLink('Home').waitFor();
    },
  },
  {
    name: 'account menu',
    open: async (context) => {
      const { app } = await openInbox(context);
      await app.accountButton.click();
      await app.signOutItem.waitFor();
    },
  },
  {
    name: 'theme menu',
    open: async (context) => {
      await openInbox(context);
      await context.page.getByRole('button', { name: /^Theme/ }).click();
      await context.page.getByRole('menuitemradio', { name: 'Dark' }).waitFor();
    },
  },
  {
    name: 'conflict in a list',
    open: async (context) => {
      const { app, train } = await openInbox(context);
      await app.edit('Book the train');
      await app.titleField('Book the train').fill('Mine');
      context.latch.changeElsewhere(train.id, { title: 'Theirs' });
      await app.titleField('Book the train').press('Enter');
      await app.choice.waitFor();
    },
  },
  {
    name: 'changes wait',
    open: async (context) => {
      const { app } = await openInbox(context);
      await context.page.route('**/api/users/**', (route) => route.fulfill({ status: 503, json: {} }));
      await app.add('Written meanwhile');
      await app.waitingNotice.waitFor();
    },
  },
  {
    name: 'session ended',
    open: async (context) => {
      const { app } = await openInbox(context);
      context.account.session = null;
      context.latch.be(FakeLatch.refusals.signedOut);
      await app.add('Written signed out');
      await app.dialog('Sign in to continue').waitFor();
    },
  },
];

export const overlayStates: State[] = [
  ...newVersionStates,
  ...panelStates,
  ...pickerStates,
  ...dialogStates,
  ...shellStates,
];
