import type { NameKind, Range } from '@latch/domain/quick-add-marks';
import type { Outline } from '../../../model/outline/outline';
import { matches } from '../../../shared/formatters/matches';
import { tidyName } from '../../../shared/formatters/tidy-name';

/** A name that is being typed behind `#`, `@` or `/`. */
export interface AskedName extends Range {
  kind: NameKind;
  typed: string;
}

/** A name to choose, or one to make. */
export interface NameItem {
  id: string;
  name: string;
  isNew: boolean;
  colour?: string;
}

const KINDS: Readonly<Record<string, NameKind>> = { '#': 'project', '@': 'label', '/': 'section' };
const MOST_SHOWN = 8;
const MARK = /(?:^|[\s([])([#@/])("?)([^\s"#@/][^"#@/]{0,60}|)$/;

/** The name that ends at the cursor, if one does. */
export function askedName(draft: string, caret: number): AskedName | undefined {
  const before = draft.slice(0, caret);
  const [whole, sign = '', quote = '', typed = ''] = MARK.exec(before) ?? [];
  const kind = KINDS[sign];
  if (whole === undefined || !kind || typed.split(' ').length > 6) return undefined;
  return { kind, typed, start: caret - sign.length - quote.length - typed.length, end: caret };
}

/** What can be meant by a name: those that match it, and a new one. Nothing where it is whole already. */
export function itemsFor(
  { kind, typed }: AskedName,
  outline: Outline | undefined,
  projectId: string | undefined,
): NameItem[] {
  const named = namedOf(kind, outline, projectId);
  const wanted = tidyName(typed).toLowerCase();
  if (named.some(({ name }) => name.toLowerCase() === wanted)) return [];
  const found = named.filter(({ name }) => matches(name, typed)).slice(0, MOST_SHOWN);
  const known: NameItem[] = found.map((one) => ({ ...one, isNew: false }));
  const isName = /^\p{L}/u.test(typed) && !/\s/.test(typed) && (kind !== 'section' || projectId !== undefined);
  return isName ? [...known, { id: 'new', name: tidyName(typed), isNew: true }] : known;
}

function namedOf(kind: NameKind, outline: Outline | undefined, projectId: string | undefined) {
  if (!outline) return [];
  if (kind === 'label') return outline.labels.map(({ id, name, colour }) => ({ id, name, colour }));
  if (kind === 'section') {
    return outline.sections.filter((section) => section.projectId === projectId).map(({ id, name }) => ({ id, name }));
  }
  return outline.projects.filter(({ archived }) => !archived).map(({ id, name, colour }) => ({ id, name, colour }));
}
