import type { ReactNode } from 'react';
import type { Outline } from '../../../model/outline/outline';
import { useOutline } from '../../../model/outline/use-outline';
import type { Todo } from '../../../model/todos/todo';
import { dueTime } from '../../../replica/due';
import { useReplicaViewIfThere } from '../../../replica/synced-replica';
import { formatDayInFull } from '../../../shared/formatters/calendar';
import { dayOfDate } from '../../../shared/formatters/dates';
import type { Day } from '../../../shared/formatters/days';
import { groupBy } from '../../../shared/group-by';
import { OwnText } from '../../../shared/ui/own-text';
import { usePrinting } from '../../../shared/ui/use-printing';
import type { ListView } from '../use-shown-todos';
import styles from './printed-days.module.css';

interface PrintedDaysProps {
  userId: string;
  view: ListView;
  today: Day;
  /** The list on the screen, in place of which all of it is printed. */
  children: ReactNode;
}

/** A list of days; on paper with all that is in it, day by day, and not only with what is near the window. */
export function PrintedDays({ userId, view, today, children }: PrintedDaysProps) {
  const printing = usePrinting();
  return (
    <>
      <div className={printing ? styles.screen : undefined}>{children}</div>
      {printing && <Days userId={userId} view={view} today={today} />}
    </>
  );
}

function Days({ userId, view, today }: Omit<PrintedDaysProps, 'children'>) {
  const todos = useReplicaViewIfThere(userId, view.key, view.read) ?? [];
  const outline = useOutline(userId);
  const groups = groupBy<Todo, Day>(todos, ({ due }) => dayOfDate(due ?? today));
  return [...groups].map(([day, those]) => (
    <section key={day} className={styles.day}>
      <h2>{`${formatDayInFull(day, today)}${day < today ? ', overdue' : ''}`}</h2>
      <ul>
        {those.map((todo) => (
          <li key={todo.id} data-completed={todo.completedAt !== null || undefined}>
            <Line {...{ todo, outline }} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

function Line({ todo, outline }: { todo: Todo; outline: Outline | undefined }) {
  const { title, due, priority, projectId } = todo;
  const place = outline?.projects.find(({ id }) => id === projectId)?.name;
  const said = [dueTime(due ?? ''), priority < 4 && `P${priority}`].filter(Boolean);
  return (
    <>
      <OwnText>{title}</OwnText>
      <span className={styles.said}>
        {said.map((one) => ` · ${one}`)}
        {place && ' · '}
        {place && <OwnText>{place}</OwnText>}
      </span>
    </>
  );
}
