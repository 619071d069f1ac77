import { quote } from '../../shared/ui/quote';
import type { Drop } from './drop-geometry';

/** What things are called. Undefined for what is not known here. */
export interface Names {
  todo: (id: string) => string | undefined;
  /** @param sectionId null for what is outside of any */
  section: (sectionId: string | null) => string | undefined;
}

/** “Water the ferns”, or "3 todos". */
export function nameOf(titles: readonly string[]): string {
  return titles.length === 1 ? quote(titles[0] ?? '') : `${titles.length} todos`;
}

/** Where a drop leads to, for a sentence: "below “Book the train” in This week". */
export function whereOf({ kind, anchorId, place }: Drop, names: Names): string {
  const title = anchorId === null ? undefined : names.todo(anchorId);
  const other = title === undefined ? 'another todo' : quote(title);
  const section = names.section(place.sectionId);
  const within = section ? ` in ${section}` : '';
  const words = {
    inside: `into ${other} as a subtask`,
    after: `below ${other}${within}`,
    before: `above ${other}${within}`,
    first: section ? `to ${section}` : 'to the top',
  };
  return words[kind];
}
