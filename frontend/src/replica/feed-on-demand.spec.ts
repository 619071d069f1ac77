import { afterEach, expect, it, vi } from 'vitest';
import { USER_ID } from '../testing/fake-latch';
import { serveLatch } from '../testing/server';
import { aTodo } from '../testing/todo-builder';
import { failedLoads } from '../shared/ui/overlays';
import { FeedOnDemand } from './feed-on-demand';
import { Replica } from './replica';

afterEach(() => vi.doUnmock('./feed'));

it('reads what it was asked for once its code is there, and says that it did not load', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  let isThere = false;
  vi.doMock('./feed', async (original) => {
    if (!isThere) throw new Error('Not there.');
    return original();
  });
  const todo = aTodo();
  serveLatch(todo);
  const replica = new Replica();
  const read = new FeedOnDemand(USER_ID, replica).now();
  await vi.waitFor(() => expect(failedLoads.get()).toBe(1));
  isThere = true;
  await vi.advanceTimersByTimeAsync(2_000);
  vi.useRealTimers();
  await read;
  expect(replica.shown.live(todo.id)).toMatchObject({ title: todo.title });
});
