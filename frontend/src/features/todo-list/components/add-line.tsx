import { useAdding } from '../../../model/todos/use-adding';
import { useTodoActions } from '../../../model/todos/use-todo-actions';
import { type Day, formatDay } from '../../../shared/formatters/days';
import type { LinePlace } from '../rows';
import { headingId } from '../use-day-in-sight';
import styles from './planning.module.css';
import { TodoComposer } from './todo-composer';

interface AddLineProps extends LinePlace {
  userId: string;
  day: Day;
  today: Day;
  onLeave: () => void;
}

/** Where todos of one day are written down, below its heading. */
export function AddLine({ ref, index, top, userId, day, today, onLeave }: AddLineProps) {
  const addTodo = useAdding(userId, useTodoActions(userId));
  const leave = () => {
    document.getElementById(headingId(day))?.focus({ preventScroll: true });
    onLeave();
  };
  return (
    <li ref={ref} className={styles.adding} style={{ transform: `translateY(${top}px)` }} data-index={index}>
      <TodoComposer
        label={`Add a todo for ${formatDay(day, today)}`}
        {...{ userId }}
        draftName="Upcoming"
        place={{ due: day }}
        onAdd={addTodo}
        onLeave={leave}
      />
    </li>
  );
}
