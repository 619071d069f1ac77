import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { uuidv7 } from '../uuid';
import { isKeptHere, untilRestored } from '../../replica/kept-replica';
import { syncedReplica } from '../../replica/synced-replica';
import { caughtUp } from '../../shared/api/outbox';
import { untilAnswered } from '../../shared/api/until-answered';
import { draftNames } from '../../shared/kept/kept-drafts';
import { baseOf, dropKeptNotes, type KeptNotes, NOTES, readKeptNotes } from './kept-notes';
import type { SaveNotes } from './notes-autosave';
import { notesProblem } from './notes-problem';
import { type TodoContext, todoContext } from './todo-context';
import { familyQuery } from './todo-queries';
import type { Todo } from './todo';
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

async function unlessHeld(todoId: string, work: () => Promise<void>): Promise<void> {
  const { locks } = globalThis.navigator;
  if (!locks) return work();
  await locks.request(lockOf(todoId), { ifAvailable: true }, (lock) => (lock ? work() : undefined));
}

/** Sends the notes that a reload, a crash or the end of a session kept from being sent. */
export function useKeptNotes(userId: string): void {
  const client = useQueryClient();
  const { saveNotes } = useTodoActions(userId);
  const save = useRef(saveNotes);
  useEffect(() => {
    const context = todoContext(client, userId);
    for (const [todoId, kept] of allKeptNotes(userId)) {
      if (kept.refused || notesProblem(kept.text)) continue;
      // What cannot be sent now is still kept, and sent another time.
      unlessHeld(todoId, () => sendKept(context, todoId, save.current)).catch(() => undefined);
    }
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
  if (todo.notes === kept.text) return dropKeptNotes(userId, todoId, kept.text);
  const base = baseOf(kept, todo.notes);
  // Where somebody else wrote meanwhile: as who knew less than the server, so that it is not written over.
  const version = base === todo.notes ? todo.version : todo.version - 1;
  await save({ ...todo, notes: base, version }, kept.text, uuidv7());
}

/** One that this device does not have. */
async function readTodo({ client, userId, replica }: TodoContext, todoId: string): Promise<Todo> {
  await caughtUp(userId);
  const read = () => client.fetchQuery(familyQuery(userId, todoId));
  const { todo } = await untilAnswered(userId, read, new AbortController().signal);
  replica.addNew([todo]);
  return todo;
}
