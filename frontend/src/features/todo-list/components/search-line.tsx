import type { ReactNode } from 'react';
import type { LinePlace } from '../rows';
import styles from './section-row.module.css';

/** The heading of a part of what was found. */
export function SearchLine({ ref, index, top, children }: LinePlace & { children: ReactNode }) {
  return (
    <li ref={ref} className={styles.day} style={{ transform: `translateY(${top}px)` }} data-index={index}>
      <h2>{children}</h2>
    </li>
  );
}
