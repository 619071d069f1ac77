import { formatClause } from './format-filter.js';
import type { Clause, FilterError, PlacedClause } from './filter.js';
import { type FilterContext, foldName, labelsLike, languagesOf } from './filter-context.js';
import { nearestWord } from './nearest-word.js';
import { parseFilter } from './parse-filter.js';

/** Longer names are not looked at for another condition. */
const MOST_WORDS = 12;

const LISTS = { project: 'projects', section: 'sections', label: 'labels' } as const;
type NameKind = keyof typeof LISTS;

/**
 * Names in a filter that nothing has. They are no errors: the filter is read, and such a clause matches nothing. Wildcards may
 * find nothing.
 */
export function nameProblems(clauses: readonly PlacedClause[], context: FilterContext): FilterError[] {
  return clauses.flatMap(({ clause, start, end }) => {
    const named = namedIn(clause);
    if (!named || isKnown(named, context)) return [];
    const message = `There is no ${named.kind} called “${named.name}”.`;
    const near = nearName(named, context);
    const suggestion = near === undefined ? joinedName(clause, named, context) : formatClause(renamed(clause, near));
    return [{ start, end, message, ...(suggestion !== undefined && { suggestion }) }];
  });
}

/** A name with another condition behind it, and no operator between them: "#Work p1". */
function joinedName(clause: Clause, { kind, name }: NamedClause, context: FilterContext): string | undefined {
  const words = name.split(/\s+/).slice(0, MOST_WORDS);
  for (let count = words.length - 1; count > 0; count--) {
    const first = words.slice(0, count).join(' ');
    if (!isKnown({ kind, name: first }, context)) continue;
    const rest = words.slice(count).join(' ');
    const isOr = /^or\s/i.test(rest);
    const other = rest.replace(/^(?:and|or)\s+/i, '');
    const { tree, errors } = parseFilter(other, { today: context.today, languages: languagesOf(context) });
    if (tree && errors.length === 0) return `${formatClause(renamed(clause, first))} ${isOr ? '|' : '&'} ${other}`;
  }
  return undefined;
}

interface NamedClause {
  kind: NameKind;
  name: string;
}

function namedIn(clause: Clause): NamedClause | undefined {
  if (clause.kind === 'project' || clause.kind === 'section') return clause;
  if (clause.kind !== 'label' || clause.parts.length > 1) return undefined;
  return { kind: 'label', name: clause.parts[0]! };
}

function isKnown({ kind, name }: NamedClause, context: FilterContext): boolean {
  if (kind === 'label') return labelsLike(context.labels, [name]).length > 0;
  return context[LISTS[kind]].some((thing) => foldName(thing.name) === foldName(name));
}

/** One with a slip of the finger, or the only one that begins so. */
function nearName({ kind, name }: NamedClause, context: FilterContext): string | undefined {
  const names = context[LISTS[kind]].map((thing) => thing.name);
  const byFolded = new Map(names.map((known) => [foldName(known), known]));
  const near = nearestWord(foldName(name), [...byFolded.keys()]);
  if (near !== undefined) return byFolded.get(near);
  const longer = [...byFolded].filter(([folded]) => folded.startsWith(foldName(name)));
  return longer.length === 1 ? longer[0]![1] : undefined;
}

function renamed(clause: Clause, name: string): Clause {
  return clause.kind === 'label' ? { ...clause, parts: [name] } : ({ ...clause, name } as Clause);
}
