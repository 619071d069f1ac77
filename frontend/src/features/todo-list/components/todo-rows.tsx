import type { Outline } from '../../../model/outline/outline';
import type { Conflict } from '../../../model/todos/conflicts';
import { useRowWindow } from '../../../shared/ui/use-row-window';
import { useToday } from '../../../shared/formatters/clock';
import { formatDay } from '../../../shared/formatters/days';
import type { Row } from '../rows';
import type { Editing } from '../../../model/todos/use-title-editor';
import { type SectionHandlers, SectionRow } from './section-row';
import sectionStyles from './section-row.module.css';
import styles from './todo-list.module.css';
import { TodoRow, type TodoRowHandlers } from './todo-row';

const ROW_HEIGHT = 53;

interface TodoRowsProps extends TodoRowHandlers {
  /** What the list is of, for screen readers. */
  label: string;
  rows: readonly Row[];
  /** How many todos there are. */
  total: number;
  outline: Outline | undefined;
  activeId: string | null;
  wanted: string | null;
  openId: string | undefined;
  selected: ReadonlySet<string>;
  editing: Editing | null;
  conflicts: Readonly<Record<string, Conflict>>;
  ordered: boolean;
  /** Whether each says which project it is in. */
  showsPlace: boolean;
  sections: SectionHandlers | undefined;
}

/** Todos and headings one below the other; only those near the window are there. */
export function TodoRows(props: TodoRowsProps) {
  const { label, rows, total, outline, activeId, wanted, openId, selected, editing, conflicts, ordered } = props;
  const { showsPlace, sections, ...handlers } = props;
  const kept = [activeId, wanted, editing?.seen.id];
  const { listRef, rowRef, height, shown } = useRowWindow(rows, { rowHeight: ROW_HEIGHT, kept, scrollTo: wanted });
  return (
    <ul ref={listRef} aria-label={label} className={styles.list} style={{ height }}>
      {shown.map(({ index, top }) => {
        const row = rows[index];
        if (!row) return null;
        const common = { ref: rowRef, index, top };
        if (row.kind === 'section') return sections && <SectionRow key={row.key} {...common} {...sections} row={row} />;
        if (row.kind === 'day') return <DayRow key={row.key} {...common} day={row.day} />;
        const { todo } = row;
        return (
          <TodoRow
            key={row.key}
            {...common}
            {...handlers}
            {...{ row, total, ordered }}
            labels={outline?.labels.filter(({ id }) => todo.labelIds.includes(id)) ?? []}
            place={showsPlace ? outline?.projects.find(({ id }) => id === todo.projectId)?.name : undefined}
            active={todo.id === activeId}
            wanted={todo.id === wanted}
            selected={selected.has(todo.id)}
            selecting={selected.size > 0}
            open={todo.id === openId}
            editing={editing?.seen.id === todo.id ? editing : null}
            conflict={conflicts[todo.id]}
          />
        );
      })}
    </ul>
  );
}

interface DayRowProps {
  ref: (row: HTMLLIElement | null) => void;
  index: number;
  top: number;
  day: string;
}

function DayRow({ ref, index, top, day }: DayRowProps) {
  return (
    <li ref={ref} className={sectionStyles.day} style={{ transform: `translateY(${top}px)` }} data-index={index}>
      <h2>{formatDay(day, useToday())}</h2>
    </li>
  );
}
