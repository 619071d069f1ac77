import { movedDate } from '@latch/domain/dates';
import type { components } from '@latch/contracts/latch';
import { withDefaults } from '@latch/domain/fields';
import { todoFields } from '@latch/domain/todo-fields';
import { conflictOf, refuseMissing, refuseWith } from './fake-refusal';
import { takenBack } from '@latch/domain/recurrence';
import { completionOf, nextOf } from './fake-repeats';
import { between, changesOf, type FakeStore, pageOf, type Todo } from './fake-store';

type Schemas = components['schemas'];
type Page = Schemas['TodoPage'];
type Place = Schemas['Place'];

/** Todos of a fake backend, with the rules of the contract that the app leans on. */
export class FakeTodos {
  /** Which version last changed which field. */
  private readonly fieldVersions = new Map<string, Record<string, number>>();

  constructor(private readonly store: FakeStore) {}

  /** The open todos of a project as a list shows them. */
  of(projectId: string): Todo[] {
    const sections = [...this.store.sections.values()].filter((section) => section.projectId === projectId);
    const ids = [null, ...sections.toSorted((a, b) => (a.position < b.position ? -1 : 1)).map(({ id }) => id)];
    return ids
      .flatMap((sectionId) => this.siblings({ projectId, sectionId, parentId: null }))
      .flatMap((todo) => this.family(todo));
  }

  /** A page of a project, or of one of its sections. */
  inProject(id: string, query: URLSearchParams): Page {
    const projectId = id === 'inbox' ? this.inbox() : id;
    if (!this.store.projects.has(projectId)) refuseWith(404, 'PROJECT_NOT_FOUND', 'This project does not exist.');
    const sectionId = query.get('sectionId');
    const isShown = (todo: Todo) => sectionId === null || (todo.sectionId ?? 'none') === sectionId;
    return pageOf(this.of(projectId).filter(isShown), query);
  }

  withLabel(labelId: string, query: URLSearchParams): Page {
    if (!this.store.labels.has(labelId)) refuseWith(404, 'LABEL_NOT_FOUND', 'This label does not exist.');
    const open = [...this.store.todos.values()].filter(({ completedAt }) => completedAt === null);
    const labelled = open
      .filter(({ labelIds }) => labelIds.includes(labelId))
      .toSorted((a, b) => (a.id < b.id ? 1 : -1));
    return pageOf(labelled, query);
  }

  completed(query: URLSearchParams): Page {
    const words = (query.get('q') ?? '').toLowerCase().split(' ');
    const has = ({ title, notes }: Todo) => words.every((word) => `${title}\n${notes}`.toLowerCase().includes(word));
    const done = [...this.store.todos.values()].filter((todo) => todo.completedAt !== null && has(todo));
    const sorted = done.toSorted((a, b) => ((a.completedAt ?? '') < (b.completedAt ?? '') ? 1 : -1));
    return pageOf(sorted, query);
  }

  search(text: string): Todo[] {
    const all = [...this.store.todos.values()];
    return all.filter(({ title }) => title.toLowerCase().includes(text.toLowerCase())).slice(0, 20);
  }

  read(id: string): Schemas['TodoFamily'] {
    const todo = this.find(id);
    const ancestors: Todo[] = [];
    for (let above = todo.parentId; above; above = ancestors[0]?.parentId ?? null) ancestors.unshift(this.find(above));
    return { todo, ancestors, subtasks: this.family(todo, true).slice(1) };
  }

  create(body: Schemas['CreateTodo']): Todo {
    const { id = crypto.randomUUID(), title } = body;
    const existing = this.store.todos.get(id);
    if (existing && existing.title !== title) refuseWith(409, 'ID_TAKEN', 'Something else has this id already.');
    if (existing) return existing;
    const now = this.store.now();
    const at = { projectId: this.inbox(), sectionId: null, parentId: null };
    const fields = { id, ...withDefaults(todoFields, body), version: 1 };
    const todo: Todo = { ...fields, ...at, completionOf: null, position: '', createdAt: now, updatedAt: now };
    this.store.todos.set(id, { ...todo, ...this.placed(todo, body) });
    return this.find(id);
  }

