import type { ConflictError } from './conflicts';
import { areDroppedElsewhere, readKeptNotes } from './kept-notes';
import type { Todo } from './todo';

/**
 * Goes on where notes that are kept here clash with notes that another tab of this browser sent: one person wrote both, and the later
 * text counts.
 * @param sendOver sends the notes over the todo as the server has it
 * @throws {ConflictError} where another device changed them
 */
export async function settleOwnNotes(
  userId: string,
  error: ConflictError,
  sendOver: (theirs: Todo) => Promise<Todo>,
): Promise<Todo> {
  const { theirs } = error;
  const kept = readKeptNotes(userId, theirs.id);
  // The server has what was written last, or had it and confirmed it to that tab.
  const isLaterThere = kept ? kept.text === theirs.notes : areDroppedElsewhere(userId, theirs.id);
  if (isLaterThere) return theirs;
  // Nor did another device change what this one wrote over, however much of it was not sent.
  if (kept && [...(kept.sent ?? []), ...kept.seen].includes(theirs.notes)) return sendOver(theirs);
  throw error;
}
