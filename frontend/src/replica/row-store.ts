import type { components } from '@latch/contracts/latch';

type Schemas = components['schemas'];

/** What a device keeps of a person's things: each as the change feed gives it, those in Trash too. */
export interface Tables {
  projects: Schemas['SyncedProject'];
  sections: Schemas['SyncedSection'];
  labels: Schemas['SyncedLabel'];
  filters: Schemas['SyncedSavedFilter'];
  todos: Schemas['SyncedTodo'];
  /** One row. */
  settings: SettingsRow;
}
/** What somebody set for all of their devices, as a row among the others. */
export type SettingsRow = Schemas['Settings'] & { id: typeof SETTINGS; version: 0 };
/** The id of the row of the settings. */
export const SETTINGS = 'settings';
export type TableName = keyof Tables;
export type TodoRow = Tables['todos'];

/** What people make, name and delete: everything but the settings. */
export type ThingName = Exclude<TableName, 'settings'>;

export const THINGS = ['projects', 'sections', 'labels', 'filters', 'todos'] as const satisfies readonly ThingName[];
export const TABLES = [...THINGS, 'settings'] as const satisfies readonly TableName[];

/** How one row was before it was written; undefined where there was none. */
export interface Written {
  table: TableName;
  id: string;
  before: Tables[TableName] | undefined;
  after: Tables[TableName] | undefined;
}

/** How many open todos there are in each project, in each section, and with each label, and how many in all. */
export interface Counts {
  readonly byId: ReadonlyMap<string, number>;
  readonly open: number;
  readonly completed: number;
}

type TodoFollower = (before: TodoRow | undefined, after: TodoRow | undefined) => void;

const NONE: readonly TodoRow[] = [];

/** The list a todo stands in: its parent, section, or project. */
export function listOf(todo: Pick<TodoRow, 'parentId' | 'sectionId' | 'projectId'>): string {
  return todo.parentId ?? todo.sectionId ?? todo.projectId;
}

/** Rows by id, with the todos of each list in their order and the counts of what is open. */
export class RowStore {
  readonly #tables = Object.fromEntries(TABLES.map((name) => [name, new Map()])) as unknown as {
    [Name in TableName]: Map<string, Tables[Name]>;
  };
  readonly #members = new Map<string, Set<string>>();
  /** What was sorted, until one of its todos is written. */
  readonly #sorted = new Map<string, readonly TodoRow[]>();
  readonly #openById = new Map<string, number>();
  readonly #totals = { open: 0, completed: 0 };
  #journal: Written[] | null = null;
  readonly #followers: Record<string, TodoFollower> = {};

  get<Name extends TableName>(table: Name, id: string): Tables[Name] | undefined {
    return this.#tables[table].get(id);
  }

  all<Name extends TableName>(table: Name): Iterable<Tables[Name]> {
    return this.#tables[table].values();
  }

  /** A todo that is there and not in Trash. */
  live(id: string): TodoRow | undefined {
    const todo = this.#tables.todos.get(id);
    return todo?.deletedAt === null ? todo : undefined;
  }

  /** The todos directly in a project, in a section, or below a todo, in their order: completed ones too, none from Trash. */
  children(listId: string): readonly TodoRow[] {
    const known = this.#sorted.get(listId);
    if (known) return known;
    const ids = this.#members.get(listId);
    if (!ids) return NONE;
    const todos = [...ids].map((id) => this.#tables.todos.get(id) as TodoRow).sort(byPosition);
    this.#sorted.set(listId, todos);
    return todos;
  }

  /** Those ids with all that is below them, each parent before its subtasks. */
  withSubtasks(ids: Iterable<string>): Set<string> {
    const all = new Set(ids);
    for (const id of all) for (const child of this.children(id)) all.add(child.id);
    return all;
  }

  /** Those ids with all that is above them. */
  withAncestors(ids: Iterable<string>): Set<string> {
    const all = new Set(ids);
    for (const id of all) {
      const parentId = this.live(id)?.parentId;
      if (parentId) all.add(parentId);
    }
    return all;
  }

  get counts(): Counts {
    return { byId: this.#openById, ...this.#totals };
  }

  /** Tells an index that is loaded later of every todo that is written from now on, also of what is taken back; one by each name. */
  follow(name: string, follower: TodoFollower): void {
    this.#followers[name] = follower;
  }

  put<Name extends TableName>(table: Name, row: Tables[Name]): void {
    const before = this.get(table, row.id);
    if (before && sameFields(before, row)) return;
    this.#journal?.push({ table, id: row.id, before, after: row });
    this.#write(table, row.id, row);
  }

  delete(table: TableName, id: string): void {
    const before = this.get(table, id);
    if (!before) return;
    this.#journal?.push({ table, id, before, after: undefined });
    this.#write(table, id, undefined);
  }

  /** @returns what `work` wrote, in order */
  record(work: () => void): Written[] {
    const journal: Written[] = [];
    this.#journal = journal;
    try {
      work();
    } finally {
      this.#journal = null;
    }
    return journal;
  }

  /** Takes back what was written. */
  rollBack(written: readonly Written[]): void {
    for (const { table, id, before } of written.toReversed()) this.#write(table, id, before);
  }

  clear(): void {
    for (const table of TABLES) for (const id of this.#tables[table].keys()) this.delete(table, id);
  }

  #write(table: TableName, id: string, row: Tables[TableName] | undefined): void {
    const rows = this.#tables[table] as Map<string, Tables[TableName]>;
    const before = rows.get(id);
    if (row) rows.set(id, row);
    else rows.delete(id);
    if (table === 'todos') this.#index(before as TodoRow | undefined, row as TodoRow | undefined);
  }

  #index(before: TodoRow | undefined, after: TodoRow | undefined): void {
    for (const name in this.#followers) this.#followers[name]!(before, after);
    if (before?.deletedAt === null) {
      this.#members.get(listOf(before))?.delete(before.id);
      this.#sorted.delete(listOf(before));
      this.#tally(before, -1);
    }
    if (after?.deletedAt === null) {
      const list = listOf(after);
      const members = this.#members.get(list);
      if (members) members.add(after.id);
      else this.#members.set(list, new Set([after.id]));
      this.#sorted.delete(list);
      this.#tally(after, 1);
    }
  }

  #tally({ completedAt, projectId, sectionId, labelIds }: TodoRow, step: 1 | -1): void {
    if (completedAt !== null) {
      this.#totals.completed += step;
      return;
    }
    this.#totals.open += step;
    for (const id of [projectId, ...(sectionId ? [sectionId] : []), ...labelIds]) {
      this.#openById.set(id, (this.#openById.get(id) ?? 0) + step);
    }
  }
}

/** The order of lists: by position, byte by byte, and by id where two have the same. */
export function byPosition(a: { position: string; id: string }, b: { position: string; id: string }): number {
  if (a.position === b.position) return a.id < b.id ? -1 : 1;
  return a.position < b.position ? -1 : 1;
}

function sameFields(a: object, b: object): boolean {
  const [was, is] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const fields = Object.keys(is);
  return fields.length === Object.keys(was).length && fields.every((field) => sameValue(was[field], is[field]));
}

/** @returns whether two values of a field say the same; labels whatever their order, and what has parts by its parts. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value) => b.includes(value));
  }
  if (a && b && typeof a === 'object' && typeof b === 'object') return sameFields(a, b);
  return a === b;
}