  createMany({ items }: Schemas['CreateTodos']): { items: Todo[] } {
    const last = new Map<string, string>();
    for (const { completed: _later, ...item } of items) {
      const at = this.placed({ projectId: this.inbox(), sectionId: null, parentId: null } as Todo, item);
      const list = at.parentId ?? at.sectionId ?? at.projectId;
      const afterId = last.get(list);
      this.create(afterId === undefined ? item : { ...item, afterId });
      last.set(list, item.id);
    }
    for (const { id, completed } of items) if (completed) this.complete(id, true, {});
    return { items: items.map(({ id }) => this.find(id)) };
  }

  update(id: string, { version, completed, completionId, doneAt, skipped, ...fields }: Schemas['UpdateTodo']): Todo {
    const todo = this.find(id);
    const changed = changesOf(todo, fields);
    const versions = this.fieldVersions.get(id) ?? {};
    const clash = changed.find(([field]) => version !== undefined && (versions[field] ?? 1) > version);
    if (clash) throw conflictOf(todo, clash);
    if (completed === false && this.takeBack(todo)) return this.find(todo.completionOf!);
    if (completed !== undefined) this.complete(id, completed, { completionId, doneAt });
    if (skipped) this.advance(todo, doneAt);
    if (changed.length > 0) this.write(id, Object.fromEntries(changed));
    return this.find(id);
  }

  edit({
    ids,
    completed,
    addLabelIds = [],
    removeLabelIds = [],
    place,
    deleted,
    skipped,
    occurrences,
    moveDue,
    ...fields
  }: Schemas['EditTodos']) {
    refuseMissing(ids.filter((id) => !this.store.todos.has(id)));
    if (deleted) this.remove(ids);
    let after: string | null = null;
    for (const id of deleted ? [] : ids) {
      if (completed === false && this.takeBack(this.find(id))) continue;
      const left = occurrences?.find((one) => one.id === id);
      if (completed !== undefined) this.complete(id, completed, left);
      if (skipped) this.advance(this.find(id), left?.doneAt);
      if (moveDue) this.write(id, { due: movedDate(this.find(id).due, moveDue, this.store.clock) });
      const labelIds = [...new Set([...this.find(id).labelIds, ...addLabelIds])].filter(
        (one) => !removeLabelIds.includes(one),
      );
      this.write(id, { ...fields, labelIds });
      if (place) this.move(id, after === null ? place : { ...place, beforeId: null, afterId: after });
      after = id;
    }
    return { items: ids.flatMap((id) => this.store.todos.get(id) ?? []) };
  }

