import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
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
import { uuidv7 } from '../uuid';
import { dropKeptNotes, keepNotes, markNotesRefused, readKeptNotes } from './kept-notes';
import type { Todo } from './todo';
import { holdNotes, useKeptNotes } from './use-kept-notes';
import { useTodoActions } from './use-todo-actions';

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

it('has notes of a todo that was deleted wait for the person, as one entry however often a page is opened', async () => {
  const todo = aTodo();
  serveLatch();
  keepNotes(USER_ID, todo.id, 'Mine', '');
  const client = createQueryClient();
  const { refused } = syncedReplica(client, USER_ID).keptChanges;
  open(client);
  await waitFor(() => expect(refused.get()).toHaveLength(1));
  expect(refused.get()).toMatchObject([
    {
      isGone: true,
      subject: { table: 'todos', id: todo.id },
      change: { made: ['update', { id: todo.id }, { notes: 'Mine' }], fails: 'The notes of a deleted todo were not saved' },
    },
  ]);
  const [entry] = refused.get();
  open(client);
  const other = aTodo();
  keepNotes(USER_ID, other.id, 'Others', '');
  open(client);
  await waitFor(() => expect(refused.get()).toHaveLength(2));
  expect(refused.get()[0]).toBe(entry);
  expect(readKeptNotes(USER_ID, todo.id)?.text).toBe('Mine');
});

describe('notes that two tabs of this browser wrote', () => {
  const draftOf = (todo: Todo) => `latch.draft.${USER_ID}.notes.${todo.id}`;

  /** Writes in this page, while a request is on its way. @param elsewhere what happens before it is answered */
  async function save(todo: Todo, notes: string, elsewhere: () => void) {
    const { result } = renderAppHook(() => ({
      ...useTodoActions(USER_ID),
      conflicts: useConflicts(USER_ID),
    }));
    const saved = result.current.saveNotes(todo, notes, uuidv7());
    elsewhere();
    const outcome = await saved.catch((error: Error) => error);
    return { outcome, conflicts: () => result.current.conflicts };
  }

  it('are sent over the earlier text, which the other tab sent', async () => {
    const todo = aTodo({ notes: 'Old' });
    const latch = serveLatch(todo);
    keepNotes(USER_ID, todo.id, 'Earlier', 'Old', true);

    const { outcome, conflicts } = await save(todo, 'Later', () =>
      latch.changeElsewhere(todo.id, { notes: 'Earlier' }),
    );

    expect(outcome).toMatchObject({ notes: 'Later' });
    expect(latch.todos.get(todo.id)?.notes).toBe('Later');
    expect(conflicts()).toEqual({});
    expect(readKeptNotes(USER_ID, todo.id)).toBeNull();
  });

  it('are not sent over the later text, whether or not the other tab has heard that it is saved', async () => {
    for (const heard of [true, false]) {
      const todo = aTodo({ notes: 'Old' });
      const latch = serveLatch(todo);

      const { outcome, conflicts } = await save(todo, 'Earlier', () => {
        localStorage.setItem(draftOf(todo), JSON.stringify({ text: 'Later', seen: ['Old'], at: Date.now() }));
        if (heard) localStorage.removeItem(draftOf(todo));
        latch.changeElsewhere(todo.id, { notes: 'Later' });
      });

      expect(outcome).toMatchObject({ notes: 'Later' });
      expect(latch.todos.get(todo.id)?.notes).toBe('Later');
      expect(conflicts()).toEqual({});
    }
  });

  it('ask where another device wrote too, also when this page has forgotten what it kept', async () => {
    for (const isForgotten of [true, false]) {
      const todo = aTodo({ notes: 'Old' });
      const latch = serveLatch(todo);

      const { conflicts } = await save(todo, 'Mine', () => {
        if (isForgotten) dropKeptNotes(USER_ID, todo.id);
        latch.changeElsewhere(todo.id, { notes: 'Theirs' });
      });

      await waitFor(() => expect(conflicts()[todo.id]?.mine).toEqual({ notes: 'Mine' }));
      expect(latch.todos.get(todo.id)?.notes).toBe('Theirs');
    }
  });
});
