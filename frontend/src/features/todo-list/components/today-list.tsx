import { Suspense, useCallback, useMemo, useState } from 'react';
import type { ListCallbacks } from '../../../model/todos/list-callbacks';
import type { Todo } from '../../../model/todos/todo';
import type { Editing } from '../../../model/todos/use-title-editor';
import { nextDue, todosUntil } from '../../../replica/day-views';
import { useReplicaViewIfThere } from '../../../replica/synced-replica';
import { useToday } from '../../../shared/formatters/clock';
import { dayOfDate, useClockName } from '../../../shared/formatters/dates';
import { type Day, formatDay } from '../../../shared/formatters/days';
import { useCommands } from '../../../shared/keys/use-commands';
import { EmptyState } from '../../../shared/ui/empty-state';
import { OwnText } from '../../../shared/ui/own-text';
import { type Headings, todayRows } from '../today-rows';
import { usePlanning } from '../use-planning';
import type { ListView } from '../use-shown-todos';
import { ListSkeleton } from './list-skeleton';
import { OverdueLine, TodayLine } from './overdue-line';
import styles from './planning.module.css';
import { PrintedDays } from './printed-days';
import { focusComposer, TodoComposer } from './todo-composer';
import { TodoListArea } from './todo-list-area';

/** What is overdue or due today, with what of it was completed today. */
function todayView(day: Day, clock: string): ListView {
  return { key: `today ${day} ${clock}`, read: (rows) => todosUntil(rows, day), both: true };
}

/** What is to be done today, and what is late. */
export function TodayList({ userId, ...callbacks }: ListCallbacks & { userId: string }) {
  const day = useToday();
  const clock = useClockName();
  const view = useMemo(() => todayView(day, clock), [day, clock]);
  const { actions, addTodo, overdueCount, moveOverdue, shifting, lineOf } = usePlanning(userId, view);
  const [editing, setEditing] = useState<Editing | null>(null);
  useCommands({ add: focusComposer, ...(overdueCount > 0 && { overdueToToday: moveOverdue }) });

  const rowsOf = useCallback(
    (todos: readonly Todo[]) => todayRows(todos, day, lineOf, headingsWith(overdueCount)),
    [day, lineOf, overdueCount],
  );
  const kind = { view, label: 'Todos for today', rowsOf, ordered: false, sections: [], commandsFor: shifting(false) };
  return (
    <>
      <TodoComposer
        label="Add a todo for today"
        userId={userId}
        draftName="Today"
        place={{ due: day }}
        onAdd={addTodo}
      />
      <PrintedDays userId={userId} view={view} today={day}>
        <Suspense fallback={<ListSkeleton />}>
          <TodoListArea
            {...{ userId, kind, callbacks, actions, editing, setEditing }}
            empty={
              <EmptyState title="Nothing is due today">
                Enjoy the day, or add a todo above. <NextDue userId={userId} onOpen={callbacks.onOpen} />
              </EmptyState>
            }
            foot={<AllDone userId={userId} view={view} onOpen={callbacks.onOpen} />}
          />
        </Suspense>
      </PrintedDays>
    </>
  );
}

function headingsWith(overdueCount: number): Headings {
  return {
    overdue: (place) => <OverdueLine {...place} count={overdueCount} />,
    today: (place) => <TodayLine {...place}>Today</TodayLine>,
  };
}

interface NextDueProps {
  userId: string;
  onOpen: ListCallbacks['onOpen'];
}

/** Below what was completed today, when nothing else is left. */
function AllDone({ view, ...props }: NextDueProps & { view: ListView }) {
  const all = useReplicaViewIfThere(props.userId, view.key, view.read);
  if (!all?.length || all.some(({ completedAt }) => completedAt === null)) return null;
  return (
    <EmptyState title="All done for today">
      Well done. <NextDue {...props} />
    </EmptyState>
  );
}

/** What comes next. */
function NextDue({ userId, onOpen }: NextDueProps) {
  const day = useToday();
  const next = useReplicaViewIfThere(userId, `next after ${day} ${useClockName()}`, (rows) => nextDue(rows, day));
  if (!next) return null;
  return (
    <span>
      Next:{' '}
      <button type="button" className={styles.nextTitle} onClick={() => onOpen(next.id)}>
        <OwnText>{next.title}</OwnText>
      </button>
      <span>, {formatDay(dayOfDate(next.due!), day)}.</span>
    </span>
  );
}
