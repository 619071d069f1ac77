import type { Clause, PlacedFilter } from '@latch/domain/filters/filter';
import { formatClause } from '@latch/domain/filters/format-filter';
import { parseFilter } from '@latch/domain/filters/parse-filter';
import type { FilterMoment } from '../../../model/filters/filter-moment';

/** How a filter is read. */
export type Reading = Pick<FilterMoment, 'today' | 'languages'>;

/** A condition, or its opposite. */
export interface ConditionRow {
  kind: 'condition';
  key: number;
  not: boolean;
  clause: Clause;
  /** How it was typed, until it is changed. */
  source?: string;
}

/** What cannot be shown otherwise, as it was typed. */
export interface TextRow {
  kind: 'text';
  key: number;
  text: string;
}

export interface GroupRow {
  kind: 'group';
  key: number;
  join: 'and' | 'or';
  not: boolean;
  rows: readonly Row[];
}

export type Row = ConditionRow | TextRow | GroupRow;

/** The groups within each other that are shown; what is deeper stays text. */
export const MOST_GROUPS = 3;
/** The group that all rows are in. */
export const ROOT = 0;

/** A filter as rows. Nothing of the text is lost: what cannot be shown is a row of text. */
export function readRows(text: string, reading: Reading): GroupRow {
  const root: GroupRow = { kind: 'group', key: ROOT, join: 'and', not: false, rows: [] };
  if (text.trim() === '') return root;
  const { placed } = parseFilter(text, reading);
  if (!placed) return { ...root, rows: [{ kind: 'text', key: 1, text: text.trim() }] };
  const reader = new RowReader(text);
  if (placed.kind === 'and' || placed.kind === 'or')
    return { ...root, join: placed.kind, rows: placed.parts.map((part) => reader.read(part, 1)) };
  return { ...root, rows: [reader.read(placed, 1)] };
}

class RowReader {
  #key = ROOT;

  constructor(private readonly text: string) {}

  /** @param depth of the groups that the row would be in */
  read(placed: PlacedFilter, depth: number): Row {
    const key = ++this.#key;
    const not = placed.kind === 'not';
    const part = placed.kind === 'not' ? placed.part : placed;
    if (part.kind === 'clause') return { kind: 'condition', key, not, clause: part.clause, source: this.#source(part) };
    const isGroup = part.kind === 'and' || part.kind === 'or';
    if (!isGroup || depth > MOST_GROUPS) return { kind: 'text', key, text: this.#source(placed) };
    const rows = part.parts.map((each) => this.read(each, depth + 1));
    return { kind: 'group', key, join: part.kind, not, rows };
  }

  #source({ start, end }: PlacedFilter): string {
    return this.text.slice(start, end);
  }
}

/** What stands around a part of a filter, the one that binds closest last. */
const AROUND = { nothing: 0, or: 1, and: 2, not: 3 } as const;

/** The text of a filter. Rows that were not changed are written as they were typed. */
export function writeRows(root: GroupRow, reading: Reading): string {
  return written(root, AROUND.nothing, reading);
}

function written(row: Row, around: number, reading: Reading): string {
  if (row.kind === 'condition') return `${row.not ? '!' : ''}${row.source ?? formatClause(row.clause)}`;
  if (row.kind === 'text') {
    const text = row.text.trim();
    return around >= joinOf(text, reading) ? `(${text})` : text;
  }
  const rows = row.rows.filter(isWritten);
  const inside = row.not ? AROUND.not : around;
  if (rows.length < 2) return `${row.not && rows[0] ? '!' : ''}${rows[0] ? written(rows[0], inside, reading) : ''}`;
  const text = rows.map((each) => written(each, AROUND[row.join], reading)).join(row.join === 'and' ? ' & ' : ' | ');
  const isJoined = inside >= AROUND[row.join];
  return `${row.not ? '!' : ''}${isJoined ? `(${text})` : text}`;
}

/** Whether a row has anything to write. */
function isWritten(row: Row): boolean {
  if (row.kind === 'text') return row.text.trim() !== '';
  return row.kind === 'condition' || row.rows.some(isWritten);
}

/** What joins the parts of a text; nothing where it is one. */
function joinOf(text: string, reading: Reading): number {
  // One part stays one behind an operator.
  const { placed } = parseFilter(`!${text}`, reading);
  return placed?.kind === 'and' || placed?.kind === 'or' ? AROUND[placed.kind] : Infinity;
}

/** Whether a row of text has operators or parentheses that are wrong: what is joined to it could become a part of it. */
export function hasSyntaxError({ text }: TextRow, reading: Reading): boolean {
  return text.trim() !== '' && !parseFilter(text, reading).placed;
}

/** All rows of a group, those of its groups too. */
export function rowsIn(group: GroupRow): Row[] {
  return group.rows.flatMap((row) => (row.kind === 'group' ? [row, ...rowsIn(row)] : [row]));
}

/** A key that no row has. */
export function newKey(root: GroupRow): number {
  return Math.max(ROOT, ...rowsIn(root).map(({ key }) => key)) + 1;
}

/** Puts a row in the place of the one with its key. */
export function withRow(group: GroupRow, changed: Row): GroupRow {
  if (group.key === changed.key) return changed as GroupRow;
  const rows = group.rows.map((row) => {
    if (row.key === changed.key) return changed;
    return row.kind === 'group' ? withRow(row, changed) : row;
  });
  return { ...group, rows };
}

/** Without a row. A group that has none left goes as well, though not the one that all are in. */
export function withoutRow(group: GroupRow, key: number): GroupRow {
  const rows = group.rows.flatMap((row): readonly Row[] => {
    if (row.key === key) return [];
    if (row.kind !== 'group') return [row];
    const rest = withoutRow(row, key);
    return rest.rows.length === 0 ? [] : [rest];
  });
  return { ...group, rows };
}

/** Whether a value is what was typed, however Latch writes it. */
export const isSameText = (value: string, typed: string) => value.trim().toLowerCase() === typed.trim().toLowerCase();

/** What every part of the builder needs. */
export interface BuilderTools {
  root: GroupRow;
  change: (root: GroupRow) => void;
  /** Puts the focus into the first field of a row, once that is there. */
  focus: (key: number) => void;
  newKey: () => number;
  reading: Reading;
  /** Not while operators or parentheses are wrong: what is added could become a part of what is wrong. */
  canAdd: boolean;
  /** Of what there is, to be chosen from. */
  names: Readonly<Record<'project' | 'section' | 'label', readonly string[]>>;
}
