import { Injectable } from '@nestjs/common';
import type { Change } from '../history/change.js';
import { type TodoEdit, applyEdit } from './todo-edit.js';
import { TodoRepository } from './todo.repository.js';
import type { StoredTodo, TodoFields } from './todo.js';

/** What is to become of several todos, gathered before it is written at once. */
export class TodoEdits {
  private readonly edits = new Map<string, TodoEdit>();

  /** Beside what is set of it already. @param set fields left out or undefined stay @param afterId what it is put behind */
  set(todo: StoredTodo, wanted: Partial<TodoFields>, afterId?: string | null): void {
    const known = this.edits.get(todo.id);
    const set = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    const place = afterId === undefined ? {} : { afterId };
    this.edits.set(todo.id, { todo, ...known, ...place, set: { ...known?.set, ...set } });
  }

  /** What a field is to be, or undefined while nothing is set. */
  of<F extends keyof TodoFields>(id: string, field: F): TodoFields[F] | undefined {
    return this.edits.get(id)?.set[field];
  }

  get all(): TodoEdit[] {
    return [...this.edits.values()];
  }
}

/** Writes todos and the events of doing so. */
@Injectable()
export class TodoWriter {
  constructor(private readonly todos: TodoRepository) {}

  /**
   * Writes what differs; nothing and no event where nothing does. Subtasks go along with what is put elsewhere.
   * @returns all of them as they are by now, by id
   */
  async save(change: Change, { all }: TodoEdits): Promise<Map<string, StoredTodo>> {
    const edited = all.flatMap((edit) => applyEdit(edit, change.at) ?? []);
    if (edited.length > 0) await this.todos.update(change, edited);
    await this.takeAlong(change, edited);
    change.record(...edited.flatMap(({ events }) => events));
    return new Map(
      [...all.map(({ todo }) => todo), ...edited.map(({ after }) => after)].map((todo) => [todo.id, todo]),
    );
  }

  private async takeAlong(change: Change, edited: { before: StoredTodo; after: StoredTodo }[]): Promise<void> {
    const targets = new Map<string, StoredTodo[]>();
    for (const { before, after } of edited) {
      if (before.projectId === after.projectId && before.sectionId === after.sectionId) continue;
      const key = `${after.projectId} ${after.sectionId}`;
      targets.set(key, [...(targets.get(key) ?? []), after]);
    }
    for (const moved of targets.values())
      await this.todos.takeAlong(
        change,
        moved.map(({ id }) => id),
        moved[0]!,
      );
  }
}
