import type { ReactNode } from 'react';
import type { TodoItemHandlers } from '../../../entities/todo/todo-item';
import type { Label } from '../../../model/outline/outline';
import type { Column } from '../board-columns';
import type { Editing, TitleHandlers } from '../../../model/todos/use-title-editor';
import type { Selecting } from '../../../model/todos/use-selection';
import { useCardWindow } from '../use-card-window';
import { BoardCard } from './board-card';
import styles from './board.module.css';

export interface ColumnCardsProps extends TodoItemHandlers, TitleHandlers {
  projectId: string;
  column: Column;
  labels: readonly Label[];
  activeId: string | null;
  wanted: string | null;
  openId: string | undefined;
  editing: Editing | null;
  selection: Pick<Selecting, 'selected' | 'todos'>;
  conflicts: Readonly<Record<string, unknown>>;
  /** Shown above the cards. */
  children: ReactNode;
}

/** The cards of a column; only those near what is shown of it are there. */
export function ColumnCards(props: ColumnCardsProps) {
  const { projectId, column, labels, activeId, wanted, openId, selection, conflicts, editing, children } = props;
  const { cards, section } = column;
  const stopId = cards.some(({ todo }) => todo.id === activeId) ? activeId : (cards[0]?.todo.id ?? null);
  const { scrollerRef, cardRef, height, shown } = useCardWindow(cards, [stopId, wanted], wanted);
  const handlers = pick(props);
  return (
    <div ref={scrollerRef} className={styles.cards}>
      {children}
      <ul
        className={styles.list}
        style={{ height }}
        aria-label={`Todos of ${column.name}`}
        data-drop-list={projectId}
        data-drop-section-id={section?.id ?? ''}
        data-drop-flat=""
      >
        {shown.map(({ index, start }) => {
          const card = cards[index];
          if (!card) return null;
          const { id, labelIds } = card.todo;
          return (
            <BoardCard
              key={id}
              ref={cardRef}
              {...handlers}
              {...{ card, index }}
              top={start}
              total={cards.length}
              labels={labelIds.length === 0 ? NO_LABELS : labels.filter((label) => labelIds.includes(label.id))}
              active={id === stopId}
              wanted={id === wanted}
              selected={selection.selected.has(id)}
              selecting={selection.todos.length > 0}
              open={id === openId}
              conflict={id in conflicts}
              editing={editing?.seen.id === id ? editing : null}
            />
          );
        })}
      </ul>
    </div>
  );
}

const NO_LABELS: readonly Label[] = [];

type CardHandlers = TodoItemHandlers & TitleHandlers;

function pick({ onActive, onOpen, onSetCompleted, onSelect, onMenu, onSave, onClose }: CardHandlers): CardHandlers {
  return { onActive, onOpen, onSetCompleted, onSelect, onMenu, onSave, onClose };
}
