import type { Trashed } from '../../replica/flat-views';
import { dayOfMoment } from '../../shared/formatters/clock';
import { type Day, daysBetween, formatDay } from '../../shared/formatters/days';

/** Days that Trash keeps what was deleted. */
export const KEPT_DAYS = 30;

const KINDS = { todo: 'Todo', project: 'Project', section: 'Section', label: 'Label', filter: 'Filter' };

/** What was deleted, what went with it, when, and how long it stays, in a line. */
export function describe({ entity, todos, deletedAt }: Trashed, today: Day): string {
  const within = todos === 0 ? '' : ` with ${todos.toLocaleString('en')} ${withinWord(entity, todos)}`;
  const day = dayOfMoment(deletedAt);
  const said = formatDay(day, today);
  const when = daysBetween(day, today) < 2 ? said.toLowerCase() : said;
  const left = Math.max(0, KEPT_DAYS - daysBetween(day, today));
  const stays = left === 0 ? 'gone within a day' : `stays ${left} more ${left === 1 ? 'day' : 'days'}`;
  return `${KINDS[entity]}${within}, deleted ${when}, ${stays}`;
}

function withinWord(entity: Trashed['entity'], todos: number): string {
  return `${entity === 'todo' ? 'subtask' : 'todo'}${todos === 1 ? '' : 's'}`;
}