  move(id: string, place: Place): Todo {
    const todo = this.find(id);
    const spot = this.placed(todo, place);
    this.write(id, spot);
    const { projectId, sectionId } = spot;
    for (const below of this.family(todo, true).slice(1)) this.write(below.id, { projectId, sectionId });
    return this.find(id);
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) {
      const todo = this.store.todos.get(id);
      if (!todo) continue;
      const family = this.family(todo, true);
      const contents = family.map((one) => ['todos', one] as ['todos', Todo]);
      const about = { id, entity: 'todo' as const, title: todo.title, todos: family.length - 1 };
      this.store.trash.set(id, { ...about, deletedAt: this.store.now(), contents });
      for (const one of family) this.store.todos.delete(one.id);
    }
  }

  clear(): { count: number } {
    const done = [...this.store.todos.values()].filter(({ completedAt }) => completedAt !== null);
    this.remove(done.map(({ id }) => id));
    return { count: done.length };
  }

  find(id: string): Todo {
    return this.store.todos.get(id) ?? refuseWith(404, 'TODO_NOT_FOUND', 'This todo does not exist.');
  }

  private complete(id: string, completed: boolean, left: { completionId?: string; doneAt?: string } = {}): void {
    const todo = this.find(id);
    const { completionId = crypto.randomUUID(), doneAt } = left;
    if (completed && this.advance(todo, doneAt)) {
      this.store.todos.set(completionId, completionOf(todo, completionId, doneAt ?? this.store.now()));
      return;
    }
    if (completed) {
      const completedAt = this.store.now();
      for (const one of this.family(todo, true)) if (one.completedAt === null) this.write(one.id, { completedAt });
      return;
    }
    for (let above: string | null = id; above; above = this.find(above).parentId)
      this.write(above, { completedAt: null });
  }

  /** Moves one that repeats on to its next date, where it has one. */
  private advance(todo: Todo, doneAt?: string): boolean {
    const next = nextOf(todo, this.store.clock, doneAt);
    if (!next) return false;
    this.write(todo.id, next);
    for (const below of this.family(todo, true).slice(1)) this.write(below.id, { completedAt: null });
    return true;
  }

  /** Gives what repeats the date again that was completed, where this completion led to the date it has. */
  private takeBack(completion: Todo): boolean {
    const todo = this.store.todos.get(completion.completionOf ?? '');
    const before = todo && takenBack(completion, todo, this.store.clock);
    if (!before) return false;
    this.write(todo.id, before);
    this.remove([completion.id]);
    return true;
  }

  private write(id: string, fields: Partial<Todo>): void {
    const todo = this.find(id);
    const changed = changesOf(todo, fields);
    if (changed.length === 0) return;
    const version = todo.version + 1;
    const versions = Object.fromEntries(changed.map(([field]) => [field, version]));
    this.fieldVersions.set(id, { ...this.fieldVersions.get(id), ...versions });
    this.store.todos.set(id, { ...todo, ...fields, version, updatedAt: this.store.now() });
  }

  private placed(todo: Todo, { projectId, sectionId, parentId, beforeId, afterId }: Place) {
    const parent = parentId ? this.find(parentId) : undefined;
    const moved = projectId !== undefined && projectId !== todo.projectId;
    const section = sectionId ? this.store.sections.get(sectionId) : undefined;
    const list = {
      projectId: parent?.projectId ?? section?.projectId ?? projectId ?? todo.projectId,
      sectionId: parent ? parent.sectionId : sectionId === undefined ? (moved ? null : todo.sectionId) : sectionId,
      parentId: parentId === undefined ? (sectionId === undefined && !moved ? todo.parentId : null) : parentId,
    };
    const others = this.siblings(list, true).filter(({ id }) => id !== todo.id);
    const at = beforeId
      ? others.findIndex(({ id }) => id === beforeId)
      : others.findIndex(({ id }) => id === afterId) + 1;
    return { ...list, position: between(others[at - 1]?.position, others[at]?.position) };
  }

  /** A todo with what is below it, each below its parent. */
  private family(todo: Todo, completed = false): Todo[] {
    const list = { projectId: todo.projectId, sectionId: todo.sectionId, parentId: todo.id };
    return [todo, ...this.siblings(list, completed).flatMap((child) => this.family(child, completed))];
  }

  private siblings(list: Pick<Todo, 'projectId' | 'sectionId' | 'parentId'>, completed = false): Todo[] {
    return [...this.store.todos.values()]
      .filter((todo) => completed || todo.completedAt === null)
      .filter((todo) =>
        list.parentId === null
          ? todo.parentId === null && todo.projectId === list.projectId && todo.sectionId === list.sectionId
          : todo.parentId === list.parentId,
      )
      .toSorted((a, b) => (a.position < b.position ? -1 : 1));
  }

  private inbox(): string {
    return [...this.store.projects.values()].find(({ inbox }) => inbox)?.id ?? '';
  }
}
