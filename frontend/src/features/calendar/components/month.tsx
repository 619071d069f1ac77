import { monthsLater } from '@latch/domain/months';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import type { Todo } from '../../../model/todos/todo';
import { todosBetween } from '../../../replica/day-views';
import { useSettings } from '../../../model/settings/settings';
import { type ComingRepeat, comingRepeats } from '../../../replica/coming-repeats';
import { useReplicaViewIfThere } from '../../../replica/synced-replica';
import { formatMonth, formatWeekday, shownDay, weeksOfMonth } from '../../../shared/formatters/calendar';
import { useToday } from '../../../shared/formatters/clock';
import { dayOfDate, useClockName } from '../../../shared/formatters/dates';
import type { Day } from '../../../shared/formatters/days';
import { groupBy } from '../../../shared/group-by';
import { strokeOf } from '../../../shared/keys/strokes';
import { Button } from '../../../shared/ui/button';
import { IconButton } from '../../../shared/ui/icon-button';
import { BackIcon, ChevronRightIcon } from '../../../shared/ui/icons';
import { usePrinting } from '../../../shared/ui/use-printing';
import { dayByKey } from '../month-keys';
import { type MonthCallbacks, MonthDay } from './month-day';
import styles from './month.module.css';

interface MonthProps extends MonthCallbacks {
  userId: string;
  /** The day at hand, whose month is shown. */
  day: Day;
}

/** A month, as a grid of days that takes todos. Arrows go from day to day, and Enter opens one. */
export function Month({ userId, day, onDay: show, onOpenDay, onOpen }: MonthProps) {
  const today = useToday();
  const onDay = (next: Day) => show(shownDay(next, today));
  const weekStart = useSettings(userId)?.weekStart ?? MONDAY;
  const weeks = weeksOfMonth(day, weekStart);
  const { byDay, repeats } = useByDay(userId, weeks, today);
  const title = useId();
  const printing = usePrinting();
  const { grid, byKey } = useGridKeys({ day, weekStart, onDay, onOpenDay });
  return (
    <section className={onOpen ? styles.month : styles.small} aria-labelledby={title}>
      <MonthHead id={title} hasToday={onOpen !== undefined} {...{ day, today, onDay }} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role */}
      <table ref={grid} role="grid" aria-labelledby={title} className={styles.grid} onKeyDown={byKey}>
        <thead>
          <tr>
            {weeks[0]!.map((one) => (
              <th key={one} scope="col" abbr={formatWeekday(one, true)}>
                {formatWeekday(one)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((one) => (
                <MonthDay
                  key={one}
                  day={one}
                  todos={byDay.get(one) ?? NONE}
                  repeats={repeats.get(one) ?? NO_REPEATS}
                  lines={printing ? Infinity : LINES}
                  isToday={one === today}
                  isAtHand={one === day}
                  isOutside={one.slice(0, 7) !== day.slice(0, 7)}
                  {...{ onDay, onOpenDay, onOpen }}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface MonthHeadProps extends Pick<MonthProps, 'day' | 'onDay'> {
  id: string;
  today: Day;
  hasToday: boolean;
}

/** The name of a month, and the ways to others. */
function MonthHead({ id, day, today, hasToday, onDay }: MonthHeadProps) {
  return (
    <div className={styles.head}>
      <h2 id={id} aria-live="polite">
        {formatMonth(day)}
      </h2>
      {hasToday && (
        <Button className={styles.now} onClick={() => onDay(today)}>
          Today
        </Button>
      )}
      <IconButton label="Previous month" onClick={() => onDay(monthsLater(day, -1))}>
        <BackIcon size={20} aria-hidden="true" />
      </IconButton>
      <IconButton label="Next month" onClick={() => onDay(monthsLater(day, 1))}>
        <ChevronRightIcon size={20} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** The first day of the week until the settings are there. */
const MONDAY = 1;
const NONE: readonly Todo[] = [];
const NO_REPEATS: readonly ComingRepeat[] = [];
/** So many todos of a day are shown; where there are more, the last line says how many. On paper are all of them. */
const LINES = 4;

/** What is due on each day of the weeks, and what repeats on each. */
function useByDay(userId: string, weeks: readonly Day[][], today: Day) {
  const span = [weeks[0]![0]!, weeks.at(-1)!.at(-1)!] as const;
  const key = `${span.join(' ')} on ${today} ${useClockName()}`;
  const todos = useReplicaViewIfThere(userId, `days ${key}`, (rows) => todosBetween(rows, span, today));
  const repeats = useReplicaViewIfThere(userId, `repeats ${key}`, (rows) => comingRepeats(rows, span));
  return {
    byDay: groupBy(todos ?? NONE, ({ due }) => dayOfDate(due!)),
    repeats: groupBy(repeats ?? NO_REPEATS, ({ day }) => day),
  };
}

interface GridKeys extends Pick<MonthProps, 'day' | 'onDay' | 'onOpenDay'> {
  weekStart: number;
}

/** The focus goes along with the day at hand, once a key has moved it. */
function useGridKeys({ day, weekStart, onDay, onOpenDay }: GridKeys) {
  const grid = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-drop-day="${day}"]`)?.focus();
  }, [day]);
  const byKey = (event: KeyboardEvent) => {
    const stroke = strokeOf(event.nativeEvent);
    const isDay = event.target instanceof Element && event.target.matches('[data-drop-day]');
    if (!isDay) return;
    const next = dayByKey(stroke, day, weekStart);
    if (next === undefined && stroke !== 'Enter' && stroke !== 'Space') return;
    event.preventDefault();
    event.stopPropagation();
    if (next === undefined) return onOpenDay(day);
    moved.current = true;
    onDay(next);
  };
  return { grid, byKey };
}
