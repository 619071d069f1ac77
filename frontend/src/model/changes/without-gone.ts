import { namesAtCreate, pick } from '@latch/domain/fields';
import { capitalise } from '@latch/domain/field-words';
import { labelFields, projectFields, savedFilterFields } from '@latch/domain/outline-fields';
import { tidyLine } from '@latch/domain/tidy-line';
import { todoFields } from '@latch/domain/todo-fields';
import { ENTITIES } from '../../replica/flat-views';
import type { KeptChange } from '../../replica/kept-change';
import type { RefusedChange } from '../../replica/refused-changes';
import type { Replica } from '../../replica/replica';
import type { Tables, ThingName } from '../../replica/row-store';
import { quote } from '../../shared/ui/quote';
import type { NewRow } from '../todos/create-many';
import type { NewTodo, Todo, TodoPatch } from '../todos/todo';
import { uuidv7 } from '../uuid';
import { changedTable } from './refused-change';

/** What is left of a refused create, and the answer that adds it. */
interface Remaining {
  change: KeptChange;
  answer: string;
}

/**
 * @returns what can be added in place of a change that cannot be made: a new todo without its place and labels that were deleted
 * since, or what was typed for a thing that was deleted for good, as a new one. Undefined where nothing is gone, or nothing can
 * be added
 */
export function withoutGone(rows: Replica['shown'], { change, isGone }: RefusedChange): Remaining | undefined {
  const [kind, todo, patch] = change.made as [string, Todo, TodoPatch];
  const table = changedTable(kind);
  if (!table || !isGone || rows.get(table, todo.id)) return withoutItsPlace(rows, change);
  if (table !== 'todos') return asNewThing(rows, change, table);
  const anew = asNewTodo(change, todo, patch);
  return { change: withoutItsPlace(rows, anew)?.change ?? anew, answer: 'Add as a new todo' };
}

function asNewTodo(change: KeptChange, todo: Todo, { completed: _completed, ...fields }: TodoPatch): KeptChange {
  const typed = { ...todo, ...fields, id: uuidv7(), version: 0, completedAt: null };
  const added = { ...typed, title: titleOf(typed) };
  const { completedAt: _never, ...values } = Object.fromEntries(
    Object.keys(todoFields).map((field) => [field, added[field as keyof typeof todoFields]]),
  );
  const { projectId, sectionId, parentId } = added;
  const wanted = { ...values, title: added.title, projectId, sectionId, parentId } satisfies NewTodo;
  const name = quote(added.title);
  const words = { did: `Added ${name}`, fails: `${name} was not added` };
  return { ...change, ...words, about: [added.id], made: ['create', added, wanted] };
}

type OutlineName = Exclude<ThingName, 'todos'>;

const CREATES = {
  projects: 'createProject',
  sections: 'createSection',
  labels: 'createLabel',
  filters: 'createFilter',
} as const;

/** What a project, a section, a label or a filter was to become, as a new one. A section needs the project it was in. */
function asNewThing(rows: Replica['shown'], change: KeptChange, table: OutlineName): Remaining | undefined {
  const [, seen, patch] = change.made as [string, Tables[OutlineName], object];
  const wanted = newValues(rows, table, { ...seen, ...patch });
  if (!wanted) return undefined;
  const one = `the ${ENTITIES[table]} ${quote(wanted.name)}`;
  const words = { did: `Added ${one}`, fails: `${capitalise(one)} was not added` };
  return {
    change: { ...change, ...words, about: [], made: [CREATES[table], wanted, uuidv7()] },
    answer: `Add as a new ${ENTITIES[table]}`,
  };
}

function newValues(rows: Replica['shown'], table: OutlineName, thing: Tables[OutlineName]) {
  const isThere = (id: string) => rows.get('projects', id)?.deletedAt === null;
  if (table === 'labels') return pick(thing as Tables['labels'], namesAtCreate(labelFields));
  if (table === 'filters') return pick(thing as Tables['filters'], namesAtCreate(savedFilterFields));
  if (table === 'sections') {
    const { projectId, name } = thing as Tables['sections'];
    return isThere(projectId) ? { projectId, name } : undefined;
  }
  const project = thing as Tables['projects'];
  const parentId = project.parentId !== null && isThere(project.parentId) ? project.parentId : null;
  return { ...pick(project, namesAtCreate(projectFields)), parentId };
}

/** Of notes whose title is known nowhere any more: their beginning. */
function titleOf({ title, notes }: Todo): string {
  const [line = ''] = notes.trim().split('\n', 1);
  return (
    tidyLine(title) || Array.from(tidyLine(line)).slice(0, todoFields.title.most).join('') || 'Notes of a deleted todo'
  );
}

/** The create of a todo without what was deleted since. */
function withoutItsPlace(rows: Replica['shown'], change: KeptChange): Remaining | undefined {
  const [kind, todo, wanted] = change.made as [string, Todo, NewTodo];
  if (kind === 'addMany') return rowsWithoutTheirPlace(rows, change);
  if (kind !== 'create') return undefined;
  const { left, isPlaceGone, isLess } = whatIsLeft(rows, { ...wanted, labelIds: todo.labelIds });
  if (!isLess) return undefined;
  return {
    change: { ...change, made: [kind, { ...todo, labelIds: left.labelIds ?? [] }, left] },
    answer: answerFor(isPlaceGone),
  };
}

/** The same for several todos; those that are a part of another one of them stay so. */
function rowsWithoutTheirPlace(rows: Replica['shown'], change: KeptChange): Remaining | undefined {
  const [kind, all, ...others] = change.made as [string, NewRow[], ...unknown[]];
  const own = new Set(all.map(({ id }) => id));
  const left = all.map((row) => ({ row, ...whatIsLeft(rows, row.wanted, own) }));
  if (!left.some(({ isLess }) => isLess)) return undefined;
  const made = [kind, left.map(({ row, left: wanted }) => ({ ...row, wanted })), ...others] as const;
  return { change: { ...change, made }, answer: answerFor(left.some(({ isPlaceGone }) => isPlaceGone)) };
}

const answerFor = (isPlaceGone: boolean) => (isPlaceGone ? 'Add to Inbox' : 'Add without deleted labels');

/** @param own the ids of what is added along with it, which is nowhere yet */
function whatIsLeft(rows: Replica['shown'], wanted: NewTodo, own: ReadonlySet<string> = new Set()) {
  const isGone = (table: 'projects' | 'sections' | 'labels' | 'todos', id: string | null | undefined) =>
    !!id && !own.has(id) && rows.get(table, id)?.deletedAt !== null;
  const { projectId, sectionId, parentId, beforeId, afterId, ...others } = wanted;
  const isPlaceGone = isGone('todos', parentId) || isGone('projects', projectId) || isGone('sections', sectionId);
  const place = { projectId, sectionId, parentId, beforeId, afterId };
  const labelIds = others.labelIds?.filter((id) => !isGone('labels', id));
  const left = { ...others, ...(labelIds && { labelIds }), ...(isPlaceGone ? {} : place) };
  return { left, isPlaceGone, isLess: isPlaceGone || labelIds?.length !== others.labelIds?.length };
}
