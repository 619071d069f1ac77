import type { ReactNode, RefCallback } from 'react';
import type { CountedSection } from '../../model/outline/outline';
import type { Todo } from '../../model/todos/todo';
import { groupBy } from '../../shared/group-by';

export interface TodoRowData {
  kind: 'todo';
  key: string;
  todo: Todo;
  /** How deep it is nested: 0 at the top. */
  depth: number;
  /** How many open subtasks are directly below it. */
  subtasks: number;
  folded: boolean;
  /** Its number among the todos of the list, from 1. */
  number: number;
  /** Said of where it is, instead of its project. */
  place?: ReactNode;
  /** Its title and what is shown of its notes, with what was searched for marked in them. */
  title?: ReactNode;
  notes?: ReactNode;
}
export interface SectionRowData {
  kind: 'section';
  key: string;
  section: CountedSection;
  folded: boolean;
}
/** Where a line stands, and what measures it. */
export interface LinePlace {
  ref: RefCallback<HTMLElement>;
  index: number;
  /** Pixels from the top of the list. */
  top: number;
  /** Where the lines below it end, in the same pixels; of one that sticks. */
  bottom?: number | undefined;
}
/** A line of a list that is neither a todo nor a section: it draws itself. */
interface OtherRowData {
  kind: 'other';
  key: string;
  /** It stays in sight while what is below it is. */
  sticks?: boolean;
  render: (place: LinePlace) => ReactNode;
}
/** One line of a list. */
export type Row = TodoRowData | SectionRowData | OtherRowData;

/** Deeper ones are shown as deep as this. */
export const DEEPEST_INDENT = 4;

/** The lines of a project: what is outside of any section, then each section with what is in it. */
export function projectRows(
  todos: readonly Todo[],
  sections: readonly CountedSection[],
  folded: ReadonlySet<string>,
): Row[] {
  const bySection = groupBy(todos, ({ sectionId }) => sectionId);
  const known = new Set(sections.map(({ id }) => id));
  const unknown = todos.filter(({ sectionId }) => sectionId !== null && !known.has(sectionId));
  const rows: Row[] = nested([...(bySection.get(null) ?? []), ...unknown], folded);
  for (const section of sections) {
    const its = bySection.get(section.id) ?? [];
    const isFolded = folded.has(section.id);
    rows.push({ kind: 'section', key: section.id, section, folded: isFolded });
    if (!isFolded) rows.push(...nested(its, folded));
  }
  return numbered(rows);
}

function nested(todos: readonly Todo[], folded: ReadonlySet<string>): TodoRowData[] {
  const depths = new Map<string, number>();
  const children = groupBy(todos, ({ parentId }) => parentId);
  const hidden = new Set<string>();
  const rows: TodoRowData[] = [];
  for (const todo of todos) {
    const { id, parentId } = todo;
    if (parentId !== null && (hidden.has(parentId) || (folded.has(parentId) && depths.has(parentId)))) {
      hidden.add(id);
      continue;
    }
    const depth = parentId === null ? 0 : (depths.get(parentId) ?? -1) + 1;
    depths.set(id, depth);
    const subtasks = (children.get(id) ?? []).filter(({ completedAt }) => completedAt === null).length;
    rows.push({ kind: 'todo', key: id, todo, depth, subtasks, folded: folded.has(id) && subtasks > 0, number: 0 });
  }
  return rows;
}

/** Numbers the todos among lines that were made for it. */
export function numbered(rows: Row[]): Row[] {
  let number = 0;
  for (const row of rows) if (row.kind === 'todo') row.number = number += 1;
  return rows;
}

/** The todos among the lines, in their order. */
export function todosIn(rows: readonly Row[]): Todo[] {
  return rows.flatMap((row) => (row.kind === 'todo' ? [row.todo] : []));
}
