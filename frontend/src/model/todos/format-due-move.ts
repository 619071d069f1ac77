import { type DateMove, movedDate } from '@latch/domain/dates';
import { today } from '../../shared/formatters/clock';
import { formatDateText, shownClock } from '../../shared/formatters/dates';
import { formatDay } from '../../shared/formatters/days';
import type { Todo } from './todo';
import { nameOf } from './todo-context';

/** What is said of due dates that move: “Water the ferns” is due: Tomorrow. */
export function formatDueMove(todos: readonly Todo[], move: DateMove): string {
  const [only] = todos;
  const due = todos.length === 1 && only ? movedDate(only.due, move, shownClock()) : null;
  if (due) return `${nameOf(todos)} is due: ${formatDateText(due, today())}`;
  if ('day' in move)
    return `${nameOf(todos)} ${todos.length === 1 ? 'is' : 'are'} due: ${formatDay(move.day, today())}`;
  const [count, unit] = move.days % 7 === 0 ? [Math.abs(move.days) / 7, 'week'] : [Math.abs(move.days), 'day'];
  return `Moved ${nameOf(todos)} by ${count === 1 ? `a ${unit}` : `${count} ${unit}s`} ${move.days < 0 ? 'back' : 'on'}`;
}
