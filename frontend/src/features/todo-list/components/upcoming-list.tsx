import { Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import type { ListCallbacks } from '../../../model/todos/list-callbacks';
import type { Todo } from '../../../model/todos/todo';
import type { Editing } from '../../../model/todos/use-title-editor';
import { todosFrom } from '../../../replica/day-views';
import { type ComingRepeat, comingRepeats } from '../../../replica/coming-repeats';
import { useReplicaViewIfThere } from '../../../replica/synced-replica';
import { useToday } from '../../../shared/formatters/clock';
import { useClockName } from '../../../shared/formatters/dates';
import { type Day, daysLater } from '../../../shared/formatters/days';
import { useCommands } from '../../../shared/keys/use-commands';
import { MoreOnScroll } from '../../../shared/ui/more-on-scroll';
import { ADD_LINE, type DayLines, keyOf, upcomingRows, withHeadings } from '../upcoming-rows';
import { type Goal, useDayInSight, useWayTo } from '../use-day-in-sight';
import { usePlanning } from '../use-planning';
import type { ListView } from '../use-shown-todos';
import { AddLine } from './add-line';
import { DayHeading } from './day-heading';
import { RepeatLine } from './repeat-line';
import { ListSkeleton } from './list-skeleton';
import { OverdueLine } from './overdue-line';
import { PrintedDays } from './printed-days';
import { focusComposer } from './todo-composer';
import { TodoListArea } from './todo-list-area';

const NONE: readonly ComingRepeat[] = [];
const ENDLESS = { hasNextPage: true, isFetching: false, isFetchingNextPage: false, isFetchNextPageError: false };
/** So many days are shown at first behind the first one, and so many more each time the end comes near. */
const DAYS = 90;
/** Folded up is what is not noted here: at first all of it. */
const UNFOLDED = 'overdue';

function upcomingView(day: Day, clock: string): ListView {
  return { key: `upcoming ${day} ${clock}`, read: (rows) => todosFrom(rows, day), both: true };
}

interface UpcomingListProps extends ListCallbacks {
  userId: string;
  /** The day that is to be brought to the top of the window. */
  goal: Goal | null;
  onThere: () => void;
  /** Another day came to the top of the window. */
  onDay: (day: Day) => void;
}

/** Every day from today on, without an end, and what is overdue above. */
export function UpcomingList({ userId, goal, onThere, onDay, ...callbacks }: UpcomingListProps) {
  const today = useToday();
  const clock = useClockName();
  const view = useMemo(() => upcomingView(today, clock), [today, clock]);
  const { actions, overdueCount, moveOverdue, shifting, lineOf } = usePlanning(userId, view);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [adding, setAdding] = useState<Day | null>(null);
  const [inSight, setInSight] = useState(today);
  const until = useHorizon(today, goal?.day);
  useWayTo(goal, onThere);
  useDayInSight((day) => {
    setInSight(day);
    if (!goal) onDay(day);
  });
  const addTo = (day: Day) => {
    setAdding(day);
    focusComposer();
  };
  useFocusOn(adding);
  useCommands({ add: () => addTo(inSight), ...(overdueCount > 0 && { overdueToToday: moveOverdue }) });

  const rowsOf = useRowsOf({ userId, today, clock, until: until.day, adding, setAdding, overdueCount, lineOf });
  const kept = [...(adding ? [ADD_LINE] : []), ...(goal ? [keyOf(goal.day)] : [])];
  const kind = {
    view,
    label: 'Todos by day',
    rowsOf,
    ordered: false,
    sections: [],
    draggable: true,
    commandsFor: shifting(true),
    window: { kept, top: goal && keyOf(goal.day), arrange: withHeadings },
  };
  return (
    <div data-drag-days="">
      <PrintedDays userId={userId} view={view} today={today}>
        <Suspense fallback={<ListSkeleton />}>
          <TodoListArea
            {...{ userId, kind, callbacks, actions, editing, setEditing }}
            empty={null}
            foot={<MoreOnScroll {...ENDLESS} fetchNextPage={until.more} />}
          />
        </Suspense>
      </PrintedDays>
    </div>
  );
}

interface RowsOptions extends Pick<ReturnType<typeof usePlanning>, 'overdueCount' | 'lineOf'> {
  userId: string;
  today: Day;
  /** The name of the clock by which days are told. */
  clock: string;
  until: Day;
  adding: Day | null;
  setAdding: (day: Day | null) => void;
}

function useRowsOf({ userId, today, clock, until, adding, setAdding, overdueCount, lineOf }: RowsOptions) {
  const key = `repeats ${today} ${until} ${clock}`;
  const repeats = useReplicaViewIfThere(userId, key, (rows) => comingRepeats(rows, [today, until])) ?? NONE;
  return useCallback(
    (todos: readonly Todo[], folded: ReadonlySet<string>) => {
      const span = { today, until, adding, overdueFolded: !folded.has(UNFOLDED) };
      const lines = linesOf({ userId, today, overdueCount, setAdding });
      return upcomingRows(todos, repeats, span, { todo: lineOf, ...lines });
    },
    [userId, today, until, adding, setAdding, lineOf, overdueCount, repeats],
  );
}

type LinesOptions = Pick<RowsOptions, 'userId' | 'today' | 'overdueCount' | 'setAdding'>;

function linesOf({ userId, today, overdueCount, setAdding }: LinesOptions): DayLines {
  return {
    overdue: (place, folded) => <OverdueLine {...place} count={overdueCount} fold={UNFOLDED} folded={folded} />,
    repeat: (place, repeat) => <RepeatLine {...place} repeat={repeat} />,
    day: (place, day) => <DayHeading {...place} {...{ day, today }} onAdd={setAdding} />,
    add: (place, day) => <AddLine {...place} {...{ userId, day, today }} onLeave={() => setAdding(null)} />,
  };
}

/** The last day that is shown, at least some weeks behind the one that is wanted. */
function useHorizon(today: Day, wanted: Day | undefined) {
  const [day, setDay] = useState(() => daysLater(today, DAYS));
  const least = daysLater(wanted && wanted > today ? wanted : today, DAYS);
  if (least > day) setDay(least);
  return { day, more: () => setDay((before) => daysLater(before, DAYS)) };
}

/** Puts the cursor where a todo of another day is added, once that is there. */
function useFocusOn(adding: Day | null): void {
  useEffect(() => {
    if (adding) focusComposer();
  }, [adding]);
}
