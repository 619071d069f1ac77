import { afterEach, expect, it, vi } from 'vitest';
import { uuidv7 } from './uuid';

afterEach(() => void vi.useRealTimers());

it('has the time it was made at, its version and its variant', () => {
  vi.useFakeTimers({ now: Date.UTC(2100, 0, 1) });
  const id = uuidv7();
  expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2100, 0, 1));
});

it('is greater than every one before, also within a millisecond and when the clock is set back', () => {
  vi.useFakeTimers({ now: Date.UTC(2100, 0, 2) });
  const ids = Array.from({ length: 100 }, uuidv7);
  vi.setSystemTime(Date.UTC(2100, 0, 1));
  ids.push(uuidv7());
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
