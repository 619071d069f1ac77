import { dayOfMoment } from './clock';
import { formatMoment } from './moments';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * How long ago a moment was, as one would say it: "just now", "5 minutes ago", "2 hours ago", and from 12 hours on when
 * it was: "yesterday 14:02".
 * @param iso ISO 8601
 */
export function formatTimeAgo(iso: string, now: Date): string {
  // A clock that is a little behind makes no future of it.
  const past = Math.max(0, now.getTime() - Date.parse(iso));
  if (past < MINUTE) return 'just now';
  if (past < HOUR) return inUnits(Math.floor(past / MINUTE), 'minute');
  if (past < 12 * HOUR) return inUnits(Math.floor(past / HOUR), 'hour');
  return formatMoment(iso, dayOfMoment(now));
}

function inUnits(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
