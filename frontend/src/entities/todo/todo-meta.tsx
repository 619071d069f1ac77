import type { Label } from '../../model/outline/outline';
import type { Todo } from '../../model/todos/todo';
import { classNames } from '../../shared/ui/class-names';
import { DueIcon, PriorityIcon } from '../../shared/ui/icons';
import { LabelSign } from '../../shared/ui/mark';
import { VisuallyHidden } from '../../shared/ui/visually-hidden';
import { useToday } from '../../shared/formatters/clock';
import { formatDay } from '../../shared/formatters/days';
import { OwnText } from '../../shared/ui/own-text';
import { usePlainLine } from './use-plain-line';
import styles from './todo-meta.module.css';

/** A no-break space, as high as the text that takes its place. */
const ROOM_FOR_A_LINE = '\u00A0';

interface TodoMetaProps {
  todo: Todo;
  /** Those of the todo, by name. */
  labels: readonly Label[];
  subtasks: number;
  /** The project it is in, where that is not plain from the page. */
  place?: string | undefined;
  /** On a card, which shows no notes. */
  card?: boolean;
}

/** What is known of a todo besides its title, in one line that wraps. Nothing where there is nothing to say. */
export function TodoMeta({ todo, labels, subtasks, place, card }: TodoMetaProps) {
  const { priority, due } = todo;
  const notes = !card && todo.notes;
  if (priority === 4 && !due && !notes && labels.length === 0 && subtasks === 0 && !place) return null;
  return (
    <span className={styles.meta} data-card={card}>
      {priority < 4 && (
        <span className={styles.mark} data-priority={priority}>
          <PriorityIcon size={14} aria-hidden="true" />
          <span>{`P${priority}`}</span>
        </span>
      )}
      {due && <Due due={due} done={todo.completedAt !== null} />}
      {subtasks > 0 && <span>{subtasks === 1 ? '1 subtask' : `${subtasks} subtasks`}</span>}
      {labels.map(({ id, name, colour }) => (
        <span key={id} className={styles.mark}>
          <LabelSign colour={colour} size={14} />
          <OwnText>{name}</OwnText>
        </span>
      ))}
      {place && <OwnText>{place}</OwnText>}
      {notes && <NotesLine notes={notes} />}
    </span>
  );
}

function NotesLine({ notes }: { notes: string }) {
  const plainLine = usePlainLine();
  return (
    <span className={styles.notes} dir="auto" translate="no">
      {plainLine ? plainLine(notes) : ROOM_FOR_A_LINE}
    </span>
  );
}

function Due({ due, done }: { due: string; done: boolean }) {
  const today = useToday();
  const late = !done && due < today;
  return (
    <time className={classNames(styles.mark, late && styles.late, due === today && styles.today)} dateTime={due}>
      <DueIcon size={14} aria-hidden="true" />
      <VisuallyHidden>{late ? 'Overdue: ' : 'Due '}</VisuallyHidden>
      <span>{formatDay(due, today)}</span>
    </time>
  );
}
