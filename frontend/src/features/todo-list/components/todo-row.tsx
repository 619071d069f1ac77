import { type CSSProperties, memo, type ReactNode, Suspense } from 'react';
import { TitleEditor } from '../../../entities/todo/title-editor';
import {
  ActionsButton,
  itemAttributes,
  type Stop,
  type TodoItemHandlers,
  type TodoItemProps,
  TodoLatch,
  TodoText,
} from '../../../entities/todo/todo-item';
import { TodoMeta } from '../../../entities/todo/todo-meta';
import type { Conflict } from '../../../model/todos/conflicts';
import type { Todo } from '../../../model/todos/todo';
import type { Editing, TitleHandlers } from '../../../model/todos/use-title-editor';
import { classNames } from '../../../shared/ui/class-names';
import { IconButton } from '../../../shared/ui/icon-button';
import { EditIcon } from '../../../shared/ui/icons';
import { lazyOverlay } from '../../../shared/ui/overlays';
import { DEEPEST_INDENT, type TodoRowData } from '../rows';
import { FoldButton } from './fold-button';
import styles from './todo-row.module.css';

const TodoConflict = lazyOverlay(() => import('../../../entities/todo/todo-conflict'));

export interface TodoRowHandlers extends TodoItemHandlers, TitleHandlers {
  onEdit: (todo: Todo) => void;
  onFold: (id: string) => void;
  onResolve: (conflict: Conflict, keepMine: boolean) => void;
}

interface TodoRowProps extends TodoItemProps, TodoRowHandlers {
  row: TodoRowData;
  /** Its project, where that is not plain from the page. */
  place: ReactNode;
  editing: Editing | null;
  conflict: Conflict | undefined;
  /** Has a handle that drags it. */
  draggable: boolean | undefined;
}

/** One todo: what it is, what is known of it, and what can be done to it. */
export const TodoRow = memo(function TodoRow(props: TodoRowProps) {
  const { ref, row, top, active, labels, place, editing, conflict, draggable } = props;
  const { todo, depth } = row;
  const { id } = todo;
  const stop = { tabIndex: active ? 0 : -1, onFocus: () => props.onActive(id) };
  const attributes = itemAttributes(todo, row.number, props);
  return (
    // The keys of the list open the same menu.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      ref={ref}
      className={lookOf(props)}
      style={styleAt(top, depth)}
      {...attributes}
      data-conflict-host=""
      data-parent-id={todo.parentId ?? ''}
      aria-level={depth + 1}
      onContextMenu={editing ? undefined : attributes.onContextMenu}
    >
      {draggable && <span className={styles.handle} data-drag-handle="" aria-hidden="true" />}
      <span className={styles.lead}>
        {row.subtasks > 0 && (
          <FoldButton
            label={`Subtasks of ${todo.title}`}
            folded={row.folded}
            {...stop}
            onToggle={() => props.onFold(id)}
          />
        )}
      </span>
      <TodoLatch className={styles.latch} {...{ todo, stop }} onSetCompleted={props.onSetCompleted} />
      {editing ? (
        <TitleEditor editing={editing} onSave={props.onSave} onClose={props.onClose} />
      ) : (
        <>
          <TodoText {...props} {...{ todo, stop }} title={row.title}>
            <TodoMeta {...{ todo, labels, place }} found={row.notes} subtasks={row.folded ? row.subtasks : 0} />
          </TodoText>
          <RowTools {...{ todo, stop }} onEdit={props.onEdit} onMenu={props.onMenu} />
        </>
      )}
      {conflict && (
        <Suspense fallback={null}>
          <TodoConflict conflict={conflict} onResolve={(keepMine) => props.onResolve(conflict, keepMine)} />
        </Suspense>
      )}
    </li>
  );
});

function lookOf({ editing, selected, open }: TodoRowProps): string {
  return classNames(styles.row, editing && styles.editing, selected && styles.selected, open && styles.open);
}

function styleAt(top: number, depth: number): CSSProperties {
  const indent = { '--depth': Math.min(depth, DEEPEST_INDENT) };
  return { transform: `translateY(${top}px)`, ...indent };
}

/** What a pointer finds at the end of a row; fingers find the actions there, among them editing. */
function RowTools({
  todo,
  stop,
  onEdit,
  onMenu,
}: Pick<TodoRowProps, 'onEdit' | 'onMenu'> & { todo: Todo; stop: Stop }) {
  return (
    <span className={styles.tools}>
      <IconButton
        label="Edit title"
        className={styles.forPointers}
        shortcut="F2"
        aria-describedby={`title-${todo.id}`}
        {...stop}
        onClick={() => onEdit(todo)}
      >
        <EditIcon size={18} aria-hidden="true" />
      </IconButton>
      <ActionsButton {...{ todo, stop, onMenu }} />
    </span>
  );
}
