import { useSyncExternalStore } from 'react';
import { type Day, dayOf } from './days';

export const MINUTE = 60_000;

/** What shows a time in words, and is shown anew as it goes on. */
const followers = new Set<() => void>();
let stop: (() => void) | undefined;

/** How the day is found where the person has a clock of their own. */
let dayByClock: (() => Day) | undefined;

/** The day it is for the person, now. For what is said once; what stays on the page uses `useToday`. */
export function today(): Day {
  return dayByClock ? dayByClock() : dayOf(new Date());
}

/** Finds the day in another way from now on. @param find undefined for the day of the device */
export function findTodayBy(find: (() => Day) | undefined): void {
  dayByClock = find;
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
