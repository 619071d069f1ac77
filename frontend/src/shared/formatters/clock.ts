import { useSyncExternalStore } from 'react';
import { type Day, dayOf } from './days';

export const MINUTE = 60_000;

/** What shows a time in words, and is shown anew as it goes on. */
const followers = new Set<() => void>();
let stop: (() => void) | undefined;

/** How the day of a moment is found. */
let dayBy = dayOf;

/** The day to which a moment belongs, by the person's clock. @param moment a Date, or ISO 8601 */
export function dayOfMoment(moment: Date | string): Day {
  return dayBy(moment);
}

/** The day it is for the person, now. For what is said once; what stays on the page uses `useToday`. */
export function today(): Day {
  return dayBy(new Date());
}

/** Finds days in another way from now on; by default as the device does. */
export function findDaysBy(find = dayOf): void {
  dayBy = find;
  tell();
}

/** The day it is, in what stays on the page: it turns where the person's day starts, also in a tab that slept through it. */
export function useToday(): Day {
  return useSyncExternalStore(follow, today);
}

/** Tells of each minute that begins. @returns how to stop that */
export function follow(follower: () => void): () => void {
  followers.add(follower);
  stop ??= start();
  return () => {
    followers.delete(follower);
    if (followers.size > 0) return;
    stop?.();
    stop = undefined;
  };
}

function tell(): void {
  for (const follower of followers) follower();
}

/** A timer stands still while the machine sleeps, so the clock is looked at as well when the person comes back to the page. */
function start(): () => void {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  const wait = () => {
    timer = setTimeout(look, MINUTE - (Date.now() % MINUTE));
  };
  const look = () => {
    clearTimeout(timer);
    tell();
    wait();
  };
  for (const event of ['focus', 'pageshow']) addEventListener(event, look, controller);
  document.addEventListener('visibilitychange', look, controller);
  wait();
  return () => {
    controller.abort();
    clearTimeout(timer);
  };
}
