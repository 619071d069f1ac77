import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { QueryClient } from '@tanstack/react-query';
import type { RefusedChange } from '../../replica/refused-changes';
import { syncedReplica } from '../../replica/synced-replica';
import { unkeptCount, unsentCount } from '../../shared/api/unsent';
import { retryNow } from '../../shared/api/until-answered';
import { createQueryClient } from '../../shared/api/query-client';
import { FakeLatch, USER_ID } from '../../testing/fake-latch';
import { readChanges, readReplica, untilSent } from '../../testing/read-replica';
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
      change: {
        made: ['update', { id: todo.id }, { notes: 'Mine' }],
        fails: 'The notes of a deleted todo were not saved',
      },
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

const draftOf = (todo: Todo) => `latch.draft.${USER_ID}.notes.${todo.id}`;

/** Another tab keeps notes, or has saved them, which the browser tells this page. */
function inOtherTab(todo: Todo, text: string | null) {
  const kept = text === null ? null : JSON.stringify({ text, seen: [todo.notes], at: Date.now() });
  if (kept === null) localStorage.removeItem(draftOf(todo));
  else localStorage.setItem(draftOf(todo), kept);
  act(() => void dispatchEvent(new StorageEvent('storage', { key: draftOf(todo), newValue: kept })));
}

describe('notes that another tab has not saved yet', () => {
  async function openBeside(todo: Todo) {
    const latch = serveLatch(todo);
    const client = createQueryClient();
    const replica = await readReplica(client);
    const { result, unmount } = renderAppHook(() => {
      useKeptNotes(USER_ID);
      return useTodoActions(USER_ID);
    }, client);
    return { latch, client, replica, page: result, unmount, shown: () => replica.shown.live(todo.id)?.notes };
  }

  it('are shown while they are written, until the server has them', async () => {
    const todo = aTodo({ notes: 'Old' });
    const { latch, client, shown } = await openBeside(todo);
    inOtherTab(todo, 'New');
    expect(shown()).toBe('New');
    inOtherTab(todo, 'Newer');
    expect(shown()).toBe('Newer');
    expect(unsentCount()).toBe(0);

    latch.changeElsewhere(todo.id, { notes: 'Newer' });
    inOtherTab(todo, null);
    expect(shown()).toBe('Newer');
    latch.changeElsewhere(todo.id, { notes: 'Of another device' });
    await readChanges(client);
    await waitFor(() => expect(shown()).toBe('Of another device'));
  });

  it('are shown in a page that is opened while they are written, and no more once they are discarded', async () => {
    const todo = aTodo({ notes: 'Old' });
    localStorage.setItem(draftOf(todo), JSON.stringify({ text: 'New', seen: ['Old'], at: Date.now() }));
    const request = async (_name: string, _options: LockOptions, work: (lock: null) => unknown) => work(null);
    Object.defineProperty(navigator, 'locks', { configurable: true, value: { request } });
    const { latch, shown } = await openBeside(todo);
    await waitFor(() => expect(shown()).toBe('New'));
    expect(latch.todos.get(todo.id)?.notes).toBe('Old');
    inOtherTab(todo, null);
    await waitFor(() => expect(shown()).toBe('Old'));
    Reflect.deleteProperty(navigator, 'locks');
  });

  it('give way to what this page writes over them, which asks nothing', async () => {
    const todo = aTodo({ notes: 'Old' });
    const { latch, client, replica, page, shown } = await openBeside(todo);
    inOtherTab(todo, 'New');
    const seen = replica.shown.live(todo.id)!;
    latch.changeElsewhere(todo.id, { title: 'Another title' });
    await readChanges(client);
    void page.current.saveNotes(seen, 'New, and more', uuidv7());
    expect(shown()).toBe('New, and more');
    await untilSent(client);
    expect(latch.todos.get(todo.id)).toMatchObject({ notes: 'New, and more', title: 'Another title' });
    expect(shown()).toBe('New, and more');
    expect(syncedReplica(client, USER_ID).keptChanges.refused.get()).toEqual([]);
  });

  it('are not shown where they were refused, or wait for a choice, or when the page is another person’s', async () => {
    const todo = aTodo({ notes: 'Old' });
    const { client, shown, unmount } = await openBeside(todo);
    inOtherTab(todo, 'New');
    markNotesRefused(USER_ID, todo.id);
    act(() => void dispatchEvent(new StorageEvent('storage', { key: draftOf(todo), newValue: '{}' })));
    expect(shown()).toBe('Old');

    const { refused } = syncedReplica(client, USER_ID).keptChanges;
    const change = {
      id: todo.id,
      made: ['update', todo, { notes: 'New' }],
      written: [],
      did: '',
      fails: '',
      about: [],
    };
    const conflict = { theirs: todo, mine: { notes: 'New' } };
    const entry = {
      id: todo.id,
      change: { ...change, undoable: true },
      subject: { table: 'todos', id: todo.id, title: '' },
    };
    void refused.add({ ...entry, at: '', reason: '', conflict } as unknown as RefusedChange);
    inOtherTab(todo, 'New');
    expect(shown()).toBe('Old');
    refused.remove(todo.id);
    inOtherTab(todo, 'New');
    expect(shown()).toBe('New');
    unmount();
    expect(shown()).toBe('Old');
  });
});

describe('notes that two tabs of this browser wrote', () => {
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
