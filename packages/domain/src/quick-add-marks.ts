import { labelFields, projectFields, sectionFields } from './outline-fields.js';
import { QUOTES, type Token } from './words/tokens.js';

/** Something that can be named in a line. */
interface Named {
  id: string;
  name: string;
}

interface NamedSection extends Named {
  projectId: string;
}

/** The names there are. */
export interface Names {
  projects: readonly Named[];
  sections: readonly NamedSection[];
  labels: readonly Named[];
  /** The project of the place where it is typed: `/section` is one of its sections, unless the line names another. */
  projectId: string | undefined;
  /** False where `#` and `/` stay text, as a subtask is where its parent is. */
  places: boolean;
}

/** A part of a line. */
export interface Range {
  start: number;
  end: number;
}

export type NameKind = 'project' | 'section' | 'label';

/** A name behind `#`, `/` or `@`. */
export interface NameMark extends Range {
  kind: NameKind;
  name: string;
  /** Undefined for a name that nothing has yet: it stays text, and can be made. */
  id: string | undefined;
}

/** `p1` to `p4` */
export interface PriorityMark extends Range {
  kind: 'priority';
  priority: 1 | 2 | 3 | 4;
}

const KINDS: Readonly<Record<string, NameKind>> = { '#': 'project', '/': 'section', '@': 'label' };
/** How long a name may be, in characters. */
const LONGEST: Readonly<Record<NameKind, number>> = {
  project: projectFields.name.most,
  section: sectionFields.name.most,
  label: labelFields.name.most,
};
/** What ends a sentence or a quote rather than a name. */
const NAME_END = /[)\]}.,;:!?"'”’]+$/;
/** What may stand behind a name that ends there. */
const AFTER_NAME = /^(?:$|\s|[)\]}.,;:!?"”]+(?:\s|$))/;

/** The names and the priorities of a line, in their order. A section is looked for in the project that the line names last. */
export function findMarks(line: string, tokens: readonly Token[], names: Names): (NameMark | PriorityMark)[] {
  const find = finder(line, names);
  const found: (NameMark | PriorityMark)[] = [];
  let from = 0;
  for (const token of tokens) {
    if (!token.isFree || token.start < from || token.text === '') continue;
    const [, digit] = /^p([1-4])$/.exec(token.text) ?? [];
    if (digit && !token.trail.startsWith(':')) {
      found.push({ kind: 'priority', priority: Number(digit) as 1, start: token.start, end: token.end });
      continue;
    }
    const kind = KINDS[token.text[0]!];
    const mark = kind && (names.places || kind === 'label') ? find(kind, token.start) : undefined;
    if (!mark) continue;
    found.push(mark);
    from = mark.end;
  }
  return withSections(found, names);
}

/** Looks sections up in the project that is named, wherever it stands. */
function withSections(found: (NameMark | PriorityMark)[], names: Names): (NameMark | PriorityMark)[] {
  const project = found.findLast((mark): mark is NameMark => mark.kind === 'project' && mark.id !== undefined);
  const projectId = project?.id ?? names.projectId;
  const inProject = new Map(
    names.sections.filter((section) => section.projectId === projectId).map(({ id, name }) => [fold(name), id]),
  );
  return found.map((mark) => (mark.kind === 'section' ? { ...mark, id: inProject.get(fold(mark.name)) } : mark));
}

function finder(line: string, names: Names) {
  const lists = { project: names.projects, section: names.sections, label: names.labels };
  const byFirstWord = new Map<NameKind, Map<string, Named[]>>();
  const listFor = (kind: NameKind) => {
    const known = byFirstWord.get(kind) ?? groupByFirstWord(lists[kind]);
    byFirstWord.set(kind, known);
    return known;
  };
  return (kind: NameKind, start: number): NameMark | undefined => {
    const at = start + 1;
    const closing = QUOTES[line[at] ?? ''];
    if (closing) {
      const close = line.indexOf(closing, at + 1);
      const name = close === -1 ? '' : line.slice(at + 1, close).trim();
      const known = lists[kind].find((one) => fold(one.name) === fold(name));
      return name && (known || name.length <= LONGEST[kind])
        ? { kind, name: known?.name ?? name, id: known?.id, start, end: close + 1 }
        : undefined;
    }
    const [word = ''] = /^\S*/.exec(line.slice(at, at + 200)) ?? [];
    const known = knownAt(line, at, word, listFor(kind));
    if (known) return { kind, ...known, start, end: at + known.name.length };
    const name = word.replace(NAME_END, '');
    return name.length <= LONGEST[kind] && canBeName(name)
      ? { kind, name, id: undefined, start, end: at + name.length }
      : undefined;
  };
}

/** The longest of the names that stands there. */
function knownAt(line: string, at: number, word: string, names: Map<string, Named[]>): Named | undefined {
  const folded = fold(word);
  const bare = folded.replace(NAME_END, '');
  const candidates = [...(names.get(folded) ?? []), ...(bare === folded ? [] : (names.get(bare) ?? []))];
  return candidates.find(({ name }) => {
    const end = at + name.length;
    return fold(line.slice(at, end)) === fold(name) && AFTER_NAME.test(line.slice(end, end + 20));
  });
}

/** The longest names first. */
function groupByFirstWord(names: readonly Named[]): Map<string, Named[]> {
  const groups = new Map<string, Named[]>();
  for (const named of names.toSorted((a, b) => b.name.length - a.name.length)) {
    const word = fold(named.name.split(/\s/)[0]!);
    groups.set(word, [...(groups.get(word) ?? []), named]);
  }
  return groups;
}

/** Whether a word behind a mark is a name that may be made: neither a number nor a part of a path or of an address. */
function canBeName(word: string): boolean {
  return /^\p{L}/u.test(word) && !/[#@/\\:=?&]/.test(word);
}

function fold(name: string): string {
  return name.toLowerCase();
}
