import type { Clock, DateText } from '../dates.js';
import type { Language } from '../words/language.js';
import { en } from '../words/en.js';

/** What a filter looks at of a todo. */
export interface FilteredTodo {
  title: string;
  notes: string;
  priority: number;
  start: DateText | null;
  due: DateText | null;
  deadline: DateText | null;
  recurrence: object | null;
  projectId: string;
  sectionId: string | null;
  parentId: string | null;
  labelIds: readonly string[];
  /** ISO 8601, UTC. */
  createdAt: string;
  completedAt: string | null;
}

interface Named {
  id: string;
  name: string;
}

/** What there is around the todos, and when it is. */
export interface FilterContext {
  today: string;
  clock: Clock;
  projects: readonly (Named & { parentId: string | null })[];
  sections: readonly Named[];
  labels: readonly Named[];
  /** In which days are understood; English where it is left out. */
  languages?: readonly Language[];
}

export const languagesOf = ({ languages = [en] }: FilterContext): readonly Language[] => languages;

/** Names as they are compared: of any case, and however their accents are written. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase().trim();
}

/** The things with a name. */
export function idsNamed(things: readonly Named[], name: string): Set<string> {
  const wanted = foldName(name);
  return new Set(things.flatMap((thing) => (foldName(thing.name) === wanted ? [thing.id] : [])));
}

/** Those projects with all that are below them, however deep. */
export function withProjectsBelow(ids: ReadonlySet<string>, projects: FilterContext['projects']): Set<string> {
  const below = new Map<string, string[]>();
  for (const { id, parentId } of projects)
    if (parentId !== null) below.set(parentId, [...(below.get(parentId) ?? []), id]);
  const all = new Set(ids);
  for (const id of all) for (const child of below.get(id) ?? []) all.add(child);
  return all;
}

/** The labels whose name is a pattern: parts with anything between them. */
export function labelsLike(labels: readonly Named[], parts: readonly string[]): Named[] {
  const pattern = parts.map(foldPart);
  return labels.filter(({ name }) => isLike(foldName(name), pattern));
}

/** Blanks within a pattern count. */
function foldPart(part: string): string {
  return part.normalize('NFC').toLowerCase();
}

/** Takes each part where it comes first: no going back, however many wildcards there are. */
function isLike(name: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first) || name.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.endsWith(last) && name.length - last.length >= at;
}
