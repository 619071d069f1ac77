import { ValidationFailedError } from '@latch/server-kit/http-errors';
import { isRevision, readCursor, writeCursor } from '../common/cursor.js';
import { type FeedPlace, type FeedRead, FIRST_PLACE, lastPlaceOf } from './feed.repository.js';

/** How far a copy has got. */
export interface Progress {
  /** The revision that it had read to the end when it began to ask; of the whole, the owner's revision at that time. */
  base: string;
  isWhole: boolean;
  place: FeedPlace;
}

export const INVALID_SINCE = 'Send the revision of the previous answer.';

/** What cursors call this list. */
const LIST = 'sync';

export function beginWhole(base: string): Progress {
  return { base, isWhole: true, place: FIRST_PLACE };
}

/** The `revision` of an answer that is followed by another page. @param last what it ends with */
export function writeSince({ base, isWhole }: Progress, { revision, rank, id }: FeedPlace): string {
  return writeCursor(LIST, [base, revision, rank, id, isWhole ? 1 : 0]);
}

/** @returns undefined for the beginning @throws {ValidationFailedError} for what no answer contained */
export function readSince(since: string): Progress | undefined {
  if (since === '0') return undefined;
  if (isRevision(since)) return { base: since, isWhole: false, place: lastPlaceOf(since) };
  try {
    const [base, revision, rank, id, isWhole] = readCursor(since, LIST, ['revision', 'revision', 'seq', 'id', 'seq'])!;
    return { base: base!, isWhole: isWhole === '1', place: { revision: revision!, id: id!, rank: Number(rank) } };
  } catch {
    throw new ValidationFailedError({ since: [INVALID_SINCE] });
  }
}

/** Whether a copy may have missed removals that are forgotten, or has read changes that this database does not have. */
export function isForgotten({ base, place }: Progress, { forgotten, revision }: FeedRead): boolean {
  return BigInt(base) < BigInt(forgotten) || BigInt(place.revision) > BigInt(revision);
}
