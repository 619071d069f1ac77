import { QueryClient } from '@tanstack/react-query';
import { isOutage } from './errors';

const RETRIES = 3;
const RECOVER_EVERY_MS = 5_000;

/** Reads are tried again when nobody answered, never when the server said no. Changes go through the outbox, which does its own. */
function retryOutages(failures: number, error: Error): boolean {
  return isOutage(error) && failures < RETRIES;
}

/** Milliseconds: half a second, doubled each time, never sooner than the server asked for. */
function backOff(failures: number, error: Error): number {
  const asked = isOutage(error) ? (error.retryAfter ?? 0) * 1000 : 0;
  return Math.max(500 * 2 ** failures, asked);
}

/** @returns a cache with Latch's habits. `networkMode` is `always`: a server at home answers while the browser calls itself offline. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', staleTime: 30_000, retry: retryOutages, retryDelay: backOff },
    },
  });
}

/** After an outage a page recovers by itself, without anyone pressing anything. Milliseconds, for `refetchInterval`. */
export function recover(query: { state: { status: string } }): number | false {
  return query.state.status === 'error' ? RECOVER_EVERY_MS : false;
}
