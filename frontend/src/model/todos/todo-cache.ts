import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { createStore } from '../../shared/api/external-store';
import { withPending, pendingOf } from '../changes/pending';
import { INBOX, type Outline } from '../outline/outline';
import { outlineQueries } from '../outline/outline-queries';
import { type LoadedList, loadedLists } from './loaded-lists';
import {
  listOf,
  insertSubtree,
  insertSubtrees,
  withPlacement,
  type Placement,
  extractSubtrees,
  type ExtractedSubtree,
} from './preorder';
import type { Todo } from './todo';
import { todoQueries } from './todo-queries';

/** Which todos were last taken off the page here, with what is below them: deleted, or their adding undone. */
export const removedTodos = createStore<ReadonlySet<string>>(new Set());

/** What is shown of one person's todos: every list, board and family that was loaded. */
export class TodoCache {
  constructor(
    private readonly client: QueryClient,
    private readonly userId: string,
  ) {}

  outline(): Outline | undefined {
    return this.client.getQueryData(outlineQueries.outline(this.userId).queryKey);
  }

  /** The todos of those ids as they are shown, wherever. */
  find(ids: Iterable<string>): Todo[] {
    const wanted = new Set(ids);
    const found = new Map<string, Todo>();
    for (const { items } of this.lists()) {
      for (const todo of items) if (wanted.has(todo.id) && !found.has(todo.id)) found.set(todo.id, todo);
    }
    return [...found.values()];
  }

  /** The open todos beside a todo, itself among them, in their order; undefined where no list in that order is loaded. */
  siblingsOf(todo: Todo): Todo[] | undefined {
    const isAmong = ({ items }: LoadedList) => items.some(({ id }) => id === todo.id);
    const list = this.lists().find((one) => one.takes(todo) && isAmong(one));
    return list?.items.filter((other) => other.completedAt === null && listOf(other) === listOf(todo));
  }

  /** The todos at the top of those projects and sections, as far as they are loaded. */
  within(lists: ReadonlySet<string>): string[] {
    const inThem = this.lists().flatMap(({ items }) =>
      items.filter((todo) => lists.has(todo.projectId) || lists.has(todo.sectionId ?? '')),
    );
    return [...new Set(inThem.map(({ id }) => id))];
  }

  /** Those ids with all that is loaded of what is below them. */
  withSubtasks(ids: Iterable<string>): Set<string> {
    const all = new Set(ids);
    for (const { items } of this.lists()) {
      for (const { id, parentId } of items) if (parentId !== null && all.has(parentId)) all.add(id);
    }
    return all;
  }

  /** Those ids with all that is loaded of what is above them. */
  withAncestors(ids: Iterable<string>): Set<string> {
    const all = new Set(ids);
    for (const { items } of this.lists()) {
      for (const { id, parentId } of items.toReversed()) if (parentId !== null && all.has(id)) all.add(parentId);
    }
    return all;
  }

  /** Changes todos wherever they are shown. */
  change(ids: ReadonlySet<string>, change: (todo: Todo) => Todo): void {
    for (const list of this.lists()) {
      if (!list.items.some((todo) => ids.has(todo.id))) continue;
      list.set(list.items.map((todo) => (ids.has(todo.id) ? change(todo) : todo)));
    }
  }

  /** Puts a todo with what is below it into every list that it belongs to. */
  add(family: readonly Todo[], placement: Placement): void {
    for (const list of this.lists()) {
      if (list.takes(placement)) list.set(insertSubtree(list.items, family, placement, list));
      const labelled = family.filter(({ labelIds }) => list.labelId && labelIds.includes(list.labelId));
      if (labelled.length > 0) list.set([...labelled, ...list.items]);
    }
  }

  /** Takes todos and what is below them out of every list. @returns how to put them back */
  remove(ids: readonly string[]): () => void {
    removedTodos.set(this.withSubtasks(ids));
    return this.rearrange(ids, (_list, rest) => rest);
  }

