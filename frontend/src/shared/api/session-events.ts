import { isSessionEnded } from './errors';

/** Rejects what waited for a session that the same person will not continue. Nothing is to be shown about it. */
export class SessionReplacedError extends Error {
  override readonly name = 'SessionReplacedError';
}

interface Waiting {
  userId: string;
  goOn: () => void;
  giveUp: (error: Error) => void;
}

let ended = false;
/** Counts sign-ins, to tell an answer to the session before from one to the session now. */
let era = 0;
/** Who the session now is of, where somebody signed in or out on this page; null for nobody. */
let person: string | null = null;
let waiting: Waiting[] = [];
/** Asks who is signed in, where this page was opened while nobody could say. */
let confirm: (() => Promise<void>) | null = null;
let confirming: Promise<void> | null = null;
const listeners = new Set<() => void>();
const replacedListeners = new Set<(keeps: string | null) => void>();

/** Calls `listener` once per ended session, at once when it has ended already. @returns how to stop listening */
export function onSessionEnded(listener: () => void): () => void {
  listeners.add(listener);
  if (ended) listener();
  return () => listeners.delete(listener);
}

/** Says that the server called the session invalid. What is sent through `whileSignedIn` waits from now on. */
export function reportSessionEnded(): void {
  if (ended) return;
  ended = true;
  for (const listener of listeners) listener();
}

/**
 * Says that the page was opened while nobody could say who is signed in: before anything is sent, `ask` finds out.
 * @param ask reports the end of the session if it is over; rejects while nobody answers
 */
export function confirmSessionFirst(ask: () => Promise<void>): void {
  confirm = ask;
}

/** @throws {OutageError} while nobody answers */
function sessionConfirmed(): Promise<void> | null {
  const ask = confirm;
  if (!ask) return null;
  const isKnown = () => {
    if (confirm === ask) confirm = null;
  };
  confirming ??= ask()
    .then(isKnown)
    .finally(() => (confirming = null));
  return confirming;
}

/** Calls `listener` when somebody signed in or out, with the one person whose changes may still be sent. */
export function onSessionReplaced(listener: (keeps: string | null) => void): () => void {
  replacedListeners.add(listener);
  return () => replacedListeners.delete(listener);
}

/** Says who signed in again: what waited for that person goes on, what waited for another is dropped. */
export function reportSessionRestored(userId: string): void {
  replaceSession(userId);
}

/** Says that the person signed out on purpose: whatever waited is dropped. */
export function reportSignedOut(): void {
  replaceSession(null);
}

function replaceSession(keeps: string | null): void {
  const settled = waiting;
  waiting = [];
  ended = false;
  era += 1;
  person = keeps;
  confirm = null;
  for (const listener of replacedListeners) listener(keeps);
  for (const one of settled) {
    if (one.userId === keeps) one.goOn();
    else one.giveUp(new SessionReplacedError());
  }
}

function sessionRestored(userId: string, signal?: AbortSignal): Promise<void> {
  return new Promise((goOn, giveUp) => {
    const one = { userId, goOn, giveUp };
    waiting.push(one);
    signal?.addEventListener('abort', () => {
      waiting = waiting.filter((other) => other !== one);
      giveUp(signal.reason as Error);
    });
  });
}

/**
 * Sends for `userId`, waiting while nobody is signed in: a session that ends mid-work asks for a sign-in, and then the
 * same request goes out again. So nothing fails, and nothing typed is lost, because of a 401.
 */
export async function whileSignedIn<T>(userId: string, send: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    const confirmed = sessionConfirmed();
    if (confirmed) {
      const askedIn = era;
      await confirmed;
      if (askedIn !== era && person !== userId) throw new SessionReplacedError();
    }
    if (ended) await sessionRestored(userId, signal);
    const sentIn = era;
    // Nothing of it is told to, or sent again as, the person who is here by now.
    const check = () => {
      if (sentIn !== era && person !== userId) throw new SessionReplacedError();
    };
    try {
      const answer = await send();
      check();
      return answer;
    } catch (error) {
      check();
      if (!isSessionEnded(error)) throw error;
      if (sentIn === era) reportSessionEnded();
    }
  }
}
