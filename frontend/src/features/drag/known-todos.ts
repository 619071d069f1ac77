import type { Todo } from '../../model/todos/todo';

/** The todos a drag comes across: each is looked up once, as a drag asks for dozens at every move. */
export class KnownTodos {
  private readonly known = new Map<string, Todo | undefined>();

  /** @param find the todos of those ids, as far as they are loaded */
  constructor(private readonly find: (ids: readonly string[]) => readonly Todo[]) {}

  get(id: string): Todo | undefined {
    if (!this.known.has(id)) this.look([id, ...shownIds()]);
    return this.known.get(id);
  }

  /** Ids from the top of its section down to the todo itself. */
  pathOf(id: string): string[] {
    const parentId = this.get(id)?.parentId ?? null;
    return parentId === null ? [id] : [...this.pathOf(parentId), id];
  }

  /** What is known may be different by the next drag. */
  forget(): void {
    this.known.clear();
  }

  private look(ids: readonly string[]): void {
    const unknown = ids.filter((id) => !this.known.has(id));
    if (unknown.length === 0) return;
    for (const id of unknown) this.known.set(id, undefined);
    const found = this.find(unknown);
    for (const todo of found) this.known.set(todo.id, todo);
    this.look(found.flatMap(({ parentId }) => (parentId === null ? [] : [parentId])));
  }
}

function shownIds(): string[] {
  const rows = document.querySelectorAll<HTMLElement>('[data-todo-id]');
  return [...rows].map((row) => row.dataset.todoId ?? '');
}
