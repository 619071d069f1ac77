import { z } from 'zod';
import { eventId } from './event-id.js';

it('sorts after those before, also within a millisecond and when the clock is put back', () => {
  const now = Date.now();
  const ids = [...Array.from({ length: 5_000 }, () => eventId(now)), eventId(now + 1), eventId(now - 60_000)];
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(z.uuidv7().safeParse(id).success).toBe(true);
});

it('begins with the time', () => {
  const now = Date.now() + 3_600_000;
  expect(Number.parseInt(eventId(now).replace('-', '').slice(0, 12), 16)).toBe(now);
});
