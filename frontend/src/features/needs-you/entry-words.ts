import type { Field } from '@latch/domain/fields';
import { calledOf, capitalise } from '@latch/domain/field-words';
import { FIELDS } from '../../model/history/formatters';
import { typedIn } from '../../model/changes/refused-answers';
import type { NewRow } from '../../model/todos/create-many';
import { formatValues } from '../../model/todos/conflict-formatters';
import { ENTITIES } from '../../replica/flat-views';
import type { RefusedChange } from '../../replica/refused-changes';
import type { Day } from '../../shared/formatters/days';
import { formatMoment } from '../../shared/formatters/moments';

/** An entry of the list, in words. */
interface EntryWords {
  /** What it is about: its name, or what was not done. */
  heading: string;
  /** What happened, where and when. */
  about: string;
  /** Each value that was typed or chosen here, and of a conflict the one that the server has. */
  mine: string[];
  theirs: string[];
}

/** The titles of several todos that were to be added as one change. */
function titlesIn({ made: [kind, rows] }: RefusedChange['change']): string[] | undefined {
  if (kind !== 'addMany') return undefined;
  return (rows as NewRow[]).map(({ wanted }) => wanted.title);
}

export function entryWords({ subject, change, conflict, reason, at }: RefusedChange, today: Day): EntryWords {
  const entity = ENTITIES[subject.table];
  const fields = FIELDS[entity];
  const wanted = conflict?.mine ?? typedIn(change) ?? {};
  const mine = formatValues(fields, wanted, wanted, today);
  const here = formatMoment(at, today);
  const several = titlesIn(change);
  if (several)
    return { heading: change.fails, about: `${reason} You made this change ${here}.`, mine: several, theirs: [] };
  if (!conflict) return { heading: change.fails, about: `${reason} You made this change ${here}.`, mine, theirs: [] };
  const names = Object.entries<Field>(fields).filter(([name]) => wanted[name] !== undefined);
  const changed = names.map(([name, field]) => calledOf(name, field)).join(' and ');
  const whose = entity === 'todo' ? '' : ` of the ${entity}`;
  const there = formatMoment(conflict.theirs.updatedAt, today);
  return {
    heading: subject.title,
    about: `${capitalise(changed)}${whose}: changed on another device ${there}, and here ${here}.`,
    mine,
    theirs: formatValues(fields, wanted, conflict.theirs, today),
  };
}
