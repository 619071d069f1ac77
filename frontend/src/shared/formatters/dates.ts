import {
  type Clock,
  type DateText,
  dayAt,
  hasTime,
  knownZone,
  localTime,
  parseDate,
  plannedDay,
  wallTime,
} from '@latch/domain/dates';
import { useSyncExternalStore } from 'react';
import { findDaysBy, follow } from './clock';
import { type Day, formatDay } from './days';
import { formatTime, showMomentsIn } from './moments';

let clock: Clock | undefined;

/** By which zone days and times are shown, and when days begin: that of the settings, or of the device at midnight. */
export function shownClock(): Clock {
  return clock ?? { zone: deviceZone(), dayStart: 0 };
}

/** Shows all days and times by another clock. @param chosen undefined for that of the device */
export function showClock(chosen: Clock | undefined): void {
  clock = chosen && { ...chosen, zone: knownZone(chosen.zone, deviceZone()) };
  const { zone, dayStart } = shownClock();
  showMomentsIn(zone);
  // The device finds its own days faster, and each row that is shown asks which day it is.
  const isOfDevice = zone === deviceZone() && dayStart === 0;
  findDaysBy(isOfDevice ? undefined : (moment) => dayAt(new Date(moment).getTime(), { zone, dayStart }));
}

/** Names the clock by which days are told, in what stays on the page. */
export function useClockName(): string {
  return useSyncExternalStore(follow, clockName);
}

export function clockName(): string {
  const { zone, dayStart } = shownClock();
  return `${zone} ${dayStart}`;
}

/** The IANA zone to which the device is set. */
export function deviceZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The day to which a date of a todo belongs, by the person's clock. */
export function dayOfDate(date: DateText): Day {
  // For which nobody has to ask what the clock is: lists of days ask it of each of their todos.
  return hasTime(date) ? plannedDay(date, shownClock()) : date;
}

/** A date as one would say it, at the time that it is for the person: "Today", "Tomorrow 09:00", "27 Nov 2027". */
export function formatDateText(date: DateText, today: Day): string {
  const local = localTime(date, shownClock().zone);
  const day = formatDay(local.slice(0, 10), today);
  return local.length > 10 ? `${day} ${formatTime(local.slice(11))}` : day;
}

/** The same with what was set, where that is in another zone: "Tomorrow 10:00 (09:00 in Lisbon)". */
export function formatDateInFull(date: DateText, today: Day): string {
  const { time, zone } = parseDate(date) ?? {};
  const said = formatDateText(date, today);
  return time && zone && zone !== shownClock().zone ? `${said} (${formatTime(time)} in ${placeOf(zone)})` : said;
}

/** The place that a zone is named after: "New York". */
export function placeOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

/** All zones that this browser knows, by name, behind those that are given. */
export function zonesAfter(first: readonly string[]): string[] {
  return [...new Set([...first, ...(Intl.supportedValuesOf?.('timeZone') ?? [])])];
}

/** A zone, for a list to choose from. */
export function toZoneOption(zone: string): { value: string; label: string } {
  return { value: zone, label: `${placeOf(zone)} (${zone})` };
}

/** Whether it has passed: the day is over, or the time has come. */
export function isOver(date: DateText, today: Day): boolean {
  const local = localTime(date, shownClock().zone);
  return dayOfDate(date) < today || (local.length > 10 && local <= wallTime(Date.now(), shownClock().zone));
}
