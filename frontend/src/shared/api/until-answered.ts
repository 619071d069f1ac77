import { isOutage } from './errors';
import { onSessionReplaced, whileSignedIn } from './session-events';

const LONGEST_PAUSE_MS = 30_000;
const sleepers = new Set<() => void>();

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

/** Tries again at once what waits out an outage. */
export function retryNow(): void {
  for (const wake of sleepers) wake();
}

onSessionReplaced(retryNow);
globalThis.addEventListener('online', retryNow);
