import { useSyncExternalStore } from 'react';
import type { OutageError } from './errors';
import { createStore } from './external-store';

/** Null while the servers answer; otherwise the last outage seen. */
const outage = createStore<OutageError | null>(null);

/** Says that a request found nobody who could answer it. */
export function connectionLost(error: OutageError): void {
  outage.set(error);
}

/** Says that a server answered, whatever it said. */
export function connectionFound(): void {
  outage.set(null);
}

export const hasOutage = () => outage.get() !== null;

/** The outage going on, or null. Follows what requests met; `navigator.onLine` knows nothing of a server at home. */
export function useOutage(): OutageError | null {
  return useSyncExternalStore(outage.subscribe, outage.get);
}
