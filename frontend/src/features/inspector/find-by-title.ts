import type { Replica } from '../../replica/replica';
import { searchIn } from '../../replica/row-search';
import type { TodoRow } from '../../replica/row-store';
import { isLive } from '../../replica/views';
import { matches } from '../../shared/formatters/matches';

const MOST_SHOWN = 20;

/** Those with words in their title: the open ones first, then those that were changed last. */
export function findByTitle(rows: Replica['shown'], typed: string): TodoRow[] {
  // What the index finds may have it in its notes or labels, or be spelled almost so.
  const all = typed.trim()
    ? searchIn(rows)
        .find(typed)
        .filter(({ title }) => matches(title, typed))
    : [...rows.all('todos')].filter(isLive);
  const isDone = ({ completedAt }: TodoRow) => Number(completedAt !== null);
  return all.sort((a, b) => isDone(a) - isDone(b) || (a.updatedAt < b.updatedAt ? 1 : -1)).slice(0, MOST_SHOWN);
}
