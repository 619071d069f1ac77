import { useSyncExternalStore } from 'react';
import { isOutage } from './errors';
import { createStore } from './external-store';
import { onSessionReplaced, SessionReplacedError, whileSignedIn } from './session-events';

const LONGEST_PAUSE_MS = 30_000;

/** One person's changes, in the order they were made. */
interface Line {
  last: Promise<unknown>;
  /** Aborted when somebody else signs in: what is in line must not be sent in their name. */
  dropped: AbortController;
}

const unsent = createStore(0);
/** Those among them that would go with the page. */
const unkept = createStore(0);
/** How many refused changes are nowhere but in this page. */
export const refusedHere = createStore(0);
let isKeptLost = false;
const lines = new Map<string, Line>();
const sleepers = new Set<() => void>();

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

/** Tries again at once what waits out an outage. */
export function retryNow(): void {
  for (const wake of sleepers) wake();
}

/** Counts a change that is not sent before `until`, and is nowhere but in this page unless it is kept. @returns when it is counted off */
export function countUnsent(until: Promise<unknown>, isKept = Promise.resolve(false)): Promise<void> {
  unsent.set(unsent.get() + 1);
  unkept.set(unkept.get() + 1);
  const over = until.then(countOff, countOff);
  void Promise.race([isKept.then<unknown>((kept) => kept || over), over]).then(() => unkept.set(unkept.get() - 1));
  return over;
}

/** How many changes have not reached the server yet, at this moment. */
export function unsentCount(): number {
  return unsent.get();
}

/** How many unsent changes are nowhere but in this page, at this moment. */
const unsentHere = () => (isKeptLost ? unsent.get() : unkept.get());

/** How many changes would go with this page, at this moment: of the unsent and of the refused ones. */
export const unkeptCount = () => unsentHere() + refusedHere.get();

/** How many unsent changes are nowhere but in this page. */
export function useUnkeptCount(): number {
  return useSyncExternalStore(unkept.subscribe, unsentHere);
}

/** Says that what was kept on this device is there no more, or cannot be reached: it was erased, or a newer version has it. */
export function reportKeptLost(): void {
  isKeptLost = true;
}

/** How many changes have not reached the server yet. */
export function useUnsentCount(): number {
  return useSyncExternalStore(unsent.subscribe, unsent.get);
}

function countOff(): void {
  unsent.set(unsent.get() - 1);
}

/** Sends until somebody answers, also across the end of a session. Only a refusal rejects, or what ends it. */
export async function untilAnswered<T>(userId: string, send: () => Promise<T>, dropped: AbortSignal): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    dropped.throwIfAborted();
    try {
      return await whileSignedIn(userId, send);
    } catch (error) {
      if (!isOutage(error)) throw error;
      await pause(pauseBefore(attempt, error.retryAfter));
    }
  }
}

/** Milliseconds to wait: one second, doubled each time, never sooner than the server asked for. */
function pauseBefore(attempt: number, retryAfter: number | null): number {
  return Math.max(Math.min(1000 * 2 ** attempt, LONGEST_PAUSE_MS), (retryAfter ?? 0) * 1000);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      sleepers.delete(wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    sleepers.add(wake);
  });
}

onSessionReplaced((keeps) => {
  for (const [userId, line] of lines) {
    if (userId === keeps) continue;
    line.dropped.abort(new SessionReplacedError());
    lines.delete(userId);
  }
  retryNow();
});

globalThis.addEventListener('online', retryNow);
