import { useToday } from '../../../shared/formatters/clock';
import { type Day, formatDay } from '../../../shared/formatters/days';
import type { LinePlace } from '../rows';
import styles from './section-row.module.css';

/** The heading of a day in Completed. */
export function DayLine({ ref, index, top, day }: LinePlace & { day: Day }) {
  return (
    <li ref={ref} className={styles.day} style={{ transform: `translateY(${top}px)` }} data-index={index}>
      <h2>{formatDay(day, useToday())}</h2>
    </li>
  );
}
