import { expect, type Locator } from '@playwright/test';
import { TodosPage } from './todos-page.js';

/** A page of todos with all that puts them in order: what is around the list, boards, the panel, what is said. */
export class OrganisePage extends TodosPage {
  /** Titles from the top down, of a list or of a column. */
  titles(within: Locator = this.main): Promise<string[]> {
    // All at one moment: a row that leaves in between would be waited for.
    return within.locator('[data-todo-id] input[type="checkbox"]').evaluateAll((all) =>
      all
        .map((latch) => ({ name: latch.getAttribute('aria-label') ?? '', top: latch.getBoundingClientRect().top }))
        .sort((a, b) => a.top - b.top)
        .map(({ name }) => name),
    );
  }

  /** Waits until the todos that are shown are these, from the top down. */
  async expectTitles(titles: readonly string[], within?: Locator) {
    await expect.poll(() => this.titles(within)).toEqual(titles);
  }

  /** Waits until the column of a board shows these. */
  async expectColumn(name: string, titles: readonly string[]) {
    await this.expectTitles(titles, this.column(name));
  }

  async addAll(...titles: string[]) {
    for (const title of titles) await this.add(title);
  }

  /** What a mouse takes hold of. */
  handle(title: string) {
    return this.row(title).locator('[data-drag-handle]');
  }

  /** Chooses from the menu of a row. */
  async chooseFor(title: string, entry: string) {
    await this.row(title).hover();
    await this.actionsButton(title).click();
    await this.menuItem(entry).click();
  }

  /** Chooses from the menu of a project or a label in the sidebar; a favourite stands there twice. */
  async chooseIn(name: string, entry: string) {
    await this.listLink(name).hover();
    await this.sidebar
      .getByRole('button', { name: `Actions for ${name}` })
      .first()
      .click();
    await this.menuItem(entry).click();
  }

  option(name: string | RegExp) {
    return this.page.getByRole('option', { name });
  }

  /** What screen readers were told last. */
  get said() {
    return this.page.locator('output:has(> span)').first();
  }

  /** Notes everything that screen readers are told on this page from now on, however soon the next follows. */
  async listen(): Promise<() => Promise<string[]>> {
    const heard = await this.said.evaluateHandle((output) => {
      const all: string[] = [];
      new MutationObserver(() => all.push(output.textContent ?? '')).observe(output, {
        childList: true,
        characterData: true,
        subtree: true,
      });
      return all;
    });
    return () => heard.jsonValue();
  }

  column(name: string) {
    return this.main.getByRole('region', { name, exact: true });
  }

  /** The parts of a panel that have a heading. */
  part(title: string, name: 'Notes' | 'Subtasks' | 'History') {
    return this.panelOf(title).panel.getByRole('region', { name, exact: true });
  }
}
