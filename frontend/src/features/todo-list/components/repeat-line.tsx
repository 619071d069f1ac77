import type { ComingRepeat } from '../../../replica/coming-repeats';
import { formatTime } from '../../../shared/formatters/moments';
import { OwnText } from '../../../shared/ui/own-text';
import type { LinePlace } from '../rows';
import styles from './planning.module.css';

/** A repeat that is to come: nothing can be done with it yet. */
export function RepeatLine({ ref, index, top, repeat: { todo, time } }: LinePlace & { repeat: ComingRepeat }) {
  return (
    <li ref={ref} className={styles.repeat} style={{ transform: `translateY(${top}px)` }} data-index={index}>
      {time && `${formatTime(time)} `}
      <OwnText>{todo.title}</OwnText>
    </li>
  );
}
