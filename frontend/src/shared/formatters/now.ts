import { useSyncExternalStore } from 'react';
import { follow, MINUTE } from './clock';

/** The time to the minute, in what stays on the page: its end, so that nothing happened after it. */
export function useNow(): Date {
  return new Date((useSyncExternalStore(follow, thisMinute) + 1) * MINUTE - 1);
}

function thisMinute(): number {
  return Math.floor(Date.now() / MINUTE);
}
