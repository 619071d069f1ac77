import type { Pending } from './replica';
import { sameValue, type Written } from './row-store';

/** @returns what takes written rows back, each field unless it was changed again meanwhile */
export function reversalOf(written: readonly Written[]): Pending['apply'] {
  return (rows) => {
    for (const { table, id, before, after } of written.toReversed()) {
      const now = rows.get(table, id);
      if (!before) rows.delete(table, id);
      else if (!now || !after) rows.put(table, before);
      else rows.put(table, withoutMine(now, before, after));
    }
  };
}

/** @returns what makes again what was written, each field unless it was changed otherwise meanwhile */
export function repetitionOf(written: readonly Written[]): Pending['apply'] {
  return (rows) => {
    for (const { table, id, before, after } of written) {
      const now = rows.get(table, id);
      if (!after) rows.delete(table, id);
      else if (before && now) rows.put(table, withoutMine(now, after, before));
      else if (!before && !now) rows.put(table, after);
    }
  };
}

/** What the server sets by its own clock, or among what is there: it need not be what was shown for it to be this change. */
const SERVERS_OWN = new Set(['completedAt', 'deletedAt', 'position']);

function withoutMine<Row extends object>(now: Row, before: Row, mine: Row): Row {
  const fields = Object.keys(before) as (keyof Row & string)[];
  const changed = fields.filter((field) => field !== 'version' && !sameValue(before[field], mine[field]));
  const isMine = (field: keyof Row & string) =>
    sameValue(now[field], mine[field]) || (SERVERS_OWN.has(field) && (now[field] === null) === (mine[field] === null));
  return { ...now, ...Object.fromEntries(changed.filter(isMine).map((field) => [field, before[field]])) };
}
