import { type MouseEvent, type ReactNode, type Ref, useEffect, useRef } from 'react';
import type { Label } from '../../model/outline/outline';
import type { Point } from '../../model/todos/list-callbacks';
import type { Todo } from '../../model/todos/todo';
import { useCharacterKeys } from '../../shared/keys/character-keys';
import { classNames } from '../../shared/ui/class-names';
import { IconButton } from '../../shared/ui/icon-button';
import { MoreIcon } from '../../shared/ui/icons';
import { Latch } from '../../shared/ui/latch';
import styles from './todo-item.module.css';

export interface TodoItemHandlers {
  /** The focus came into the item. */
  onActive: (id: string) => void;
  onOpen: (id: string) => void;
  onSetCompleted: (todo: Todo, completed: boolean) => void;
  onSelect: (id: string, range: boolean) => void;
  onMenu: (todo: Todo, anchor: HTMLElement, at?: Point) => void;
}

/** What a row of a list and a card of a board have in common. */
export interface TodoItemProps extends TodoItemHandlers {
  ref: Ref<HTMLLIElement>;
  index: number;
  total: number;
  /** Pixels from the top of the list. */
  top: number;
  labels: readonly Label[];
  /** The one that Tab stops at. */
  active: boolean;
  /** To have the focus now. */
  wanted: boolean;
  selected: boolean;
  /** Something is selected: a press selects. */
  selecting: boolean;
  /** Its panel is open. */
  open: boolean;
}

/** Makes a control a place that Tab and the focus come to. */
export interface Stop {
  tabIndex: number;
  onFocus: () => void;
}

/** What the element of a todo says of it, and the menu that opens there: where the pointer is. The focus returns to the title. */
export function itemAttributes(todo: Todo, number: number, { index, total, selected, onMenu }: TodoItemProps) {
  return {
    'data-index': index,
    'data-todo-id': todo.id,
    'data-section-id': todo.sectionId ?? '',
    'data-selected': selected || undefined,
    'data-chosen': selected || undefined,
    'aria-setsize': total,
    'aria-posinset': number,
    onContextMenu: (event: MouseEvent<HTMLLIElement>) => {
      event.preventDefault();
      const anchor = event.currentTarget.querySelector<HTMLElement>('[data-todo-title]') ?? event.currentTarget;
      onMenu(todo, anchor, { x: event.clientX, y: event.clientY });
    },
  };
}

/** The colour of each priority, from 1; the lowest has none. */
const priorities = [undefined, styles.p1, styles.p2, styles.p3];

interface TodoLatchProps extends Pick<TodoItemProps, 'onSetCompleted'> {
  todo: Todo;
  stop: Stop;
  className?: string | undefined;
}

/** Completes and reopens; of the colour of its priority. */
export function TodoLatch({ todo, stop, className, onSetCompleted }: TodoLatchProps) {
  return (
    <Latch
      className={classNames(className, priorities[todo.priority])}
      checked={todo.completedAt !== null}
      label={todo.title}
      {...stop}
      onCheckedChange={(checked) => onSetCompleted(todo, checked)}
    />
  );
}

interface TodoTextProps extends Pick<TodoItemProps, 'wanted' | 'selected' | 'selecting' | 'onOpen' | 'onSelect'> {
  todo: Todo;
  stop: Stop;
  /** Shown as the title. */
  title?: ReactNode;
  /** Below the title. */
  children: ReactNode;
}

/** What is to do. Pressing it opens it; with Ctrl, ⌘ or Shift, or while selecting, it selects. */
export function TodoText(props: TodoTextProps) {
  const { todo, stop, wanted, selected, selecting, onOpen, onSelect, title, children } = props;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (wanted) button.current?.focus({ preventScroll: true });
  }, [wanted]);
  const press = ({ ctrlKey, metaKey, shiftKey, detail }: MouseEvent) => {
    // A key's press has no detail: Enter opens, and `x` selects.
    if (ctrlKey || metaKey || shiftKey || (selecting && detail > 0)) onSelect(todo.id, shiftKey);
    else onOpen(todo.id);
  };
  return (
    <button
      ref={button}
      type="button"
      className={styles.text}
      {...stop}
      data-todo-title=""
      data-completed={todo.completedAt !== null || undefined}
      aria-pressed={selecting ? selected : undefined}
      onClick={press}
    >
      <span id={`title-${todo.id}`} className={styles.title} dir="auto" translate="no">
        {title ?? todo.title}
      </span>
      {children}
    </button>
  );
}

/** Opens the menu of all actions. */
export function ActionsButton({ todo, stop, onMenu }: Pick<TodoItemProps, 'onMenu'> & { todo: Todo; stop: Stop }) {
  const [characterKeys] = useCharacterKeys();
  return (
    <IconButton
      label="Actions"
      shortcut={characterKeys ? '.' : undefined}
      aria-describedby={`title-${todo.id}`}
      {...stop}
      onClick={(event) => onMenu(todo, event.currentTarget)}
    >
      <MoreIcon size={20} aria-hidden="true" />
    </IconButton>
  );
}
