import { type CSSProperties, memo, type MouseEvent, type Ref, Suspense, useEffect, useRef } from 'react';
import type { Label } from '../../../model/outline/outline';
import type { Conflict } from '../../../model/todos/conflicts';
import type { Todo } from '../../../model/todos/todo';
import { classNames } from '../../../shared/ui/class-names';
import { Latch } from '../../../shared/ui/latch';
import { lazyOverlay } from '../../../shared/ui/overlays';
import type { Point } from '../../../model/todos/list-callbacks';
import { DEEPEST_INDENT, type TodoRowData } from '../rows';
import type { Editing, TitleHandlers } from '../../../model/todos/use-title-editor';
import { FoldButton } from './fold-button';
import { RowTools } from './row-tools';
import { TitleEditor } from '../../../entities/todo/title-editor';
import { TodoMeta } from '../../../entities/todo/todo-meta';
import styles from './todo-row.module.css';

const TodoConflict = lazyOverlay(() => import('../../../entities/todo/todo-conflict'));

export interface TodoRowHandlers extends TitleHandlers {
  /** The focus came into the row. */
  onActive: (id: string) => void;
  onOpen: (id: string) => void;
  onEdit: (todo: Todo) => void;
  onSetCompleted: (todo: Todo, completed: boolean) => void;
  onSelect: (id: string, range: boolean) => void;
  onFold: (id: string) => void;
  onMenu: (todo: Todo, anchor: HTMLElement, at?: Point) => void;
  onResolve: (conflict: Conflict, keepMine: boolean) => void;
}

interface TodoRowProps extends TodoRowHandlers {
  ref: Ref<HTMLLIElement>;
  row: TodoRowData;
  index: number;
  total: number;
  /** Pixels from the top of the list. */
  top: number;
  labels: readonly Label[];
  /** Its project, where that is not plain from the page. */
  place: string | undefined;
  /** The one of the list that Tab stops at. */
  active: boolean;
  /** To have the focus now. */
  wanted: boolean;
  selected: boolean;
  /** Something is selected: a press selects. */
  selecting: boolean;
  /** Its panel is open. */
  open: boolean;
  editing: Editing | null;
  conflict: Conflict | undefined;
  /** The todos of this list have an order of their own. */
  ordered: boolean;
}

/** One todo: what it is, what is known of it, and what can be done to it. */
export const TodoRow = memo(function TodoRow(props: TodoRowProps) {
  const { ref, row, index, total, top, active, selected, editing, conflict, ordered } = props;
  const { todo, depth } = row;
  const { id, completedAt, priority, sectionId } = todo;
  const stop = { tabIndex: active ? 0 : -1, onFocus: () => props.onActive(id) };
  return (
    // The keys of the list open the same menu.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      ref={ref}
      className={lookOf(props)}
      style={styleAt(top, depth)}
      data-index={index}
      data-todo-id={id}
      data-conflict-host=""
      data-section-id={sectionId ?? ''}
      data-parent-id={todo.parentId ?? ''}
      data-selected={selected || undefined}
      data-chosen={selected || undefined}
      aria-setsize={total}
      aria-posinset={row.number}
      aria-level={depth + 1}
      onContextMenu={(event) => !editing && openMenu(event, todo, props.onMenu)}
    >
      {ordered && <span className={styles.handle} data-drag-handle="" aria-hidden="true" />}
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
      <Latch
        className={classNames(styles.latch, styles[`p${priority}`])}
        checked={completedAt !== null}
        label={todo.title}
        {...stop}
        onCheckedChange={(checked) => props.onSetCompleted(todo, checked)}
      />
      {editing ? (
        <TitleEditor editing={editing} onSave={props.onSave} onClose={props.onClose} />
      ) : (
        <TodoText {...props} stop={stop} />
      )}
      {!editing && <RowTools todo={todo} stop={stop} onEdit={props.onEdit} onMenu={props.onMenu} />}
      {conflict && (
        <Suspense fallback={null}>
          <TodoConflict conflict={conflict} onResolve={(keepMine) => props.onResolve(conflict, keepMine)} />
        </Suspense>
      )}
    </li>
  );
});

function lookOf({ row: { todo }, editing, selected, open }: TodoRowProps): string {
  return classNames(
    styles.row,
    todo.completedAt !== null && styles.completed,
    editing && styles.editing,
    selected && styles.selected,
    open && styles.open,
  );
}

/** Where the pointer is; the focus returns to the title. */
function openMenu(event: MouseEvent<HTMLLIElement>, todo: Todo, onMenu: TodoRowHandlers['onMenu']): void {
  event.preventDefault();
  const anchor = event.currentTarget.querySelector<HTMLElement>('[data-todo-title]') ?? event.currentTarget;
  onMenu(todo, anchor, { x: event.clientX, y: event.clientY });
}

function styleAt(top: number, depth: number): CSSProperties {
  const indent = { '--depth': Math.min(depth, DEEPEST_INDENT) };
  return { transform: `translateY(${top}px)`, ...indent };
}

interface TodoTextProps extends TodoRowProps {
  /** Makes it a place that Tab and the focus come to. */
  stop: { tabIndex: number; onFocus: () => void };
}

/** What is to do. Pressing it opens it; with Ctrl, ⌘ or Shift, or while selecting, it selects. */
function TodoText({ row, labels, place, stop, wanted, selected, selecting, onOpen, onSelect }: TodoTextProps) {
  const { todo } = row;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (wanted) button.current?.focus({ preventScroll: true });
  }, [wanted]);
  const press = ({ ctrlKey, metaKey, shiftKey, detail }: MouseEvent) => {
    // A key's press has no detail: Enter opens, and `x` selects.
    const selects = ctrlKey || metaKey || shiftKey || (selecting && detail > 0);
    if (selects) onSelect(todo.id, shiftKey);
    else onOpen(todo.id);
  };
  return (
    <button
      ref={button}
      type="button"
      className={styles.text}
      {...stop}
      data-todo-title=""
      aria-pressed={selecting ? selected : undefined}
      onClick={press}
    >
      <span id={`title-${todo.id}`} className={styles.title} dir="auto" translate="no">
        {todo.title}
      </span>
      <TodoMeta todo={todo} labels={labels} subtasks={row.folded ? row.subtasks : 0} place={place} />
    </button>
  );
}
