import { useId } from 'react';
import { CardComposer } from './card-composer';
import { ColumnCards, type ColumnCardsProps } from './column-cards';
import { ColumnHeader, type SectionHandlers } from './column-header';
import styles from './board.module.css';

interface BoardColumnProps extends Omit<ColumnCardsProps, 'children'> {
  sections: SectionHandlers;
  /** What is being written in it; null when nothing is. */
  draft: string | null;
  onCompose: () => void;
  onAdd: (title: string) => void;
  /** @param text what is left in the field */
  onCloseComposer: (text: string) => void;
}

/** A section as a column: its name, a field for new todos, and its cards. */
export function BoardColumn({ sections, draft, onCompose, onAdd, onCloseComposer, ...cards }: BoardColumnProps) {
  const headingId = useId();
  const { column } = cards;
  return (
    <section className={styles.column} aria-labelledby={headingId}>
      <ColumnHeader id={headingId} column={column} onAdd={onCompose} {...sections} />
      <ColumnCards {...cards}>
        {draft !== null && <CardComposer column={column.name} text={draft} onAdd={onAdd} onClose={onCloseComposer} />}
      </ColumnCards>
    </section>
  );
}
