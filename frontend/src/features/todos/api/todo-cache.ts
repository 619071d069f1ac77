import type { QueryClient } from '@tanstack/react-query';
import type { Todo, TodoCounts } from '../todo';
import type { TodoFilters } from '../todo-filters';
import { pendingOn } from './pending-changes';
import { changeTodo, removeTodos, todosOf, upsertTodo } from './todo-list-data';
import { type TodoListData, todoQueries } from './todo-queries';

/** What is shown of one person's todos: every list that was loaded, and the counts. */
export class TodoCache {
  constructor(
    private readonly client: QueryClient,
    private readonly userId: string,
  ) {}

  /** Stops reads under way, whose answers would undo what is about to be shown. First reads go on: a page waits for them. */
  cancelReads(): void {
    void this.client.cancelQueries({
      queryKey: todoQueries.root(this.userId),
      predicate: (query) => query.state.data !== undefined,
    });
  }

  /** Puts the todo in every list it belongs to, or in its place where it is already. */
  upsert(todo: Todo): void {
    this.eachList((data, filters) => upsertTodo(data, todo, filters));
  }

  change(id: string, change: (todo: Todo) => Todo): void {
    this.eachList((data) => changeTodo(data, id, change));
  }

  remove(...ids: string[]): void {
    const gone = new Set(ids);
    this.eachList((data) => removeTodos(data, gone));
  }

  /** Every todo that any loaded list holds. */
  loaded(): Todo[] {
    const found = new Map<string, Todo>();
    for (const [, data] of this.listEntries()) for (const todo of todosOf(data)) found.set(todo.id, todo);
    return [...found.values()];
  }

  /** Adds to the counts. @returns how to take it back */
  count(change: Partial<TodoCounts>): () => void {
    const add = (sign: 1 | -1) => {
      this.client.setQueryData(todoQueries.counts(this.userId).queryKey, (counts) => {
        if (!counts) return counts;
        return {
          open: Math.max(0, counts.open + sign * (change.open ?? 0)),
          completed: Math.max(0, counts.completed + sign * (change.completed ?? 0)),
        };
      });
    };
    add(1);
    return () => add(-1);
  }

  /** @returns that time, or the youngest todo's when this computer's clock is behind: what is new is newest. */
  notBefore(createdAt: string): string {
    return this.loaded().reduce((latest, todo) => (todo.createdAt > latest ? todo.createdAt : latest), createdAt);
  }

  /** The backend's word on a todo, if it is newer than what a person saw. */
  latest(seen: Todo): Todo {
    const known = this.client.getQueryData(todoQueries.acknowledged(this.userId, seen.id).queryKey);
    return known && known.version > seen.version ? known : seen;
  }

  /**
   * Keeps the backend's word on a todo, and shows it with the changes on top that are still on their way.
   * @param settled the variables of the change this answers
   */
  acknowledge(todo: Todo, settled: unknown): void {
    this.client.setQueryData(todoQueries.acknowledged(this.userId, todo.id).queryKey, todo);
    const shown = pendingOn(this.client, this.userId, todo, settled);
    if (shown) this.upsert(shown);
  }

  /** Asks again for the lists: after a refusal nobody knows what they look like. */
  refreshLists(): void {
    void this.client.invalidateQueries({ queryKey: todoQueries.lists(this.userId) });
  }

  refreshCounts(): void {
    void this.client.invalidateQueries(todoQueries.counts(this.userId));
  }

  private eachList(change: (data: TodoListData, filters: TodoFilters) => TodoListData): void {
    for (const [key, data] of this.listEntries()) {
      this.client.setQueryData(key, change(data, key.at(-1) as TodoFilters));
    }
  }

  private listEntries() {
    const entries = this.client.getQueriesData<TodoListData>({ queryKey: todoQueries.lists(this.userId) });
    return entries.filter((entry): entry is [(typeof entry)[0], TodoListData] => entry[1] !== undefined);
  }
}
