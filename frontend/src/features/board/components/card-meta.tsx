import type { Label } from '../../../model/outline/outline';
import type { Todo } from '../../../model/todos/todo';
import { classNames } from '../../../shared/ui/class-names';
import { DueIcon, PriorityIcon } from '../../../shared/ui/icons';
import { LabelSign } from '../../../shared/ui/label-sign';
import { VisuallyHidden } from '../../../shared/ui/visually-hidden';
import { useToday } from '../../../shared/formatters/clock';
import { formatDay } from '../../../shared/formatters/days';
import { OwnText } from '../../../shared/ui/own-text';
import styles from './card.module.css';

interface CardMetaProps {
  todo: Todo;
  labels: readonly Label[];
  subtasks: number;
}

/** What is known of a todo besides its title; nothing where there is nothing to say. */
export function CardMeta({ todo: { priority, due, completedAt }, labels, subtasks }: CardMetaProps) {
  if (priority === 4 && !due && labels.length === 0 && subtasks === 0) return null;
  return (
    <span className={styles.meta}>
      {priority < 4 && (
        <span className={classNames(styles.mark, styles[`p${priority}`])}>
          <PriorityIcon size={14} aria-hidden="true" />
          <span>{`P${priority}`}</span>
        </span>
      )}
      {due && <Due due={due} done={completedAt !== null} />}
      {subtasks > 0 && <span>{subtasks === 1 ? '1 subtask' : `${subtasks} subtasks`}</span>}
      {labels.map(({ id, name, colour }) => (
        <span key={id} className={styles.mark}>
          <LabelSign colour={colour} size={14} />
          <OwnText>{name}</OwnText>
        </span>
      ))}
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
