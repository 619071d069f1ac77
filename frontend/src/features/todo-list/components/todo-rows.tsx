import { Fragment } from 'react';
import type { Outline } from '../../../model/outline/outline';
import type { Conflict } from '../../../model/todos/conflicts';
import { useRowWindow } from '../../../shared/ui/use-row-window';
import type { LinePlace, Row } from '../rows';
import type { Editing } from '../../../model/todos/use-title-editor';
import { type SectionHandlers, SectionRow } from './section-row';
import styles from './todo-list.module.css';
import { TodoRow, type TodoRowHandlers } from './todo-row';

const ROW_HEIGHT = 53;

/** What a list of its own kind does with its lines. */
export interface ListWindow {
  /** Keys of lines that are there wherever they are. */
  kept?: readonly string[];
  /** The key of the line that is to stand at the top of the window. */
  top?: string | null;
  /** Puts in lines that are to be there as well. @param shown indexes of lines, and pixels from the top of the list */
  arrange?: (rows: readonly Row[], shown: readonly ShownLine[], height: number) => readonly ShownLine[];
}

type ShownLine = Pick<LinePlace, 'index' | 'top' | 'bottom'>;

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
  draggable: boolean | undefined;
  window: ListWindow | undefined;
  /** Whether each says which project it is in. */
  showsPlace: boolean;
  sections: SectionHandlers | undefined;
}

/** Todos and headings one below the other; only those near the window are there. */
export function TodoRows(props: TodoRowsProps) {
  const { label, rows, total, outline, activeId, wanted, openId, selected, editing, conflicts, draggable } = props;
  const { window: { kept = [], top: goal, arrange } = {}, showsPlace, sections, ...handlers } = props;
  const { listRef, rowRef, height, shown } = useRowWindow(rows, {
    rowHeight: ROW_HEIGHT,
    kept: [activeId, wanted, editing?.seen.id, ...kept],
    scrollTo: wanted ?? goal,
    align: wanted ? 'auto' : 'start',
  });
  return (
    <ul ref={listRef} aria-label={label} className={styles.list} style={{ height }}>
      {(arrange?.(rows, shown, height) ?? shown).map((line) => {
        const { index, top } = line;
        const row = rows[index];
        if (!row) return null;
        const common = { ref: rowRef, index, top };
        if (row.kind === 'section') return sections && <SectionRow key={row.key} {...common} {...sections} row={row} />;
        if (row.kind === 'other') return <Fragment key={row.key}>{row.render({ ...line, ref: rowRef })}</Fragment>;
        const { todo } = row;
        return (
          <TodoRow
            key={row.key}
            {...common}
            {...handlers}
            {...{ row, total, draggable }}
            labels={outline?.labels.filter(({ id }) => todo.labelIds.includes(id)) ?? []}
            place={
              row.place ?? (showsPlace ? outline?.projects.find(({ id }) => id === todo.projectId)?.name : undefined)
            }
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
