import { memo, type Ref, useEffect, useRef } from 'react';
import { classNames } from '../../../shared/ui/class-names';
import { IconButton } from '../../../shared/ui/icon-button';
import { DeleteIcon } from '../../../shared/ui/icons';
import { Latch } from '../../../shared/ui/latch';
import type { Conflict } from '../conflicts';
import type { Todo } from '../todo';
import { sayWhen } from '../todo-dates';
import type { Editing, EditorHandlers } from '../use-todo-editor';
import { ConflictNotice } from './conflict-notice';
import { TodoEditor } from './todo-editor';

import styles from './todo-row.module.css';

export interface TodoRowHandlers extends EditorHandlers {
  /** The focus came into the row. */
  onActive: (id: string) => void;
  onEdit: (todo: Todo) => void;
  onSetCompleted: (todo: Todo, completed: boolean) => void;
  onDelete: (todo: Todo) => void;
  onResolve: (conflict: Conflict, keepMine: boolean) => void;
}

interface TodoRowProps extends TodoRowHandlers {
  ref: Ref<HTMLLIElement>;
  index: number;
  total: number;
  /** Pixels from the top of the list. */
  top: number;
  todo: Todo;
  /** The one of the list that Tab stops at. */
  active: boolean;
  /** To have the focus now. */
  wanted: boolean;
  editing: Editing | null;
  conflict: Conflict | undefined;
  /** Whether completed ones say when. */
  showsWhen: boolean;
}

/** One todo: its latch, its text, or the editor in the text's place. Scrolling draws only those that come. */
export const TodoRow = memo(function TodoRow({
  ref,
  index,
  total,
  top,
  todo,
  active,
  wanted,
  editing,
  conflict,
  showsWhen,
  ...handlers
}: TodoRowProps) {
  const completed = todo.completedAt !== null;
  const stop = { tabIndex: active ? 0 : -1, onFocus: () => handlers.onActive(todo.id) };
  return (
    <li
      ref={ref}
      className={classNames(styles.row, completed && styles.completed, editing && styles.editing)}
      style={{ transform: `translateY(${top}px)` }}
      data-index={index}
      data-todo-id={todo.id}
      aria-setsize={total}
      aria-posinset={index + 1}
    >
      <Latch
        className={styles.latch}
        checked={completed}
        label={todo.title}
        {...stop}
        onCheckedChange={(checked) => handlers.onSetCompleted(todo, checked)}
      />
      {editing ? (
        <TodoEditor editing={editing} {...handlers} />
      ) : (
        <TodoText {...{ todo, stop, wanted, showsWhen }} onEdit={handlers.onEdit} />
      )}
      {!editing && (
        <span className={styles.tools}>
          <IconButton
            label="Delete"
            aria-describedby={titleId(todo)}
            shortcut="Delete"
            {...stop}
            onClick={() => handlers.onDelete(todo)}
          >
            <DeleteIcon size={20} aria-hidden="true" />
          </IconButton>
        </span>
      )}
      {conflict && <ConflictNotice conflict={conflict} onResolve={handlers.onResolve} />}
    </li>
  );
});

interface TodoTextProps {
  todo: Todo;
  /** Makes it a place that Tab and the focus come to. */
  stop: { tabIndex: number; onFocus: () => void };
  wanted: boolean;
  showsWhen: boolean;
  onEdit: (todo: Todo) => void;
}

/** What is to do, one line of its notes, and when it was done. Pressing it edits. */
function TodoText({ todo, stop, wanted, showsWhen, onEdit }: TodoTextProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (wanted) button.current?.focus({ preventScroll: true });
  }, [wanted]);
  return (
    <button
      ref={button}
      type="button"
      className={styles.text}
      {...stop}
      data-todo-title=""
      onClick={() => onEdit(todo)}
    >
      <span id={titleId(todo)} className={styles.title} dir="auto">
        {todo.title}
      </span>
      {todo.notes && (
        <span className={styles.notes} dir="auto">
          {todo.notes}
        </span>
      )}
      {showsWhen && todo.completedAt && (
        <time className={styles.when} dateTime={todo.completedAt}>
          Completed {sayWhen(todo.completedAt)}
        </time>
      )}
    </button>
  );
}

function titleId(todo: Todo): string {
  return `title-${todo.id}`;
}
