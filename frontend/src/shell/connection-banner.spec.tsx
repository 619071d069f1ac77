import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectionFound, connectionLost } from '../shared/api/connection';
import { OutageError } from '../shared/api/errors';
import { deliver } from '../shared/api/outbox';
import { refusedHere } from '../shared/api/unsent';
import ConnectionBanner from './connection-banner';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  act(connectionFound);
  vi.useRealTimers();
});

describe('ConnectionBanner', () => {
  it.each([
    { isKept: true, says: 'Your change is kept on this device and sent when Latch is back.' },
    { isKept: false, says: 'Your change is kept while this page is open, and sent when Latch is back.' },
  ])('says where an unsent change is (on the device: $isKept)', async ({ isKept, says }) => {
    render(
      <QueryClientProvider client={new QueryClient()}>
        <ConnectionBanner />
      </QueryClientProvider>,
    );
    let answer = (): void => undefined;
    const sent = deliver('ada', () => new Promise<void>((resolve) => (answer = resolve)), Promise.resolve(isKept));
    act(() => connectionLost(new OutageError()));
    await act(() => vi.advanceTimersByTimeAsync(2_000));
    expect(screen.getByText(new RegExp(says))).toBeVisible();
    answer();
    await act(() => sent);
  });

  it('asks before the page is left with a refused change that is in it alone', () => {
    render(
      <QueryClientProvider client={new QueryClient()}>
        <ConnectionBanner />
      </QueryClientProvider>,
    );
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true });
      globalThis.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(leave()).toBe(false);
    act(() => refusedHere.set(1));
    expect(leave()).toBe(true);
    act(() => refusedHere.set(0));
    expect(leave()).toBe(false);
  });
});
