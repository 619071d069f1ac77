import { http, HttpResponse } from 'msw';
import { afterEach, expect, it, vi } from 'vitest';
import { server } from '../testing/server';
import { lookNowAndThen, servedBuild } from './new-version';

afterEach(() => vi.useRealTimers());

it('learns which build a reload would get, and takes anything else for no answer', async () => {
  const answer = (response: () => Response) => server.use(http.get('*/version.json', response));
  answer(() => HttpResponse.json({ build: 'two' }));
  expect(await servedBuild()).toBe('two');
  answer(() => HttpResponse.json({ error_code: 'NOT_FOUND' }, { status: 404 }));
  expect(await servedBuild()).toBeNull();
  answer(() => HttpResponse.html('<title>Sign in to the proxy</title>'));
  expect(await servedBuild()).toBeNull();
  answer(() => HttpResponse.error());
  expect(await servedBuild()).toBeNull();
});

it('looks for another one each hour, and at most every five minutes when the window comes to the front', () => {
  vi.useFakeTimers();
  const look = vi.fn();
  const stop = lookNowAndThen(look);
  const focusAfter = (ms: number) => {
    vi.advanceTimersByTime(ms);
    dispatchEvent(new Event('focus'));
    return look.mock.calls.length;
  };
  expect([focusAfter(299_000), focusAfter(1_000), focusAfter(299_000), focusAfter(1_000)]).toEqual([0, 1, 1, 2]);
  vi.advanceTimersByTime(3_600_000);
  expect(look).toHaveBeenCalledTimes(3);
  stop();
  expect(focusAfter(7_200_000)).toBe(3);
});
