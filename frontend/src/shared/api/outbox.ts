import { onSessionReplaced, SessionReplacedError } from './session-events';
import { countUnsent } from './unsent';
import { untilAnswered } from './until-answered';

/** One person's changes, in the order they were made. */
interface Line {
  last: Promise<unknown>;
  /** Aborted when somebody else signs in: what is in line must not be sent in their name. */
  dropped: AbortController;
}

const lines = new Map<string, Line>();

/**
 * Sends a person's changes one after the other, in the order they were made: an edit follows its create, a clear
 * follows what was completed before it. A change waits out outages and ended sessions and is then sent again, so
 * `send` must be safe to repeat. Only a refusal rejects.
 *
 * The library's own mutation scopes and retries are not used: they stand still while the tab is hidden.
 * @param isKept whether the change is kept on this device, for another page to send it
 */
export function deliver<T>(userId: string, send: () => Promise<T>, isKept = Promise.resolve(false)): Promise<T> {
  const line = lines.get(userId) ?? { last: Promise.resolve(), dropped: new AbortController() };
  const delivery = line.last.then(() => untilAnswered(userId, send, line.dropped.signal));
  lines.set(userId, line);
  line.last = countUnsent(delivery, isKept);
  return delivery;
}

/**
 * Resolves when every change made until now has been answered; a read sent then does not undo them on the screen.
 * @returns whether none was made since, to be asked when that read is answered
 */
export async function caughtUp(userId: string): Promise<() => boolean> {
  const last = lines.get(userId)?.last;
  await last;
  return () => lines.get(userId)?.last === last;
}

onSessionReplaced((keeps) => {
  for (const [userId, line] of lines) {
    if (userId === keeps) continue;
    line.dropped.abort(new SessionReplacedError());
    lines.delete(userId);
  }
});
