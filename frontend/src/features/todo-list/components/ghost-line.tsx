import type { Ghost } from '../../../replica/ghosts';
import { formatTime } from '../../../shared/formatters/moments';
import { OwnText } from '../../../shared/ui/own-text';
import type { LinePlace } from '../rows';
import styles from './planning.module.css';

/** A repeat that is to come: nothing can be done with it yet. */
export function GhostLine({ ref, index, top, ghost: { todo, time } }: LinePlace & { ghost: Ghost }) {
  return (
    <li ref={ref} className={styles.ghost} style={{ transform: `translateY(${top}px)` }} data-index={index}>
      {time && `${formatTime(time)} `}
      <OwnText>{todo.title}</OwnText>
    </li>
  );
}
