import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { QueryClient } from '@tanstack/react-query';
import { syncedReplica } from '../../replica/synced-replica';
import { unkeptCount, unsentCount } from '../../shared/api/unsent';
import { retryNow } from '../../shared/api/until-answered';
import { createQueryClient } from '../../shared/api/query-client';
import { FakeLatch, USER_ID } from '../../testing/fake-latch';
import { renderAppHook } from '../../testing/render';
import { serveLatch } from '../../testing/server';
import { aTodo } from '../../testing/todo-builder';
import { useConflicts } from './use-conflicts';
import { keepNotes, markNotesRefused, readKeptNotes } from './kept-notes';
import { holdNotes, useKeptNotes } from './use-kept-notes';

/** As after a reload, in a page that does not show the todo. */
function open(client?: QueryClient) {
  return renderAppHook(() => {
    useKeptNotes(USER_ID);
    return useConflicts(USER_ID);
  }, client);
}

it('sends what a crash kept from being sent, and forgets it then', async () => {
  const todo = aTodo({ notes: 'Old' });
  const latch = serveLatch(todo);
  keepNotes(USER_ID, todo.id, 'Old and new', 'Old');
  keepNotes('somebody else', todo.id, 'Theirs', 'Old');

  open();

  await waitFor(() => expect(latch.todos.get(todo.id)?.notes).toBe('Old and new'));
  await waitFor(() => expect(readKeptNotes(USER_ID, todo.id)).toBeNull());
  expect(readKeptNotes('somebody else', todo.id)?.text).toBe('Theirs');
});

it('shows what was kept while nobody answers, also that it is on this device', async () => {
  const todo = aTodo({ notes: 'Old' });
  const latch = serveLatch(todo);
  const client = createQueryClient();
  const { replica } = syncedReplica(client, USER_ID);
  replica.addNew([todo]);
  latch.be(FakeLatch.refusals.outage);
  keepNotes(USER_ID, todo.id, 'Old and new', 'Old');

  open(client);

  await waitFor(() => expect(replica.shown.get('todos', todo.id)?.notes).toBe('Old and new'));
  await waitFor(() => expect([unsentCount(), unkeptCount()]).toEqual([1, 0]));
  latch.be(null);
  retryNow();
  await waitFor(() => expect(latch.todos.get(todo.id)?.notes).toBe('Old and new'));
});

it('does not call its own half-sent text a change made elsewhere', async () => {
  const todo = aTodo({ notes: 'One' });
  const latch = serveLatch(todo);
  keepNotes(USER_ID, todo.id, 'One', '');
  keepNotes(USER_ID, todo.id, 'One two', 'One');

  const { result } = open();

  await waitFor(() => expect(latch.todos.get(todo.id)?.notes).toBe('One two'));
  expect(result.current).toEqual({});
});

it('asks which one stays when they were changed elsewhere meanwhile', async () => {
  const todo = aTodo({ notes: 'Old' });
  const latch = serveLatch(todo);
  latch.changeElsewhere(todo.id, { notes: 'Theirs' });
  keepNotes(USER_ID, todo.id, 'Mine', 'Old');

  const { result } = open();

  await waitFor(() => expect(result.current[todo.id]?.mine).toEqual({ notes: 'Mine' }));
  expect(latch.todos.get(todo.id)?.notes).toBe('Theirs');
  expect(readKeptNotes(USER_ID, todo.id)?.text).toBe('Mine');
});

it('leaves alone what is refused, what is of a todo that is gone, and what is written in another tab', async () => {
  const [refused, writing, sent] = [aTodo(), aTodo(), aTodo()];
  const latch = serveLatch(refused, writing, sent);
  const held = new Set<string>();
  const request = async (name: string, options: LockOptions, work: (lock: Lock | null) => Promise<void>) => {
    if (options.ifAvailable) return work(held.has(name) ? null : ({} as Lock));
    held.add(name);
    return work({} as Lock);
  };
  Object.defineProperty(navigator, 'locks', { configurable: true, value: { request } });
  holdNotes(writing.id);
  for (const { id } of [refused, writing, aTodo(), sent]) keepNotes(USER_ID, id, 'Mine', '');
  markNotesRefused(USER_ID, refused.id);

  open();

  await waitFor(() => expect(latch.todos.get(sent.id)?.notes).toBe('Mine'));
  expect([refused, writing].map(({ id }) => latch.todos.get(id)?.notes)).toEqual(['', '']);
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
  Reflect.deleteProperty(navigator, 'locks');
});
