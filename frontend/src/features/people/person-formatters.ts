import { formatTimeAgo } from '../../shared/formatters/ago';
import { dayOfMoment } from '../../shared/formatters/clock';
import { formatMoment } from '../../shared/formatters/moments';
import type { ListedUser } from './api/people-queries';

/** What to call somebody. */
export function nameOf({ name, email }: Pick<ListedUser, 'name' | 'email'>): string {
  return name || email;
}

/** What there is to know about an account beside its name, in a few words each. */
export function marksOf(user: ListedUser, isMe: boolean): string[] {
  const { administrator, disabled, secondFactor, emailVerified } = user;
  return [
    isMe && 'You',
    administrator && 'Administrator',
    disabled && 'Disabled',
    secondFactor && 'Second factor',
    !emailVerified && 'Address not confirmed',
  ].filter((mark) => mark !== false);
}

/** Since when somebody is here, and when they were last. */
export function formatPresence({ createdAt, lastSeenAt }: ListedUser, now: Date): string {
  const since = `Joined ${formatMoment(createdAt, dayOfMoment(now))}`;
  return lastSeenAt ? `${since}, last seen ${formatTimeAgo(lastSeenAt, now)}` : `${since}, not signed in`;
}
