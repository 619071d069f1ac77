import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useAutomaticRetry } from './use-automatic-retry';

let hours = 0;
beforeEach(() => {
  vi.useFakeTimers();
  // Long after whatever the test before tried.
  hours += 1;
  vi.setSystemTime(Date.now() + hours * 3_600_000);
});
afterEach(() => vi.useRealTimers());

describe('useAutomaticRetry', () => {
  it('tries by itself, and waits longer each time, up to half a minute', async () => {
    const retry = vi.fn(() => Promise.resolve());
    const { result } = renderHook(() => useAutomaticRetry(retry));
    const waits: number[] = [];
    for (let tries = 1; tries <= 6; tries += 1) {
      waits.push(result.current.secondsLeft);
      while (retry.mock.calls.length < tries) await act(() => vi.advanceTimersByTimeAsync(1_000));
    }
    expect(waits).toEqual([2, 4, 8, 16, 30, 30]);
  });

  it('goes on waiting where it was when the page is drawn anew', async () => {
    const retry = vi.fn(() => Promise.resolve());
    const { unmount } = renderHook(() => useAutomaticRetry(retry));
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(retry).toHaveBeenCalledOnce();
    unmount();
    expect(renderHook(() => useAutomaticRetry(retry)).result.current.secondsLeft).toBe(4);
  });

  it('tries at once when the network is back', async () => {
    const retry = vi.fn(() => Promise.resolve());
    renderHook(() => useAutomaticRetry(retry));
    await act(async () => void dispatchEvent(new Event('online')));
    expect(retry).toHaveBeenCalledOnce();
  });
});
