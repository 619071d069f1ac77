import { caughtUp } from '../shared/api/outbox';
import { whileSignedIn } from '../shared/api/session-events';

/** Enough for a first screen on any display. */
const FIRST_PAGE_SIZE = 40;
/** Ten thousand todos in a hundred requests. */
const PAGE_SIZE = 100;

/** What is asked for of a long list. @param cursor where it goes on; null at its beginning */
export function pageFrom(cursor: string | null): { limit: number; cursor?: string } {
  return cursor === null ? { limit: FIRST_PAGE_SIZE } : { limit: PAGE_SIZE, cursor };
}

/**
 * Reads once every change made before has been answered, and again when one was made meanwhile: an older answer would
 * take them off the screen again.
 */
export async function settledRead<T>(userId: string, signal: AbortSignal, read: () => Promise<T>): Promise<T> {
  for (;;) {
    const isStill = await caughtUp(userId);
    const answer = await whileSignedIn(userId, read, signal);
    if (isStill() || signal.aborted) return answer;
  }
}
