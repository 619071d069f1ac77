import { type ReactNode, useId } from 'react';
import { ColumnCards, type ColumnCardsProps } from './column-cards';
import { ColumnHeader, type SectionHandlers } from './column-header';
import styles from './board.module.css';

interface BoardColumnProps extends Omit<ColumnCardsProps, 'children'> {
  sections: SectionHandlers;
  /** The rest of the board is on its way: how much is in it is not known yet. */
  isPart: boolean;
  /** The field for a new todo, while it is open. */
  composer: ReactNode;
  onCompose: () => void;
}

/** A section as a column: its name, a field for new todos, and its cards. */
export function BoardColumn({ sections, isPart, composer, onCompose, ...cards }: BoardColumnProps) {
  const headingId = useId();
  const { column } = cards;
  return (
    <section className={styles.column} aria-labelledby={headingId}>
      <ColumnHeader id={headingId} column={column} counted={!isPart} onAdd={onCompose} {...sections} />
      <ColumnCards {...cards}>{composer}</ColumnCards>
    </section>
  );
}
