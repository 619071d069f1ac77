import { useEffect } from 'react';
import type { Conflict } from '../conflicts';
import type { Todo } from '../todo';
import type { Editing } from '../use-todo-editor';
import { useTodoWindow } from '../use-todo-window';
import styles from './todo-list.module.css';
import { TodoRow, type TodoRowHandlers } from './todo-row';

/** How many rows before the end more are fetched. */
const NEAR_END = 30;

interface TodoListProps extends TodoRowHandlers {
  todos: Todo[];
  /** How many there are, loaded or not; -1 when nobody knows. */
  total: number;
  activeId: string | null;
  wanted: string | null;
  editing: Editing | null;
  conflicts: Readonly<Record<string, Conflict>>;
  /** Whether completed ones say when. */
  showsWhen: boolean;
  onNearEnd: () => void;
}

/** Todos one below the other; only those near the window are there, so ten thousand scroll like ten. */
export function TodoList({ todos, total, activeId, wanted, editing, conflicts, onNearEnd, ...shared }: TodoListProps) {
  const { listRef, rowRef, height, rows } = useTodoWindow(todos, [activeId, wanted, editing?.seen.id], wanted);
  const nearEnd = (rows.at(-1)?.index ?? 0) >= todos.length - NEAR_END;

  useEffect(() => {
    if (nearEnd) onNearEnd();
  });

  return (
    <ul ref={listRef} aria-label="Todos" className={styles.list} style={{ height }}>
      {rows.map(({ index, top }) => {
        const todo = todos[index];
        if (!todo) return null;
        return (
          <TodoRow
            key={todo.id}
            ref={rowRef}
            {...{ index, total, top, todo, ...shared }}
            active={todo.id === activeId}
            wanted={todo.id === wanted}
            editing={editing?.seen.id === todo.id ? editing : null}
            conflict={conflicts[todo.id]}
          />
        );
      })}
    </ul>
  );
}
