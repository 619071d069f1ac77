import type { components } from '@latch/contracts/latch';
import { withDefaults } from '@latch/domain/fields';
import { labelFields, projectFields, savedFilterFields } from '@latch/domain/outline-fields';
import { refuseWith } from './fake-refusal';
import { between, entityOf, type FakeStore, type Row, type TableName } from './fake-store';

type Schemas = components['schemas'];
type Project = Schemas['Project'];
type Section = Schemas['Section'];
type Label = Schemas['Label'];
type SavedFilter = Schemas['SavedFilter'];
type Anchors = { beforeId?: string | null; afterId?: string | null };

/** Projects, sections, labels, filters, Trash and history of a fake backend. */
export class FakeOutline {
  constructor(private readonly store: FakeStore) {}

  /** Everything but the todos. */
  all(): Schemas['Outline'] {
    const { projects, sections, labels, filters } = this.store;
    return {
      projects: [...projects.values()],
      sections: [...sections.values()],
      labels: [...labels.values()],
      filters: sorted([...filters.values()]),
    };
  }

  createProject({ beforeId, afterId, ...body }: Schemas['CreateProject']): Project {
    const fixed = { parentId: body.parentId ?? null, inbox: false };
    const made = { ...withDefaults(projectFields, body), ...fixed, ...this.stamp(body.id) };
    const siblings = this.siblings(made);
    return keep(this.store.projects, { ...made, position: place(siblings, { beforeId, afterId }) });
  }

  createSection({ beforeId, afterId, ...body }: Schemas['CreateSection']): Section {
    const siblings = this.sectionsOf(body.projectId);
    return keep(this.store.sections, {
      ...body,
      ...this.stamp(body.id),
      position: place(siblings, { beforeId, afterId }),
    });
  }

  createLabel(body: Schemas['CreateLabel']): Label {
    const taken = [...this.store.labels.values()].some(({ name }) => name.toLowerCase() === body.name.toLowerCase());
    if (taken) refuseWith(409, 'NAME_TAKEN', 'A label of this name exists.');
    return keep(this.store.labels, { ...withDefaults(labelFields, body), ...this.stamp(body.id) });
  }

  createFilter({ beforeId, afterId, ...body }: Schemas['CreateSavedFilter']): SavedFilter {
    const others = sorted([...this.store.filters.values()]);
    const taken = others.some(({ name }) => name.toLowerCase() === body.name.toLowerCase());
    if (taken) refuseWith(409, 'NAME_TAKEN', 'A filter of this name exists.');
    const made = { ...withDefaults(savedFilterFields, body), ...this.stamp(body.id) };
    return keep(this.store.filters, { ...made, position: place(others, { beforeId, afterId }) });
  }

  update<T extends Row>(table: Map<string, T>, id: string, { version: _seen, ...fields }: Partial<T>): T {
    const row = find(table, id);
    return keep(table, { ...row, ...fields, version: (row.version ?? 0) + 1 });
  }

  moveProject(id: string, { parentId, ...anchors }: Schemas['MoveProject']): Project {
    const project = { ...find(this.store.projects, id), ...(parentId === undefined ? {} : { parentId }) };
    return this.update(this.store.projects, id, { ...project, position: place(this.siblings(project), anchors) });
  }

  moveSection(id: string, anchors: Schemas['MoveSection']): Section {
    const section = find(this.store.sections, id);
    const others = this.sectionsOf(section.projectId).filter((other) => other.id !== id);
    return this.update(this.store.sections, id, { position: place(others, anchors) });
  }

  moveFilter(id: string, anchors: Schemas['MoveSavedFilter']): SavedFilter {
    const others = sorted([...this.store.filters.values()]).filter((other) => other.id !== id);
    return this.update(this.store.filters, id, { position: place(others, anchors) });
  }

  /** What is in a project or section, or what has a label; the thing itself first. */
  remove(table: Exclude<TableName, 'todos' | 'trash'>, id: string): Schemas['Deleted'] {
    const row = find<Project | Section | Label | SavedFilter>(this.store[table], id);
    const todos = [...this.store.todos.values()].filter((todo) => todo.projectId === id || todo.sectionId === id);
    const sections = [...this.store.sections.values()].filter(({ projectId }) => projectId === id);
    const contents: [TableName, Row][] = [
      [table, row],
      ...todos.map((todo): [TableName, Row] => ['todos', todo]),
      ...sections.map((section): [TableName, Row] => ['sections', section]),
    ];
    const about = { id, entity: entityOf(table), title: row.name, todos: todos.length };
    this.store.trash.set(id, { ...about, deletedAt: this.store.now(), contents });
    for (const [name, one] of contents) this.store.table(name).delete(one.id);
    return { todos: todos.length, sections: sections.length, projects: 0 };
  }

  /** What would go to Trash with a project. */
  contents(id: string): Schemas['Deleted'] {
    find(this.store.projects, id);
    const { todos, sections, projects } = this.store;
    return {
      todos: [...todos.values()].filter(({ projectId }) => projectId === id).length,
      sections: [...sections.values()].filter(({ projectId }) => projectId === id).length,
      projects: [...projects.values()].filter(({ parentId }) => parentId === id).length,
    };
  }

  restore(id: string): Schemas['Ref'] {
    const trashed = this.store.trash.get(id) ?? refuseWith(404, 'TRASHED_NOT_FOUND', 'This is not in Trash.');
    this.store.trash.delete(id);
    for (const [table, row] of trashed.contents) this.store.table(table).set(row.id, row);
    return { entity: trashed.entity, id };
  }

  history(entityId: string): Schemas['HistoryPage'] {
    const items = this.store.events.filter((event) => event.entityId === entityId).toReversed();
    return { items, nextCursor: null };
  }

  changes(): Schemas['Changes'] {
    const items = this.store.changes.toReversed().map(({ id, undone, diffs }) => {
      const things = diffs.filter(({ table }) => table !== 'trash');
      const row = (things[0]?.after ?? things[0]?.before ?? {}) as { title?: string; name?: string };
      const about = { entity: entityOf(things[0]?.table ?? 'todos'), title: row.title ?? row.name ?? '' };
      return { id, undone, at: '2026-11-21T09:00:00.000Z', ...about, count: things.length };
    });
    return { items };
  }

  private stamp(id: string = crypto.randomUUID()) {
    const now = this.store.now();
    return { id, version: 1, createdAt: now, updatedAt: now };
  }

  private siblings({ id, parentId }: Pick<Project, 'id' | 'parentId'>): Project[] {
    const others = [...this.store.projects.values()].filter((other) => other.id !== id && !other.inbox);
    return sorted(others.filter((other) => other.parentId === parentId));
  }

  private sectionsOf(projectId: string): Section[] {
    return sorted([...this.store.sections.values()].filter((section) => section.projectId === projectId));
  }
}

function sorted<T extends { position: string }>(rows: T[]): T[] {
  return rows.toSorted((a, b) => (a.position < b.position ? -1 : 1));
}

function place(siblings: { id: string; position: string }[], { beforeId, afterId }: Anchors): string {
  const before = siblings.findIndex(({ id }) => id === beforeId);
  const after = siblings.findIndex(({ id }) => id === afterId);
  const at = before !== -1 ? before : after !== -1 ? after + 1 : siblings.length;
  return between(siblings[at - 1]?.position, siblings[at]?.position);
}

function find<T extends Row>(table: Map<string, T>, id: string): T {
  return table.get(id) ?? refuseWith(404, 'NOT_FOUND', 'This does not exist.');
}

function keep<T extends Row>(table: Map<string, T>, row: T): T {
  table.set(row.id, row);
  return row;
}
