import type { Page } from '@playwright/test';

/** The dashboard as a person finds it: by role and by name. */
export class Dashboard {
  constructor(readonly page: Page) {}

  async open(search = '') {
    await this.page.goto(`/dashboard${search}`);
    await this.heading.waitFor();
  }

  get heading() {
    return this.page.getByRole('heading', { level: 1, name: 'Todos', exact: true });
  }

  get composer() {
    return this.page.getByRole('textbox', { name: 'Add a todo' });
  }

  get addButton() {
    return this.page.getByRole('button', { name: 'Add', exact: true });
  }

  get list() {
    return this.page.getByRole('list', { name: 'Todos' });
  }

  get rows() {
    return this.list.getByRole('listitem');
  }

  latch(title: string) {
    return this.list.getByRole('checkbox', { name: title, exact: true });
  }

  row(title: string) {
    return this.rows.filter({ has: this.page.getByRole('checkbox', { name: title, exact: true }) });
  }

  /** The text of a todo, which opens its editor. */
  text(title: string) {
    return this.row(title).getByRole('button', { name: new RegExp(`^${title}`) });
  }

  deleteButton(title: string) {
    return this.row(title).getByRole('button', { name: 'Delete', exact: true });
  }

  editor(title: string) {
    const form = this.page.getByRole('form', { name: `Edit ${title}`, exact: true });
    return {
      form,
      title: form.getByRole('textbox', { name: 'Title' }),
      notes: form.getByRole('textbox', { name: 'Notes' }),
      save: form.getByRole('button', { name: 'Save' }),
      discard: form.getByRole('button', { name: 'Discard' }),
    };
  }

  /** A filter by its name, with or without its count: `Open`, `Open 3`. */
  filter(name: string) {
    const link = new RegExp(`^${name}\\b`);
    return this.page.getByRole('navigation', { name: 'Which todos' }).getByRole('link', { name: link });
  }

  get clearButton() {
    return this.page.getByRole('button', { name: 'Clear completed' });
  }

  get undoButton() {
    return this.page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' });
  }

  get keysButton() {
    return this.page.getByRole('button', { name: 'Keys', exact: true });
  }

  get accountButton() {
    return this.page.getByRole('button', { name: /^Account: / });
  }

  get signOutItem() {
    return this.page.getByRole('menuitem', { name: 'Sign out' });
  }

  /** What says that changes wait for a server that does not answer. */
  get waitingNotice() {
    return this.page.getByRole('status').filter({ hasText: 'kept here and sent as soon as it answers' });
  }

  /** Types a todo and adds it with Enter. */
  async add(title: string) {
    await this.composer.fill(title);
    await this.composer.press('Enter');
  }
}
