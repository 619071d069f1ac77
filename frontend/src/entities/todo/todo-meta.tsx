import type { DateText } from '@latch/domain/dates';
import { type ReactNode, useSyncExternalStore } from 'react';
import type { Label } from '../../model/outline/outline';
import type { Todo } from '../../model/todos/todo';
import { classNames } from '../../shared/ui/class-names';
import { DueIcon, PriorityIcon } from '../../shared/ui/icons';
import { LabelSign } from '../../shared/ui/mark';
import { VisuallyHidden } from '../../shared/ui/visually-hidden';
import { follow, useToday } from '../../shared/formatters/clock';
import { formatDay } from '../../shared/formatters/days';
import { OwnText } from '../../shared/ui/own-text';
import { onDemand } from '../../shared/ui/on-demand';
import styles from './todo-meta.module.css';

const usePlainLine = onDemand(() => import('../../shared/formatters/plain-line'));
/** For dates with a time. */
const useTimedDates = onDemand(() => import('../../shared/formatters/dates'));

/** Of a date without a time. */
const DAY_LENGTH = 10;

/** A no-break space, as high as the text that takes its place. */
const ROOM_FOR_A_LINE = '\u00A0';

interface TodoMetaProps {
  todo: Todo;
  /** Those of the todo, by name. */
  labels: readonly Label[];
  subtasks: number;
  /** Where it is, such as its project, where that is not plain from the page. */
  place?: ReactNode;
  /** Shown of the notes, instead of their beginning. */
  found?: ReactNode;
  /** On a card, which shows no notes. */
  card?: boolean;
}

/** What is known of a todo besides its title, in one line that wraps. Nothing where there is nothing to say. */
export function TodoMeta({ todo, labels, subtasks, place, found, card }: TodoMetaProps) {
  const { priority, start, due, deadline, recurrence } = todo;
  const today = useToday();
  // When it began is of no use any more.
  const starts = start && start.slice(0, DAY_LENGTH) > today ? start : null;
  const notes = !card && todo.notes;
  if (priority === 4 && !starts && !due && !deadline && !notes && labels.length === 0 && subtasks === 0 && !place)
    return null;
  return (
    <span className={styles.meta} data-card={card}>
      {priority < 4 && (
        <span className={styles.mark} data-priority={priority}>
          <PriorityIcon size={14} aria-hidden="true" />
          <span>{`P${priority}`}</span>
        </span>
      )}
      {starts && <DateMark kind="start" date={starts} done />}
      {due && <DateMark kind="due" date={due} done={todo.completedAt !== null} />}
      {recurrence && (
        <span>
          <span aria-hidden="true">↻</span>
          <VisuallyHidden>Repeats</VisuallyHidden>
        </span>
      )}
      {deadline && <DateMark kind="deadline" date={deadline} done={todo.completedAt !== null} />}
      {subtasks > 0 && <span>{subtasks === 1 ? '1 subtask' : `${subtasks} subtasks`}</span>}
      {labels.map(({ id, name, colour }) => (
        <span key={id} className={styles.mark}>
          <LabelSign colour={colour} size={14} />
          <OwnText>{name}</OwnText>
        </span>
      ))}
      {typeof place === 'string' ? <OwnText>{place}</OwnText> : place}
      {found ?? (notes && <NotesLine notes={notes} />)}
    </span>
  );
}

function NotesLine({ notes }: { notes: string }) {
  const module = usePlainLine();
  return (
    <span className={styles.notes} dir="auto" translate="no">
      {module ? module.plainLine(notes) : ROOM_FOR_A_LINE}
    </span>
  );
}

/** What is said of each date, and what is shown before it. */
const DATES = {
  start: ['Starts ', 'from '],
  due: ['Due ', ''],
  deadline: ['Deadline ', 'by '],
} as const;

interface DateMarkProps {
  kind: keyof typeof DATES;
  date: DateText;
  /** Whether it cannot be late any more. */
  done: boolean;
}

function DateMark({ kind, date, done }: DateMarkProps) {
  const today = useToday();
  const timed = useTimedDates(date.length > DAY_LENGTH);
  // By the minute where it has a time, and anew where the person's clock changes.
  const late = useSyncExternalStore(
    follow,
    () => !done && (timed ? timed.isOver(date, today) : date.slice(0, DAY_LENGTH) < today),
  );
  const shown = useSyncExternalStore(follow, () =>
    timed ? timed.formatDateText(date, today) : formatDay(date.slice(0, DAY_LENGTH), today),
  );
  const day = timed ? timed.dayOfDate(date) : date.slice(0, DAY_LENGTH);
  const [said, before] = DATES[kind];
  return (
    <time
      className={classNames(styles.mark, late && styles.late, day === today && styles.today)}
      dateTime={date.slice(0, 16)}
    >
      <DueIcon size={14} aria-hidden="true" />
      <VisuallyHidden>{late && kind === 'due' ? 'Overdue: ' : said}</VisuallyHidden>
      <span>
        {before}
        {shown}
      </span>
    </time>
  );
}
