import { dropDraft, keepDraft, readDraft } from '../../shared/kept/kept-drafts';

/** What the names of these drafts begin with. */
export const NOTES = 'notes.';
/** What the server may have: what was there before, what is on its way, and what came before that. */
const SEEN = 3;
/** As many tabs could have text of the same notes on its way. */
const SENT = 3;

/** Notes that were typed here and that the server has not confirmed. */
export interface KeptNotes {
  text: string;
  /** What they were written over, the last one last. With anything else there, somebody else changed them too. */
  seen: readonly string[];
  /** What tabs of this browser sent, or are about to send. */
  sent?: readonly string[];
  at: number;
  /** The server would not take them, so that only the person can go on with them. */
  refused?: boolean;
}

/** Those notes that were confirmed or discarded in this page, and not written again. */
const droppedHere = new Set<string>();

/** Whether kept notes that are there no more were confirmed or discarded in another tab. */
export const areDroppedElsewhere = (userId: string, todoId: string) => !droppedHere.has(userId + todoId);

/**
 * Keeps notes in this browser until `dropKeptNotes`. @param seen what they are written over
 * @param isSent whether they are sent now
 * @returns false where the browser keeps nothing
 */
export function keepNotes(userId: string, todoId: string, text: string, seen: string, isSent = false): boolean {
  const before = readKeptNotes(userId, todoId);
  const sent = isSent ? withLast(before?.sent, text, SENT) : before?.sent;
  droppedHere.delete(userId + todoId);
  return write(userId, todoId, { text, seen: withLast(before?.seen, seen, SEEN), sent, at: Date.now() });
}

function withLast(before: readonly string[] = [], last: string, most: number): string[] {
  return [...before.filter((other) => other !== last), last].slice(-most);
}

/** Remembers that the server refused these notes. */
export function markNotesRefused(userId: string, todoId: string): void {
  const kept = readKeptNotes(userId, todoId);
  if (kept) write(userId, todoId, { ...kept, refused: true });
}

export function readKeptNotes(userId: string, todoId: string): KeptNotes | null {
  try {
    return JSON.parse(readDraft(userId, NOTES + todoId) ?? 'null') as KeptNotes | null;
  } catch {
    return null;
  }
}

/** What kept notes are written over. @param now the notes there are; what somebody else wrote meanwhile is no such base */
export function baseOf(kept: KeptNotes, now: string): string {
  return kept.text === now || kept.seen.includes(now) ? now : (kept.seen.at(-1) ?? '');
}

/** Forgets what was kept. @param text unless something else was written since */
export function dropKeptNotes(userId: string, todoId: string, text?: string): void {
  const kept = readKeptNotes(userId, todoId);
  if (!kept || (text !== undefined && kept.text !== text)) return;
  dropDraft(userId, NOTES + todoId);
  droppedHere.add(userId + todoId);
}

function write(userId: string, todoId: string, kept: KeptNotes): boolean {
  return keepDraft(userId, NOTES + todoId, JSON.stringify(kept));
}
