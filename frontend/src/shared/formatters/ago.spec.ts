import { expect, it } from 'vitest';
import { formatTimeAgo } from './ago';

const now = new Date(2026, 10, 21, 15, 30);
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();

it.each([
  [-30, 'just now'],
  [59, 'just now'],
  [60, '1 minute ago'],
  [5 * 60, '5 minutes ago'],
  [59 * 60 + 59, '59 minutes ago'],
  [60 * 60, '1 hour ago'],
  [11.9 * 3600, '11 hours ago'],
])('says of a moment %s seconds ago: %s', (seconds, words) => expect(formatTimeAgo(before(seconds), now)).toBe(words));

it('says the day of what is longer ago', () => {
  expect(formatTimeAgo(before(24 * 3600), now)).toMatch(/^yesterday /);
});
