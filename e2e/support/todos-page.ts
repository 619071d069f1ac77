import { expect, type Locator, type Page } from '@playwright/test';

/** A page of todos as a person finds it, by role and by name: any list, what is around it, and what opens over it. */
export class TodosPage {
  constructor(readonly page: Page) {}

  async open(path = '/inbox') {
    await this.page.goto(path);
    await this.heading.waitFor();
    await expect(this.page.getByText('Loading your todos')).toHaveCount(0);
    await this.loaded.waitFor({ state: 'attached' });
  }

  /** There once everything is loaded that the page needs without a network. */
  get loaded() {
    return this.page.locator('html[data-loaded]');
  }

  /** Of the page, once it is there. */
  get heading() {
    return this.page.getByRole('heading', { level: 1, name: /^(?!Loading$)./ });
  }

  headingOf(name: string) {
    return this.page.getByRole('heading', { level: 1, name, exact: true });
  }

  get main() {
    return this.page.getByRole('main');
  }

  get composer() {
    return this.main.getByRole('textbox', { name: /^Add a todo/ });
  }

  /** There while something is written in the composer. */
  get addButton() {
    return this.main.getByRole('button', { name: 'Add', exact: true });
  }

  /** Todos one below the other; on a board, those of each column. */
  get list() {
    return this.main.getByRole('list', { name: /^(Todos|Completed)/ });
  }

  /** The todos, without the headings between them. */
  get rows() {
    return this.list.getByRole('listitem').and(this.page.locator('[data-todo-id]'));
  }

  latch(title: string) {
    return this.list.getByRole('checkbox', { name: title, exact: true });
  }

  row(title: string) {
    return this.rows.filter({ has: this.page.getByRole('checkbox', { name: title, exact: true }) });
  }

  /** What is to do, with what is known of it; pressing it opens the panel. */
  text(title: string) {
    return this.row(title).locator('[data-todo-title]');
  }

  /** At the end of a row, where there is a pointer. */
  editButton(title: string) {
    return this.row(title).getByRole('button', { name: 'Edit title', exact: true });
  }

  /** The field that a title is edited in, in its row. */
  titleField(title: string) {
    return this.list.getByRole('textbox', { name: `Title of ${title}`, exact: true });
  }

  /** Opens the menu of a row. */
  actionsButton(title: string) {
    return this.row(title).getByRole('button', { name: 'Actions', exact: true });
  }

  /** Whichever menu is open. */
  get menu() {
    return this.page.getByRole('menu');
  }

  menuItem(name: string) {
    return this.menu.getByRole('menuitem', { name: new RegExp(`^${name}`) });
  }

  /** The open todo. */
  get panel() {
    return this.page.getByRole('complementary', { name: /^Todo/ });
  }

  panelOf(title: string) {
    const panel = this.page.getByRole('complementary', { name: `Todo: ${title}`, exact: true });
    return {
      panel,
      latch: panel.getByRole('checkbox', { name: title, exact: true }),
      /** Pressed, it can be edited. */
      title: panel.getByRole('heading', { level: 2 }).getByRole('button'),
      titleField: panel.getByRole('textbox', { name: 'Title', exact: true }),
      writeNotes: panel.getByRole('button', { name: /^(Write|Edit) notes$/ }),
      notesField: panel.getByRole('textbox', { name: 'Notes', exact: true }),
      subtasks: panel.getByRole('list', { name: 'Subtasks' }),
      subtaskField: panel.getByRole('textbox', { name: 'Add a subtask' }),
      history: panel.getByRole('button', { name: 'Show history' }),
      remove: panel.getByRole('button', { name: 'Delete', exact: true }),
      close: panel.getByRole('button', { name: 'Close', exact: true }),
    };
  }

  /** Both versions of something that was changed twice. */
  get choice() {
    return this.page.getByRole('group', { name: /^Also changed on another device/ });
  }

  /** What can be done with everything that is selected. */
  get selectionBar() {
    return this.page.getByRole('toolbar', { name: 'Selection' });
  }

  get toasts() {
    return this.page.getByRole('region', { name: 'Notifications' });
  }

  get undoButton() {
    return this.toasts.getByRole('button', { name: 'Undo' }).first();
  }

  get sidebar() {
    return this.page.getByRole('navigation', { name: 'Lists' });
  }

  /** A list by its name, with or without how much is open in it: `Home`, `Home 3 open`. */
  listLink(name: string) {
    return this.sidebar.getByRole('link', { name: new RegExp(`^${name}( |$)`) }).first();
  }

  /** Opens the sidebar where there is no room for it beside the page. */
  get listsButton() {
    return this.page.getByRole('button', { name: 'Lists', exact: true });
  }

  get searchButton() {
    return this.page.getByRole('button', { name: /^Search/ });
  }

  get accountButton() {
    return this.page.getByRole('button', { name: /^Account: / });
  }

  get signOutItem() {
    return this.page.getByRole('menuitem', { name: 'Sign out' });
  }

  /** The browser notes that the network is back: what waits is tried at once, and not only after up to half a minute. */
  async noteNetworkIsBack() {
    await this.page.evaluate(() => dispatchEvent(new Event('online')));
  }

  /** What says that changes wait for a server that does not answer. */
  get waitingNotice() {
    return this.page.getByRole('status').filter({ hasText: 'kept on this device and sent when Latch is back' });
  }

  /** An overlay over the page, such as a picker: by its name. */
  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name });
  }

  /** Changes something, and goes on once the server has answered that: until then the page shows what it hopes for. */
  async untilSaved(change: () => Promise<unknown>) {
    const answered = this.page.waitForResponse(
      (response) =>
        response.request().method() !== 'GET' && /\/api\/users\/[^/]+\//.test(response.url()) && response.ok(),
    );
    await change();
    await answered;
  }

  /** Types a todo and adds it with Enter. */
  async add(title: string) {
    await this.composer.fill(title);
    await this.composer.press('Enter');
  }

  /** Opens the editor of a title in its row. */
  async edit(title: string) {
    await this.text(title).focus();
    await this.text(title).press('F2');
    await this.titleField(title).waitFor();
  }

  /** Gives a todo another title, in its row. */
  async rename(title: string, to: string) {
    await this.edit(title);
    await this.titleField(title).fill(to);
    await this.titleField(title).press('Enter');
  }

  /** Deletes a todo by its key. */
  async remove(title: string) {
    await this.text(title).focus();
    await this.text(title).press('Delete');
  }
}
