import type { KeptChange } from '../../replica/kept-change';
import { type FieldClash, type RefusedChange, withClash } from '../../replica/refused-changes';
import type { Replica } from '../../replica/replica';
import type { Tables, ThingName } from '../../replica/row-store';
import { ApiError, sentenceOf } from '../../shared/api/errors';
import { quote } from '../../shared/ui/quote';
import { timeOf, uuidv7 } from '../uuid';
import { ConflictError } from '../todos/conflicts';
import type { NewRow } from '../todos/create-many';
import { dropKeptNotes } from '../todos/kept-notes';
import { patched, type NewTodo, type Todo, type TodoPatch } from '../todos/todo';
import { NeverCreatedError } from '../todos/update-todo';
import { formatUndoRefusal, hasCode } from './refusal';

type Subject = RefusedChange['subject'];
type Values = Readonly<Record<string, unknown>>;

/**
 * Makes of a change that the server did not make what waits for the person.
 * @param waiting what waits already: another value that was typed for the same thing is put in there
 */
export async function refusedChange(
  change: KeptChange,
  error: Error,
  replica: Pick<Replica, 'confirmed'>,
  waiting: readonly RefusedChange[],
): Promise<RefusedChange | null> {
  if (error instanceof NeverCreatedError) return intoItsCreate(change, waiting);
  const subject = subjectOf(change);
  const reason = await reasonOf(error, change);
  const again = hasCode(error, 'ID_TAKEN') ? underNewId(change) : change;
  const at = timeOf(change.id);
  const refused = { id: change.id, change: again, subject, at, reason, isGone: isGone(error, change) };
  const conflict = clashOf(change, error, subject, replica);
  if (!conflict) return refused;
  const { theirs } = conflict;
  const before = waiting.find(({ id }) => id === theirs.id);
  const mine = { ...before?.conflict?.mine, ...conflict.mine };
  // Notes that wait are sent again by the next page.
  const isSame = before && Object.entries(mine).every(([field, value]) => before.conflict?.mine[field] === value);
  const first = isSame ? before.at : at;
  return withClash(
    { ...refused, id: theirs.id, at: first, change, subject: { ...subject, id: theirs.id, title: nameOf(theirs) } },
    { theirs, mine },
  );
}

/** What was typed for a todo that was never added goes on with what waits of it. */
function intoItsCreate(change: KeptChange, waiting: readonly RefusedChange[]): RefusedChange | null {
  const [, seen, patch] = change.made as [string, Todo, TodoPatch];
  const isCreate = (kind: string) => kind === 'create' || kind === 'addMany';
  const create = waiting.find(({ change: { made, about } }) => isCreate(made[0]) && about.includes(seen.id));
  if (!create) return null;
  // Only what there is can be completed.
  const { completed: _completed, completionId: _id, skipped: _skipped, doneAt: _doneAt, ...fields } = patch;
  if (create.change.made[0] === 'addMany') {
    const [several, rows, ...others] = create.change.made as [string, NewRow[], ...unknown[]];
    const patchedRows = rows.map((row) =>
      row.id === seen.id ? { ...row, wanted: { ...row.wanted, ...fields } } : row,
    );
    return { ...create, change: { ...create.change, made: [several, patchedRows, ...others] } };
  }
  const [kind, todo, wanted] = create.change.made as [string, Todo, NewTodo];
  const made = [kind, patched(todo, fields), { ...wanted, ...fields }] as const;
  return { ...create, change: { ...create.change, made } };
}

/** It was added once, and deleted before this device heard of it: under that id nothing can be added. */
function underNewId(change: KeptChange): KeptChange {
  const [kind, thing, ...rest] = change.made as [string, Todo, ...unknown[]];
  const made = kind === 'create' ? [kind, { ...thing, id: uuidv7() }, ...rest] : [kind, thing, uuidv7()];
  return kind.startsWith('create') ? { ...change, made: made as [string, ...unknown[]] } : change;
}

function clashOf(
  { made }: KeptChange,
  error: Error,
  { table, id }: Subject,
  replica: Pick<Replica, 'confirmed'>,
): FieldClash | undefined {
  if (error instanceof ConflictError) return { theirs: error.theirs, mine: { ...error.mine } };
  if (!hasCode(error, 'CONFLICT') || error.conflicts.length === 0) return undefined;
  const [, seen, patch] = made as [string, FieldClash['theirs'], Values];
  const values = Object.fromEntries(error.conflicts.map(({ field, theirs }) => [field, theirs]));
  return { theirs: { ...seen, ...replica.confirmed(table, id), ...values }, mine: patch };
}

/** Forgets what is kept in this browser of notes that waited. */
export function dropNotesOf(userId: string, { change: { made } }: RefusedChange): void {
  const [kind, seen, patch] = made as [string, Todo?, TodoPatch?];
  if (kind === 'update' && seen && patch?.notes !== undefined) dropKeptNotes(userId, seen.id, patch.notes);
}

function subjectOf({ written, about, made }: KeptChange): Subject {
  const first = written.find(({ id }) => id === about[0]) ?? written[0];
  if (first && first.table !== 'settings')
    return { table: first.table, id: first.id, title: nameOf(first.before ?? first.after) };
  const [, seen] = made as [string, (Partial<Tables[ThingName]> | undefined)?];
  return { table: 'todos', id: about[0] ?? '', title: nameOf(seen) };
}

export function nameOf(thing: object | undefined): string {
  const { title, name } = (thing ?? {}) as { title?: string; name?: string };
  return title ?? name ?? '';
}

/** Why it was refused, in the words of the toast. */
async function reasonOf(error: Error, change: KeptChange): Promise<string> {
  const reason = await formatUndoRefusal(error);
  if (reason !== undefined) return reason;
  if (error instanceof ApiError && error.failures.length > 0)
    return failuresOf(
      error,
      change.written.flatMap(({ before }) => before ?? []),
    );
  if (isGone(error, change)) return 'It was deleted on another device.';
  return sentenceOf(error);
}

/** What each kind changes that writes over values that were seen. */
const CHANGED: Readonly<Record<string, ThingName>> = {
  update: 'todos',
  updateProject: 'projects',
  updateSection: 'sections',
  updateLabel: 'labels',
  updateFilter: 'filters',
};

/** @returns the table of the thing whose values a change writes over; undefined of every other kind */
export function changedTable(kind: string): ThingName | undefined {
  return CHANGED[kind];
}

/** Whether what was to be changed is not there any more. */
function isGone(error: Error, { made: [kind] }: Pick<KeptChange, 'made'>): boolean {
  return changedTable(kind) !== undefined && error instanceof ApiError && error.status === 404;
}

/** Names the first of those that stood in the way of the others. @param rows what they were to be part of */
export function failuresOf({ failures }: ApiError, rows: readonly { id: string }[]): string {
  const [first] = failures;
  const others = failures.length > 1 ? ` And ${failures.length - 1} more.` : '';
  return `${quote(nameOf(rows.find(({ id }) => id === first?.id)))}: ${first?.message}${others}`;
}
