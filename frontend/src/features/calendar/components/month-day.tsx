import type { Todo } from '../../../model/todos/todo';
import { dueTime } from '../../../replica/due';
import type { ComingRepeat } from '../../../replica/coming-repeats';
import { formatFullDay } from '../../../shared/formatters/calendar';
import { formatTime } from '../../../shared/formatters/moments';
import type { Day } from '../../../shared/formatters/days';
import { classNames } from '../../../shared/ui/class-names';
import { VisuallyHidden } from '../../../shared/ui/visually-hidden';
import styles from './month.module.css';

/** What becomes of what is pressed in a month. */
export interface MonthCallbacks {
  onDay: (day: Day) => void;
  /** Opens a day. */
  onOpenDay: (day: Day) => void;
  /** Opens a todo; where it is left out only the days are shown, and how much is due on each. */
  onOpen?: (todoId: string) => void;
}

interface MonthDayProps extends MonthCallbacks {
  day: Day;
  todos: readonly Todo[];
  repeats: readonly ComingRepeat[];
  /** How many lines there is room for. */
  lines: number;
  isToday: boolean;
  isAtHand: boolean;
  /** Of another month. */
  isOutside: boolean;
}

/** One day of a month, with what is due on it. */
export function MonthDay(props: MonthDayProps) {
  const { day, todos, repeats, lines, isToday, isAtHand, isOutside, onDay, onOpenDay, onOpen } = props;
  const open = todos.filter(({ completedAt }) => completedAt === null).length;
  const all = todos.length + repeats.length;
  const room = all > lines ? lines - 1 : lines;
  const shown = todos.slice(0, room);
  const shownRepeats = repeats.slice(0, room - shown.length);
  const more = all - shown.length - shownRepeats.length;
  return (
    // The grid takes its keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <td
      // For what does not make that of a cell in a grid.
      // oxlint-disable-next-line jsx-a11y/no-redundant-roles
      role="gridcell"
      className={classNames(styles.day, isToday && styles.today, isOutside && styles.outside)}
      tabIndex={isAtHand ? 0 : -1}
      aria-current={isToday ? 'date' : undefined}
      aria-selected={isAtHand}
      data-drop-day={day}
      onFocus={(event) => event.target === event.currentTarget && !isAtHand && onDay(day)}
      onClick={() => onOpenDay(day)}
    >
      <VisuallyHidden>{nameOf(day, open, repeats.length)}</VisuallyHidden>
      <span className={styles.number} aria-hidden="true">
        {Number(day.slice(8))}
      </span>
      {open + repeats.length > 0 && (
        <span className={styles.count} data-open={open > 0 || undefined} aria-hidden="true">
          {open + repeats.length}
        </span>
      )}
      {onOpen && (
        <div className={styles.todos}>
          {shown.map((todo) => (
            <Chip key={todo.id} todo={todo} onOpen={onOpen} />
          ))}
          {shownRepeats.map(({ todo, time }) => (
            <span key={`${todo.id} ${time}`} className={styles.repeat}>
              {time && `${formatTime(time)} `}
              <bdi translate="no">{todo.title}</bdi>
            </span>
          ))}
          {more > 0 && (
            <button
              type="button"
              tabIndex={-1}
              className={styles.more}
              aria-label={`+${more} more on ${formatFullDay(day)}`}
            >
              +{more}
            </button>
          )}
        </div>
      )}
    </td>
  );
}

function nameOf(day: Day, open: number, coming: number): string {
  const said = [
    formatFullDay(day),
    open > 0 && (open === 1 ? '1 todo' : `${open} todos`),
    coming > 0 && (coming === 1 ? '1 repeat' : `${coming} repeats`),
  ];
  return said.filter(Boolean).join(', ');
}

/** A todo in its day: pressed it opens, and dragged it comes to another day. */
function Chip({ todo, onOpen }: { todo: Todo; onOpen: (todoId: string) => void }) {
  const { id, title, priority, due, completedAt } = todo;
  const time = dueTime(due ?? '');
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.todo}
      data-todo-id={id}
      data-drag-card=""
      data-todo-title=""
      data-priority={priority}
      data-completed={completedAt !== null || undefined}
      onClick={(event) => {
        event.stopPropagation();
        onOpen(id);
      }}
    >
      {time && <span className={styles.time}>{time} </span>}
      <bdi translate="no">{title}</bdi>
    </button>
  );
}