  /** Moves todos with what is below them, in the order of `ids`. @returns how to take it back */
  move(ids: readonly string[], placement: Placement): () => void {
    const families = this.familiesOf(ids);
    const moved = new Set(ids);
    return this.rearrange(ids, (list, rest) => {
      const items = rest.map((todo) => (moved.has(todo.id) ? (withPlacement([todo], placement)[0] as Todo) : todo));
      const arriving = families.filter(([root]) => root?.id !== list.head);
      return list.takes(placement) ? insertSubtrees(items, arriving, placement, list) : items;
    });
  }

  /** The backend's word on a todo, if it is newer than what a person saw. */
  latest(seen: Todo): Todo {
    const known = this.client.getQueryData(todoQueries.acknowledged(this.userId, seen.id).queryKey);
    return known && known.version > seen.version ? known : seen;
  }

  /**
   * Keeps the backend's word on todos, and shows it with the changes on top that are still on their way. They stay in
   * the place in which they are shown; of what was added before the outline came, only the backend knows the project.
   */
  acknowledge(todos: readonly Todo[]): void {
    const pending = pendingOf(this.client, this.userId);
    const shown = new Map<string, Todo>();
    for (const todo of todos) {
      this.client.setQueryData(todoQueries.acknowledged(this.userId, todo.id).queryKey, todo);
      const now = withPending(pending, todo);
      if (now) shown.set(todo.id, now);
    }
    this.change(new Set(shown.keys()), (todo) => {
      const { projectId, sectionId, parentId } = todo;
      const now = shown.get(todo.id) ?? todo;
      return { ...now, projectId: projectId === INBOX ? now.projectId : projectId, sectionId, parentId };
    });
  }

  /** Takes todos out of every list, and puts back what `arrange` makes of the rest. @returns how to take it back */
  private rearrange(ids: readonly string[], arrange: (list: LoadedList, rest: Todo[]) => readonly Todo[]): () => void {
    const before = this.lists().map((list) => {
      const { rest, extracted } = extractSubtrees(list.items, movable(ids, list));
      const items = arrange(list, rest);
      if (items.length !== list.items.length || items.some((todo, at) => todo !== list.items[at])) list.set(items);
      return { key: list.key, extracted, head: list.items.find(({ id }) => id === list.head && ids.includes(id)) };
    });
    return () => {
      for (const list of this.lists()) {
        const was = before.find(({ key }) => sameKey(key, list.key));
        if (was) restore(list, ids, was.extracted, was.head);
      }
    };
  }

  /** Each todo and all that is below it, from the list that shows the most of it. */
  private familiesOf(ids: readonly string[]): Todo[][] {
    const families = new Map<string, Todo[]>();
    for (const { items } of this.lists()) {
      for (const { family } of extractSubtrees(items, ids).extracted) {
        const root = family[0]?.id ?? '';
        if (family.length > (families.get(root)?.length ?? 0)) families.set(root, family);
      }
    }
    return ids.flatMap((id) => (families.has(id) ? [families.get(id) as Todo[]] : []));
  }

  private lists(): LoadedList[] {
    return loadedLists(this.client, this.userId);
  }
}

function movable(ids: readonly string[], { head }: LoadedList): readonly string[] {
  return head === undefined ? ids : ids.filter((id) => id !== head);
}

/** Puts todos back to where they were, with what has become of their texts meanwhile. */
function restore(list: LoadedList, ids: readonly string[], extracted: readonly ExtractedSubtree[], head?: Todo): void {
  const here = new Map(list.items.map((todo) => [todo.id, todo]));
  let items: readonly Todo[] = extractSubtrees(list.items, movable(ids, list)).rest;
  if (head) items = items.map((todo) => (todo.id === head.id ? (withPlacement([todo], head)[0] as Todo) : todo));
  for (const { family, placement } of extracted) {
    const now = family.map((todo) => ({ ...(here.get(todo.id) ?? todo), parentId: todo.parentId }));
    items = insertSubtree(items, now, placement, list);
  }
  list.set(items);
}

function sameKey(a: QueryKey, b: QueryKey): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
