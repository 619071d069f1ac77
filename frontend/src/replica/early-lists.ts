import type { components } from '@latch/contracts/latch';
import { latchApi, unwrap } from '../shared/api/client';
import { LIVE, NAMES, type Replica } from './replica';
import { type RowStore, type ThingName, THINGS, type Tables } from './row-store';

/** Enough for a first screen on any display, and of a column of a board. */
const [PAGE_SIZE, COLUMN_SIZE] = [40, 13];
/** Behind what is in no section; for so many there is room on a first screen. */
const COLUMNS = 4;

type SyncPage = components['schemas']['SyncPage'];

/** A kind of list and the id of one; of a project also `inbox`. */
export type ListName = `${'project' | 'label'} ${string}`;

/**
 * The first pages of lists that are opened before the first read of the change feed is done. They are put below everything in
 * the replica, and the feed takes their place. One that does not come is left out: the feed has it.
 */
class EarlyLists {
  readonly #views = new Map<string, boolean>();
  readonly #reads = new Map<ListName, Promise<void>>();
  #rows: [ThingName, string][] = [];
  #outline: ReturnType<EarlyLists['fetchOutline']> | undefined;

  constructor(
    private readonly userId: string,
    private readonly replica: Replica,
  ) {}

  readonly isPart = (view: string): boolean | undefined => this.#views.get(view);

  /** Reads the first page of a list, once. @returns when it is there, or did not come */
  read(list: ListName): Promise<void> {
    const [kind, id = ''] = list.split(' ');
    const fetched = () => (kind === 'project' ? this.fetchProject(id) : this.fetchLabel(id));
    // What is wrong where one does not come, the feed says.
    const read =
      this.#reads.get(list) ??
      fetched().then(
        (early) => this.show(list, early),
        () => undefined,
      );
    this.#reads.set(list, read);
    return read;
  }

  /** Lets go of what the feed does not have: it is gone since. */
  replace(pages: readonly SyncPage[], rows: RowStore): void {
    if (this.#rows.length === 0) return;
    const given = new Set(pages.flatMap((page) => THINGS.flatMap((table) => page[table].map(({ id }) => id))));
    for (const [table, id] of this.#rows) if (!given.has(id)) rows.delete(table, id);
    this.#rows = [];
  }

  private show(list: ListName, { rows, isPart }: EarlyList): void {
    const { replica } = this;
    if (replica.revision !== '0') return;
    this.#views.set(NAMES, false).set(list, isPart);
    for (const table of THINGS) {
      const live = rows[table].map((row) => ({ ...row, ...LIVE })) as Tables[typeof table][];
      for (const { id } of live) if (!replica.confirmed(table, id)) this.#rows.push([table, id]);
      replica.confirm(table, live);
    }
  }

  private async fetchProject(projectId: string): Promise<EarlyList> {
    const [outline, { items, nextCursor }] = await Promise.all([this.outline(), this.fetchPage(projectId)]);
    const isWanted = (one: { id: string; inbox: boolean }) =>
      one.id === projectId || (one.inbox && projectId === 'inbox');
    const { id, layout } = outline.projects.find(isWanted)!;
    const first = { rows: { ...outline, todos: items }, isPart: nextCursor !== null };
    if (layout !== 'board' || !first.isPart) return first;
    const sections = outline.sections.filter((section) => section.projectId === id).slice(0, COLUMNS);
    const columns = await Promise.all(sections.map((section) => this.fetchPage(projectId, section.id)));
    return { rows: { ...outline, todos: [...items, ...columns.flatMap((column) => column.items)] }, isPart: true };
  }

  private async fetchLabel(labelId: string): Promise<EarlyList> {
    const params = { path: { userId: this.userId, labelId }, query: { limit: PAGE_SIZE } };
    const page = unwrap(latchApi.GET('/api/users/{userId}/labels/{labelId}/todos', { params }));
    const [outline, { items, nextCursor }] = await Promise.all([this.outline(), page]);
    return { rows: { ...outline, todos: items }, isPart: nextCursor !== null };
  }

  private fetchPage(projectId: string, sectionId?: string) {
    const query = sectionId ? { limit: COLUMN_SIZE, sectionId } : { limit: PAGE_SIZE };
    const params = { path: { userId: this.userId, projectId }, query };
    return unwrap(latchApi.GET('/api/users/{userId}/projects/{projectId}/todos', { params }));
  }

  private outline() {
    this.#outline ??= this.fetchOutline();
    return this.#outline;
  }

  private fetchOutline() {
    return unwrap(latchApi.GET('/api/users/{userId}/outline', { params: { path: { userId: this.userId } } }));
  }
}

interface EarlyList {
  /** None of them is in Trash. */
  rows: { [Name in ThingName]: readonly Omit<Tables[Name], keyof typeof LIVE>[] };
  /** Whether there is more of the list. */
  isPart: boolean;
}

/** Reads the first page of a list of a person into their replica. @returns when it is there, or did not come */
export function readEarly(userId: string, replica: Replica, list: ListName): Promise<void> {
  const early = replica.early instanceof EarlyLists ? replica.early : new EarlyLists(userId, replica);
  replica.early = early;
  return early.read(list);
}
