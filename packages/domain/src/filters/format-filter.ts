import type { Clause, Filter } from './filter.js';
import { formatFilterDay } from './filter-days.js';

/** Words that need no quotes. A star is a wildcard in labels, and text elsewhere. */
const PLAIN = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.'’+-]*(?: [\p{L}\p{N}_+][\p{L}\p{M}\p{N}_.'’+-]*)*$/u;
const STRENGTH = { or: 0, and: 1, not: 2 } as const;

/** The text of a filter in the one way in which Latch writes it. It parses to the same filter. */
export function formatFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
      return filter.parts.map((part) => within(part, STRENGTH.and)).join(' & ');
    case 'or':
      return filter.parts.map((part) => within(part, STRENGTH.or)).join(' | ');
    case 'not':
      return `!${within(filter.part, STRENGTH.not)}`;
    default:
      return formatClause(filter);
  }
}

function within(filter: Filter, strength: number): string {
  const own = filter.kind in STRENGTH ? STRENGTH[filter.kind as keyof typeof STRENGTH] : Infinity;
  const isLoose = own < strength || (own === strength && filter.kind !== 'not');
  return isLoose ? `(${formatFilter(filter)})` : formatFilter(filter);
}

/** One condition, as it is typed. */
export function formatClause(clause: Clause): string {
  switch (clause.kind) {
    case 'project':
      return `${clause.withBelow ? '##' : '#'}${quoted(clause.name)}`;
    case 'section':
      return `/${quoted(clause.name)}`;
    case 'label':
      return `@${labelPattern(clause.parts)}`;
    case 'priority':
      return `p${clause.priority}`;
    case 'date':
      return formatDate(clause);
    case 'next':
      return `next ${clause.days} ${clause.days === 1 ? 'day' : 'days'}`;
    case 'none':
      return `no ${clause.of}`;
    case 'is':
      return `is:${clause.what}`;
    default:
      return `text:${quoted(clause.text)}`;
  }
}

function formatDate({ field, op, day }: Clause & { kind: 'date' }): string {
  const text = formatFilterDay(day);
  if (field === 'due' && text === 'today' && op !== 'after') return op === 'on' ? 'today' : 'overdue';
  return `${field} ${op}: ${text}`;
}

/** A name or a text, in quotes where it would be read as something else without them. */
export function quoted(text: string): string {
  return PLAIN.test(text) ? text : `"${escaped(text)}"`;
}

function labelPattern(parts: readonly string[]): string {
  const isPlain = parts.every((part) => part === '' || PLAIN.test(part));
  return isPlain ? parts.join('*') : `"${parts.map(escaped).join('*')}"`;
}

function escaped(text: string): string {
  return text.replace(/["\\*]/g, '\\$&');
}
