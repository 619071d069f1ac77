import { memo, type MouseEvent, type Ref, useEffect, useRef } from 'react';
import type { Label } from '../../../model/outline/outline';
import type { Todo } from '../../../model/todos/todo';
import { useCharacterKeys } from '../../../shared/keys/character-keys';
import { classNames } from '../../../shared/ui/class-names';
import { IconButton } from '../../../shared/ui/icon-button';
import { MoreIcon } from '../../../shared/ui/icons';
import { Latch } from '../../../shared/ui/latch';
import type { Card } from '../board-columns';
import { CardMeta } from './card-meta';
import styles from './card.module.css';

export interface CardHandlers {
  /** The focus came into the card. */
  onActive: (id: string) => void;
  onOpen: (id: string) => void;
  onSetCompleted: (todo: Todo, completed: boolean) => void;
  onSelect: (id: string, range: boolean) => void;
  onMenu: (todo: Todo, anchor: HTMLElement, at?: { x: number; y: number }) => void;
}

interface BoardCardProps extends CardHandlers {
  ref: Ref<HTMLLIElement>;
  card: Card;
  index: number;
  total: number;
  /** Pixels from the top of the column. */
  top: number;
  labels: readonly Label[];
  /** The one of its column that Tab stops at. */
  active: boolean;
  /** To have the focus now. */
  wanted: boolean;
  selected: boolean;
  /** Something is selected: a press selects. */
  selecting: boolean;
  /** Its panel is open. */
  open: boolean;
  /** Two versions of it wait for a choice, which is made in its panel. */
  conflict: boolean;
}

/** One todo on a board. */
export const BoardCard = memo(function BoardCard(props: BoardCardProps) {
  const { ref, card, index, total, top, active, selected, open } = props;
  const { todo } = card;
  const { id, completedAt, priority, sectionId } = todo;
  const [characterKeys] = useCharacterKeys();
  const stop = { tabIndex: active ? 0 : -1, onFocus: () => props.onActive(id) };
  const openMenu = (event: MouseEvent<HTMLLIElement>) => {
    event.preventDefault();
    const anchor = event.currentTarget.querySelector<HTMLElement>('[data-todo-title]') ?? event.currentTarget;
    props.onMenu(todo, anchor, { x: event.clientX, y: event.clientY });
  };
  return (
    // The keys of the board open the same menu.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      ref={ref}
      className={styles.place}
      style={{ transform: `translateY(${top}px)` }}
      data-index={index}
      data-todo-id={id}
      data-section-id={sectionId ?? ''}
      data-selected={selected || undefined}
      data-chosen={selected || undefined}
      data-drag-card=""
      aria-setsize={total}
      aria-posinset={index + 1}
      onContextMenu={openMenu}
    >
      <div
        className={classNames(
          styles.card,
          completedAt !== null && styles.completed,
          selected && styles.selected,
          open && styles.open,
        )}
      >
        <Latch
          className={classNames(styles.latch, styles[`p${priority}`])}
          checked={completedAt !== null}
          label={todo.title}
          {...stop}
          onCheckedChange={(checked) => props.onSetCompleted(todo, checked)}
        />
        <CardText {...props} stop={stop} />
        <span className={styles.tools}>
          <IconButton
            label="Actions"
            shortcut={characterKeys ? '.' : undefined}
            aria-describedby={`title-${id}`}
            {...stop}
            onClick={(event) => props.onMenu(todo, event.currentTarget)}
          >
            <MoreIcon size={20} aria-hidden="true" />
          </IconButton>
        </span>
      </div>
    </li>
  );
});

interface CardTextProps extends BoardCardProps {
  /** Makes it a place that Tab and the focus come to. */
  stop: { tabIndex: number; onFocus: () => void };
}

/** What is to do. Pressing it opens it; with Ctrl, ⌘ or Shift, or while selecting, it selects. */
function CardText({ card, labels, stop, wanted, selected, selecting, conflict, onOpen, onSelect }: CardTextProps) {
  const { todo, subtasks } = card;
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
      aria-pressed={selecting ? selected : undefined}
      onClick={press}
    >
      <span id={`title-${todo.id}`} className={styles.title} dir="auto" translate="no">
        {todo.title}
      </span>
      <CardMeta todo={todo} labels={labels} subtasks={subtasks} />
      {conflict && <span className={styles.conflict}>Changed somewhere else, too: open it to choose</span>}
    </button>
  );
}
