import { type Day, formatDay } from '../../../shared/formatters/days';
import { formatDayInFull, nearName } from '../../../shared/formatters/calendar';
import { IconButton } from '../../../shared/ui/icon-button';
import { AddIcon } from '../../../shared/ui/icons';
import type { LinePlace } from '../rows';
import { headingId } from '../use-day-in-sight';
import styles from './planning.module.css';

interface DayHeadingProps extends LinePlace {
  day: Day;
  today: Day;
  onAdd: (day: Day) => void;
}

/** The heading of a day, which stays in sight while anything of that day is; all of the day takes what is dropped on it. */
export function DayHeading({ ref, index, top, bottom = top, day, today, onAdd }: DayHeadingProps) {
  const date = formatDayInFull(day, today);
  const near = nearName(day, today);
  return (
    <li className={styles.day} style={{ top, height: bottom - top }} data-drop-day={day}>
      <div ref={ref} data-index={index} className={styles.dayHeading}>
        <h2 id={headingId(day)} tabIndex={-1}>
          {date}
          {near && ' '}
          {near && <span className={styles.near}>· {near}</span>}
        </h2>
        <IconButton label={`Add a todo for ${formatDay(day, today)}`} onClick={() => onAdd(day)}>
          <AddIcon size={20} aria-hidden="true" />
        </IconButton>
      </div>
    </li>
  );
}
