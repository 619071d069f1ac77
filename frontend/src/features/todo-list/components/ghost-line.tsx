import { OwnText } from '../../../shared/ui/own-text';
import type { LinePlace } from '../rows';
import styles from './planning.module.css';

/** A repeat that is to come: nothing can be done with it yet. */
export function GhostLine({ ref, index, top, title }: LinePlace & { title: string }) {
  return (
    <li ref={ref} className={styles.ghost} style={{ transform: `translateY(${top}px)` }} data-index={index}>
      <OwnText>{title}</OwnText>
    </li>
  );
}
