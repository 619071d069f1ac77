import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { uuidv7 } from '../uuid';
import { isKeptHere, untilRestored } from '../../replica/kept-replica';
import type { KeptChange } from '../../replica/kept-change';
import { syncedReplica } from '../../replica/synced-replica';
import { isNotThere } from '../../shared/api/errors';
import { caughtUp } from '../../shared/api/outbox';
import { untilAnswered } from '../../shared/api/until-answered';
import { draftNames } from '../../shared/kept/kept-drafts';
import { quote } from '../../shared/ui/quote';
import { newTodo } from './create-todo';
import { baseOf, dropKeptNotes, type KeptNotes, NOTES, readKeptNotes } from './kept-notes';
import type { SaveNotes } from './notes-autosave';
import { NotesOfTabs } from './notes-of-tabs';
import { notesProblem } from './notes-problem';
import { type TodoContext, todoContext } from './todo-context';
import { familyQuery } from './todo-queries';
import type { Todo, TodoPatch } from './todo';
import { useTodoActions } from './use-todo-actions';

/** As long as a deleted todo could still come back. */
const LONGEST_MS = 30 * 24 * 3_600_000;

const lockOf = (todoId: string) => `latch.notes.${todoId}`;

/** Tells the other tabs that notes are written in this one. @returns how to say that they are not any more */
export function holdNotes(todoId: string): () => void {
  const held = new AbortController();
  const untilReleased = () => new Promise<void>((release) => held.signal.addEventListener('abort', () => release()));
  // Browsers have locks only where the connection is secure. Without them two tabs may ask which text stays.
  void globalThis.navigator.locks
    ?.request(lockOf(todoId), { signal: held.signal }, untilReleased)
    .catch(() => undefined);
  return () => held.abort();
}

async function unlessHeld(todoId: string, work: () => Promise<void>, otherwise: () => void): Promise<void> {
  const { locks } = globalThis.navigator;
  if (!locks) return work();
  await locks.request(lockOf(todoId), { ifAvailable: true }, (lock) => (lock ? work() : otherwise()));
}

/** Sends the notes that a reload, a crash or the end of a session kept from being sent, and shows those that other tabs write. */
export function useKeptNotes(userId: string): void {
  const client = useQueryClient();
  const { saveNotes } = useTodoActions(userId);
  const save = useRef(saveNotes);
  useEffect(() => {
    const context = todoContext(client, userId);
    const ofTabs = new NotesOfTabs(context);
    for (const [todoId, kept] of allKeptNotes(userId)) {
      if (kept.refused || notesProblem(kept.text)) continue;
      // What cannot be sent now is still kept, and sent another time.
      const send = () => sendKept(context, todoId, save.current);
      unlessHeld(todoId, send, () => ofTabs.show(todoId)).catch(() => undefined);
    }
    return () => ofTabs.stop();
  }, [client, userId]);
}

/** All that is kept of a person, by the todo's id. */
function allKeptNotes(userId: string): [todoId: string, kept: KeptNotes][] {
  const ids = draftNames(userId, NOTES).map((name) => name.slice(NOTES.length));
  return ids.flatMap((id): [string, KeptNotes][] => {
    const kept = readKeptNotes(userId, id);
    if (kept && Date.now() - kept.at < LONGEST_MS) return [[id, kept]];
    dropKeptNotes(userId, id);
    return [];
  });
}

async function sendKept(context: TodoContext, todoId: string, save: SaveNotes): Promise<void> {
  const { client, userId, replica } = context;
  // The todo itself may be among what was kept.
  if (isKeptHere(userId)) await untilRestored(syncedReplica(client, userId).keptChanges);
  const todo = replica.shown.live(todoId) ?? (await readTodo(context, todoId));
  const kept = readKeptNotes(userId, todoId);
  if (!kept) return;
  if (!todo) return void setAside(context, todoId, kept);
  if (todo.notes === kept.text) return dropKeptNotes(userId, todoId, kept.text);
  const base = baseOf(kept, todo.notes);
  // Where somebody else wrote meanwhile: as who knew less than the server, so that it is not written over.
  const version = base === todo.notes ? todo.version : todo.version - 1;
  await save({ ...todo, notes: base, version }, kept.text, uuidv7());
}

/** One that this device does not have. @returns undefined where it was deleted */
async function readTodo({ client, userId, replica }: TodoContext, todoId: string): Promise<Todo | undefined> {
  await caughtUp(userId);
  const read = () => client.fetchQuery(familyQuery(userId, todoId));
  try {
    const { todo } = await untilAnswered(userId, read, new AbortController().signal);
    replica.addNew([todo]);
    return todo;
  } catch (error) {
    if (isNotThere(error)) return undefined;
    throw error;
  }
}

/** Has notes of a todo that was deleted wait for the person, unless they do: with each page the same. */
function setAside({ client, userId, replica }: TodoContext, todoId: string, { text, at }: KeptNotes): Promise<boolean> {
  const seen = replica.shown.get('todos', todoId) ?? { ...newTodo(replica, { title: '' }), id: todoId };
  const name = seen.title ? quote(seen.title) : 'a deleted todo';
  const id = `${todoId} notes`;
  const change: KeptChange = {
    id,
    made: ['update', seen, { notes: text }],
    written: [],
    did: `Changed the notes of ${name}`,
    fails: `The notes of ${name} were not saved`,
    about: [todoId],
    undoable: true,
  };
  const subject = { table: 'todos', id: todoId, title: seen.title } as const;
  const reason = 'It was deleted on another device.';
  const entry = { id, change, subject, at: new Date(at).toISOString(), reason, isGone: true };
  const isSame = ({ made: [kind, todo, patch] }: KeptChange) =>
    kind === 'update' && (todo as Todo).id === todoId && (patch as TodoPatch).notes === text;
  const { refused } = syncedReplica(client, userId).keptChanges;
  return refused.refuse(async (waiting) => (waiting.some((other) => isSame(other.change)) ? null : entry));
}
