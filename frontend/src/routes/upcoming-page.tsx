import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { Month } from '../features/calendar/components/month';
import { UpcomingList } from '../features/todo-list/components/upcoming-list';
import type { Goal } from '../features/todo-list/use-day-in-sight';
import { inApp } from '../shared/base-path';
import { asDay, shownDay } from '../shared/formatters/calendar';
import { useToday } from '../shared/formatters/clock';
import type { Day } from '../shared/formatters/days';
import { PageHeader } from '../shared/ui/page-header';
import { usePageTitle } from '../shared/ui/page-title';
import { SegmentedControl } from '../shared/ui/segmented-control';
import { useListCallbacks } from '../shell/use-list-callbacks';
import { useUserId } from './authenticated-route';
import styles from './page.module.css';
import upcoming from './upcoming-page.module.css';

type View = 'list' | 'month';

/** What the address of Upcoming says: how it is shown, and at which day. Today is left out. */
interface UpcomingSearch {
  view?: View | undefined;
  day?: Day | undefined;
}

const VIEWS = [
  { value: 'list', label: 'List', href: inApp('/upcoming') },
  { value: 'month', label: 'Month', href: inApp('/upcoming?view=month') },
] as const;

/** `/upcoming`, `/upcoming?view=month` */
export function UpcomingPage() {
  const userId = useUserId();
  const { callbacks, overlays } = useListCallbacks(userId);
  const { view, day, show, goal, onThere, onDay, openDay } = useUpcoming();
  usePageTitle('Upcoming');
  return (
    <div className={styles.page} data-layout={view === 'month' ? 'month' : 'days'}>
      <PageHeader title="Upcoming">
        <SegmentedControl label="View" options={VIEWS} value={view} onChange={show} />
      </PageHeader>
      {view === 'month' ? (
        <Month userId={userId} day={day} onDay={onDay} onOpenDay={openDay} onOpen={callbacks.onOpen} />
      ) : (
        <div className={upcoming.room}>
          <div className={upcoming.days}>
            <div>
              <UpcomingList userId={userId} {...{ goal, onThere, onDay }} {...callbacks} />
            </div>
            <div className={upcoming.month}>
              <MonthBeside userId={userId} day={day} onOpenDay={openDay} />
            </div>
          </div>
        </div>
      )}
      {overlays}
    </div>
  );
}

/** The month of the day in sight, in which one can look further without leaving that. */
function MonthBeside({ userId, day, onOpenDay }: { userId: string; day: Day; onOpenDay: (day: Day) => void }) {
  const [looked, look] = useState({ from: day, at: day });
  if (looked.from !== day) look({ from: day, at: day });
  return <Month userId={userId} day={looked.at} onDay={(at) => look({ from: day, at })} onOpenDay={onOpenDay} />;
}

/** The address follows so much later: browsers allow it to change only so often. Milliseconds. */
const ADDRESS_DELAY = 300;

/** The view and the day in the address, and the way to another day. */
function useUpcoming() {
  const today = useToday();
  const navigate = useNavigate();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const view: View = search.view === 'month' ? 'month' : 'list';
  const said = asDay(search.day);
  const addressed = said && shownDay(said, today);
  // Left out it is today, whatever day that becomes.
  const [chosen, choose] = useState(addressed);
  const [written, setWritten] = useState(addressed);
  const [seen, see] = useState(addressed);
  const [goal, setGoal] = useState<Goal | null>(() => goalOf(addressed, today));
  if (addressed !== seen) {
    see(addressed);
    // By a link, or by the buttons of the browser.
    if (addressed !== written) {
      setWritten(addressed);
      choose(addressed);
      if (view === 'list') setGoal(goalOf(addressed, today));
    }
  }
  const write = (next: View, day: Day | undefined) => {
    setWritten(day);
    choose(day);
    const wanted = { view: next === 'month' ? next : undefined, day };
    void navigate({
      to: '.',
      search: (before: UpcomingSearch) => ({ ...before, ...wanted }),
      replace: next === view,
      resetScroll: false,
    });
  };
  const writeChosen = useEffectEvent(() => write(view, chosen));
  useEffect(() => {
    // One after the other: a day that arrives after the next one was written would be taken for that of a link.
    if (chosen === written || addressed !== written) return undefined;
    const timer = setTimeout(() => writeChosen(), ADDRESS_DELAY);
    return () => clearTimeout(timer);
  }, [chosen, written, addressed]);
  const unlessToday = (day: Day) => (day === today ? undefined : day);
  return {
    view,
    day: chosen ?? today,
    goal,
    onThere: () => setGoal(null),
    onDay: (day: Day) => choose(unlessToday(day)),
    show: (next: View) => {
      if (next === 'list') setGoal(goalOf(chosen, today));
      write(next, chosen);
    },
    openDay: (next: Day) => {
      const day = next < today ? today : shownDay(next, today);
      setGoal({ day, focuses: true });
      write('list', unlessToday(day));
    },
  };
}

/** The list begins with today. */
function goalOf(day: Day | undefined, today: Day): Goal | null {
  return day !== undefined && day > today ? { day, focuses: false } : null;
}
