import { setTimeout as wait } from 'node:timers/promises';
import type { Reply, RouteRequest } from '../../http/route.js';

/** Longer than the work takes; Better Auth itself takes 500 ms over sending a confirmation, for the same reason. */
const LEAST_MS = 650;

/**
 * Answers after the same time, whatever there was to do: how long it takes would tell whether an address has an account.
 * Nothing is busy meanwhile.
 */
export function evenly(handle: (request: RouteRequest) => Promise<Reply>) {
  return async (request: RouteRequest): Promise<Reply> => {
    const [outcome] = await Promise.allSettled([handle(request), wait(LEAST_MS)]);
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  };
}
