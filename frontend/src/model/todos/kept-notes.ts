import { dropDraft, keepDraft, readDraft } from '../../shared/kept/kept-drafts';

/** What the names of these drafts begin with. */
export const NOTES = 'notes.';
/** What the server may have: what was there before, what is on its way, and what came before that. */
const SEEN = 3;

/** Notes that were typed here and that the server has not confirmed. */
export interface KeptNotes {
  text: string;
  /** What they were written over, the last one last. With anything else there, somebody else changed them too. */
  seen: readonly string[];
  at: number;
  /** The server would not take them, so that only the person can go on with them. */
  refused?: boolean;
}

/**
 * Keeps notes in this browser until `dropKeptNotes`. @param seen what they are written over
 * @returns false where the browser keeps nothing
 */
export function keepNotes(userId: string, todoId: string, text: string, seen: string): boolean {
  const before = readKeptNotes(userId, todoId)?.seen.filter((other) => other !== seen) ?? [];
  return write(userId, todoId, { text, seen: [...before, seen].slice(-SEEN), at: Date.now() });
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
  if (text === undefined || readKeptNotes(userId, todoId)?.text === text) dropDraft(userId, NOTES + todoId);
}

function write(userId: string, todoId: string, kept: KeptNotes): boolean {
  return keepDraft(userId, NOTES + todoId, JSON.stringify(kept));
}
