import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { aSyncPage } from '../testing/sync-page-builder';
import { Replica } from './replica';
import { isBehind, untilTold } from './told';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function aReplicaAt9() {
  const replica = new Replica();
  replica.receive([aSyncPage({ revision: '9' })]);
  return replica;
}

it('revisions are compared as numbers', () => {
  expect([isBehind('9', '10'), isBehind('10', '10'), isBehind('10', '9')]).toEqual([true, false, false]);
});

it('what the replica has is not waited for', async () => {
  expect(await untilTold(aReplicaAt9(), '8', 1_000)).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

it('is over once the replica has come to it, or past it, and not before', async () => {
  const replica = aReplicaAt9();
  const told = vi.fn();
  void untilTold(replica, '11', 1_000).then(told);
  replica.receive([aSyncPage({ revision: '10' })]);
  await vi.advanceTimersByTimeAsync(999);
  expect(told).not.toHaveBeenCalled();
  replica.receive([aSyncPage({ revision: '12' })]);
  await vi.advanceTimersByTimeAsync(0);
  expect(told.mock.calls).toEqual([[true]]);
  expect(vi.getTimerCount()).toBe(0);
});

it('is over after its time, and listens to nothing more', async () => {
  const replica = aReplicaAt9();
  const stop = vi.fn();
  const subscribe = replica.subscribe;
  replica.subscribe = (listener) => {
    const end = subscribe(listener);
    return () => (stop(), end());
  };
  const told = untilTold(replica, '10', 1_000);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([await told, stop.mock.calls.length]).toEqual([false, 1]);
});
