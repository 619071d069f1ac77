import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { today, useToday } from './clock';
import { useNow } from './now';

const LATE = new Date(2026, 10, 21, 23, 59, 30);

beforeEach(() => vi.useFakeTimers({ now: LATE }));
afterEach(() => vi.useRealTimers());

const followed = <Value>(useValue: () => Value) => {
  const { result, unmount } = renderHook(useValue);
  return { value: () => result.current, unmount };
};

it('turns at midnight by itself', () => {
  const { value } = followed(useToday);
  act(() => void vi.advanceTimersByTime(29_000));
  expect(value()).toBe('2026-11-21');
  act(() => void vi.advanceTimersByTime(1_000));
  expect(value()).toBe('2026-11-22');
  act(() => void vi.advanceTimersByTime(24 * 3_600_000));
  expect(value()).toBe('2026-11-23');
});

it.each([
  ['the window gets the focus', () => dispatchEvent(new Event('focus'))],
  ['the page is shown again', () => dispatchEvent(new Event('pageshow'))],
  ['the tab is looked at', () => document.dispatchEvent(new Event('visibilitychange'))],
])('turns after ten hours of sleep as soon as %s', (_name, comeBack) => {
  const { value } = followed(useToday);
  vi.setSystemTime(LATE.getTime() + 10 * 3_600_000);
  expect(value()).toBe('2026-11-21');
  act(() => void comeBack());
  expect(value()).toBe('2026-11-22');
});

it('is the same for what is said once', () => {
  vi.setSystemTime(new Date(2026, 10, 22, 0, 0, 1));
  expect(today()).toBe('2026-11-22');
});

it('goes on each minute for what says how long ago something was', () => {
  const { value } = followed(useNow);
  act(() => void vi.advanceTimersByTime(30_000));
  expect(value()).toEqual(new Date(2026, 10, 22, 0, 0, 59, 999));
  act(() => void vi.advanceTimersByTime(60_000));
  expect(value()).toEqual(new Date(2026, 10, 22, 0, 1, 59, 999));
});

it('keeps no timer for nobody', () => {
  const { unmount } = followed(useToday);
  expect(vi.getTimerCount()).toBe(1);
  unmount();
  expect(vi.getTimerCount()).toBe(0);
});
