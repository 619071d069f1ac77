import { useSyncExternalStore } from 'react';
import { ApiError } from './errors';
import { createStore } from './external-store';
import { whileSignedIn } from './session-events';

/** Rejects what was asked when the person would not show once more that it is them. Nothing is to be shown about it. */
export class NotConfirmedError extends Error {
  override readonly name = 'NotConfirmedError';
}

interface Waiting {
  goOn: () => void;
  giveUp: (error: Error) => void;
}

const asked = createStore(false);
let waiting: Waiting[] = [];

/** Whether something waits for the person to give their password once more. */
export function useFreshSessionAsked(): boolean {
  return useSyncExternalStore(asked.subscribe, asked.get);
}

/** Says that the password was given: what waited goes on. */
export function reportConfirmed(): void {
  for (const { goOn } of settle()) goOn();
}

/** Says that the person thought better of it: what waited is called off. */
export function reportNotConfirmed(): void {
  for (const { giveUp } of settle()) giveUp(new NotConfirmedError());
}

/**
 * Sends for `userId` what only they may ask. A session that has ended asks for a sign-in, one that is not fresh for the
 * password; then the same request goes out again, so that nothing typed is lost.
 * @throws NotConfirmedError
 */
export async function asMyself<T>(userId: string, send: () => Promise<T>): Promise<T> {
  try {
    return await whileSignedIn(userId, send);
  } catch (error) {
    if (!isFreshSessionNeeded(error)) throw error;
    await confirmed();
    return whileSignedIn(userId, send);
  }
}

function isFreshSessionNeeded(error: unknown): boolean {
  return error instanceof ApiError && error.status === 403 && error.code === 'FRESH_SESSION_NEEDED';
}

function confirmed(): Promise<void> {
  return new Promise((goOn, giveUp) => {
    waiting.push({ goOn, giveUp });
    asked.set(true);
  });
}

function settle(): Waiting[] {
  const settled = waiting;
  waiting = [];
  asked.set(false);
  return settled;
}
