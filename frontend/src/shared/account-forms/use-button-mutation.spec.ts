import { act, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderAppHook } from '../../testing/render';
import { OutageError } from '../api/errors';
import { useButtonMutation } from './use-button-mutation';

function later() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve: () => resolve() };
}
const refused = () => Promise.reject(new OutageError('Nobody answers.', null));

it('lets one button work at a time, until what is shown is up to date', async () => {
  const refreshed = later();
  const { result } = renderAppHook(() => useButtonMutation(() => refreshed.promise));
  const other = vi.fn(() => Promise.resolve(''));
  let first = Promise.resolve(false);
  await act(async () => {
    first = result.current.mutate('first', () => Promise.resolve(''));
    expect(await result.current.mutate('second', other)).toBe(false);
  });
  await waitFor(() => expect(result.current.busy).toBe('first'));
  refreshed.resolve();
  expect(await first).toBe(true);
  await waitFor(() => expect(result.current.busy).toBeUndefined());
  expect(other).not.toHaveBeenCalled();
  await act(() => result.current.mutate('second', other));
  expect(other).toHaveBeenCalledOnce();
});

it('says what failed before the refresh is over, and no longer with the next try', async () => {
  const refreshed = later();
  const { result } = renderAppHook(() => useButtonMutation(() => refreshed.promise));
  let first = Promise.resolve(true);
  act(() => void (first = result.current.mutate('first', refused)));
  await waitFor(() => expect(result.current.message).toMatch('Try again in a moment'));
  expect(result.current.busy).toBe('first');
  refreshed.resolve();
  expect(await first).toBe(false);
  await act(() => result.current.mutate('first', () => Promise.resolve('')));
  expect(result.current.message).toBeUndefined();
});
