import { useSyncExternalStore } from 'react';
import { type Clock, dayAt, wallTime } from '@latch/domain/dates';
import type { Day } from './days';

export const MINUTE = 60_000;

/** What shows a time in words, and is shown anew as it goes on. */
const followers = new Set<() => void>();
let stop: (() => void) | undefined;

let clock: Clock | undefined;

/** By which zone days and times are shown, and when days begin: that of the settings, or of the device at midnight. */
export function shownClock(): Clock {
  return clock ?? { zone: deviceZone(), dayStart: 0 };
}

/** Shows all days and times by another clock. @param chosen undefined for that of the device */
export function showClock(chosen: Clock | undefined): void {
  const { zone, dayStart } = shownClock();
  clock = chosen;
  if (zone !== shownClock().zone || dayStart !== shownClock().dayStart) tell();
}

/** The IANA zone to which the device is set. */
export function deviceZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The day it is for the person, now. For what is said once; what stays on the page uses `useToday`. */
export function today(): Day {
  return dayAt(Date.now(), shownClock());
}

/** The time that the person's clock shows: `HH:MM`. */
export function timeNow(): string {
  return wallTime(Date.now(), shownClock().zone).slice(11);
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
