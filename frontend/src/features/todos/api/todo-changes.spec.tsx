import { act, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { FakeLatch, USER_ID } from '../../../testing/fake-latch';
import { renderAppHook } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import { aCompletedTodo, aTodo } from '../../../testing/todo-builder';
import { onSessionEnded, reportSessionRestored } from '../../../shared/api/session-events';
import { createQueryClient } from '../../../shared/api/query-client';
import type { Todo } from '../todo';
import type { TodoStatus } from '../todo-filters';
import { useClearCompleted } from './clear-completed';
import { newTodo, useCreateTodo } from './create-todo';
import { useDeleteTodo } from './delete-todo';
import { useRestoreCleared } from './restore-cleared';
import { useRestoreTodo } from './restore-todo';
import { matchesStatus } from '../todo-filters';
import { todosOf } from './todo-list-data';
import { todoQueries } from './todo-queries';
import { ConflictError, useUpdateTodo } from './update-todo';

/** Everything a page would have: the open list, the completed one, the counts, and the changes. */
async function aPage(...todos: Todo[]) {
  const latch = serveLatch(...todos);
  const client = createQueryClient();
  await Promise.all([
    client.fetchInfiniteQuery(todoQueries.list(USER_ID, { status: 'open', order: 'newest' })),
    client.fetchInfiniteQuery(todoQueries.list(USER_ID, { status: 'completed', order: 'newest' })),
    client.fetchQuery(todoQueries.counts(USER_ID)),
  ]);
  latch.log.length = 0;
  const refused = vi.fn<(error: Error) => void>();
  const { result } = renderAppHook(
    () => ({
      create: useCreateTodo(USER_ID, refused).mutate,
      update: useUpdateTodo(USER_ID, refused).mutate,
      delete: useDeleteTodo(USER_ID, refused).mutate,
      restore: useRestoreTodo(USER_ID, refused).mutate,
      clear: useClearCompleted(USER_ID, refused).mutateAsync,
      restoreCleared: useRestoreCleared(USER_ID, refused).mutate,
    }),
    client,
  );
  const shown = (status: TodoStatus) => {
    const data = client.getQueryData(todoQueries.list(USER_ID, { status, order: 'newest' }).queryKey);
    return data ? todosOf(data).filter((todo) => matchesStatus(todo, status)) : [];
  };
  return {
    latch,
    refused,
    changes: () => result.current,
    titles: (status: TodoStatus) => shown(status).map((todo) => todo.title),
    shownAs: (id: string) => [...shown('open'), ...shown('completed')].find((todo) => todo.id === id),
    counts: () => client.getQueryData(todoQueries.counts(USER_ID).queryKey),
    changesSent: () => latch.log.filter((entry) => !entry.startsWith('GET')),
    settled: () => waitFor(() => expect(client.isMutating() + client.isFetching()).toBe(0)),
  };
}

describe('creating', () => {
  it('shows it first and counts it before anyone answered, and keeps the backend’s word afterwards', async () => {
    const page = await aPage(aTodo({ title: 'Older' }));
    const release = page.latch.hold();
    const todo = newTodo('Newer');

    act(() => page.changes().create({ todo }));

    await waitFor(() => expect(page.titles('open')).toEqual(['Newer', 'Older']));
    expect(page.counts()).toEqual({ open: 2, completed: 0 });
    release();
    await page.settled();
    expect(page.shownAs(todo.id)).toMatchObject({ version: 1, title: 'Newer' });
  });

  it('takes it back when it is refused, and says why', async () => {
    const page = await aPage(aTodo({ title: 'Older' }));
    page.latch.refuseNext(FakeLatch.refusals.taken);

    act(() => page.changes().create({ todo: newTodo('Newer') }));

    await waitFor(() => expect(page.refused).toHaveBeenCalledOnce());
    expect(page.refused.mock.calls[0]?.[0]).toMatchObject({ status: 409, code: 'TODO_ID_TAKEN' });
    expect(page.titles('open')).toEqual(['Older']);
    expect(page.counts()).toEqual({ open: 1, completed: 0 });
  });

  it('sends an edit made before the answer after it, against the version the answer gave', async () => {
    const page = await aPage();
    const release = page.latch.hold();
    const todo = newTodo('Water');

    act(() => page.changes().create({ todo }));
    act(() => page.changes().update({ seen: todo, patch: { title: 'Water the ferns' } }));
    await waitFor(() => expect(page.titles('open')).toEqual(['Water the ferns']));
    release();
    await page.settled();

    expect(page.latch.todos.get(todo.id)).toMatchObject({ title: 'Water the ferns', version: 2 });
    expect(page.titles('open')).toEqual(['Water the ferns']);
  });

  it('does not fall back to the first text while the edit is still on its way', async () => {
    const page = await aPage();
    const todo = newTodo('Water');
    const releaseCreate = page.latch.hold();
    act(() => page.changes().create({ todo }));
    act(() => page.changes().update({ seen: todo, patch: { title: 'Water the ferns' } }));
    await waitFor(() => expect(page.changesSent()).toHaveLength(1));

    releaseCreate();
    const releaseUpdate = page.latch.hold();
    await waitFor(() => expect(page.changesSent()).toHaveLength(2));

    expect(page.titles('open')).toEqual(['Water the ferns']);
    releaseUpdate();
    await page.settled();
  });

  it('says a refused create once, not again for the edit that followed it', async () => {
    const page = await aPage();
    page.latch.refuseNext(FakeLatch.refusals.broken);
    const todo = newTodo('Water');

    act(() => page.changes().create({ todo }));
    act(() => page.changes().update({ seen: todo, patch: { title: 'Water the ferns' } }));
    await page.settled();

    expect(page.refused.mock.calls.map(([error]) => error.name)).toEqual(['ApiError', 'NeverCreatedError']);
    expect(page.changesSent()).toHaveLength(1);
    expect(page.titles('open')).toEqual([]);
  });
});

describe('updating', () => {
  it('moves a completed todo from one list and count to the other at once', async () => {
    const todo = aTodo({ title: 'Ferns' });
    const page = await aPage(todo);
    const release = page.latch.hold();

    act(() => page.changes().update({ seen: todo, patch: { completed: true } }));

    await waitFor(() => expect(page.titles('completed')).toEqual(['Ferns']));
    expect(page.titles('open')).toEqual([]);
    expect(page.counts()).toEqual({ open: 0, completed: 1 });
    release();
    await page.settled();
  });

  it('sends rapid edits one after the other, each against the version before it', async () => {
    const todo = aTodo({ title: 'One' });
    const page = await aPage(todo);

    act(() => page.changes().update({ seen: todo, patch: { title: 'Two' } }));
    act(() => page.changes().update({ seen: { ...todo, title: 'Two' }, patch: { title: 'Three' } }));
    act(() => page.changes().update({ seen: { ...todo, title: 'Three' }, patch: { completed: true } }));
    await page.settled();

    expect(page.refused).not.toHaveBeenCalled();
    expect(page.latch.log.filter((entry) => entry.startsWith('GET /0193'))).toEqual([]);
    expect(page.latch.todos.get(todo.id)).toMatchObject({ title: 'Three', version: 4 });
    expect(page.shownAs(todo.id)).toMatchObject({ title: 'Three', version: 4 });
  });

  it('takes back only the field that was refused', async () => {
    const todo = aTodo({ title: 'One', notes: 'Old' });
    const page = await aPage(todo);
    page.latch.refuseNext(FakeLatch.refusals.broken);

    act(() => page.changes().update({ seen: todo, patch: { title: 'Two' } }));
    act(() => page.changes().update({ seen: { ...todo, title: 'Two' }, patch: { notes: 'New' } }));
    await waitFor(() => expect(page.refused).toHaveBeenCalledOnce());
    await page.settled();

    expect(page.shownAs(todo.id)).toMatchObject({ title: 'One', notes: 'New' });
    expect(page.latch.todos.get(todo.id)).toMatchObject({ title: 'One', notes: 'New' });
  });

  it('gives the count back when completing is refused', async () => {
    const todo = aTodo();
    const page = await aPage(todo);
    page.latch.refuseNext(FakeLatch.refusals.broken);
    page.latch.be(null);

    act(() => page.changes().update({ seen: todo, patch: { completed: true } }));
    await waitFor(() => expect(page.refused).toHaveBeenCalledOnce());

    expect(page.counts()).toEqual({ open: 1, completed: 0 });
    expect(page.titles('completed')).toEqual([]);
  });

  it('lets both win when two devices changed different fields', async () => {
    const todo = aTodo({ title: 'Mine', notes: '' });
    const page = await aPage(todo);
    page.latch.changeElsewhere(todo.id, { notes: 'Theirs' });

    act(() => page.changes().update({ seen: todo, patch: { title: 'Mine, changed' } }));
    await page.settled();

    expect(page.refused).not.toHaveBeenCalled();
    expect(page.latch.todos.get(todo.id)).toMatchObject({ title: 'Mine, changed', notes: 'Theirs' });
    expect(page.shownAs(todo.id)).toMatchObject({ title: 'Mine, changed', notes: 'Theirs' });
  });

  it('writes nothing and hands back both texts when two devices changed the same field', async () => {
    const todo = aTodo({ title: 'Before' });
    const page = await aPage(todo);
    page.latch.changeElsewhere(todo.id, { title: 'Theirs' });

    act(() => page.changes().update({ seen: todo, patch: { title: 'Mine' } }));
    await waitFor(() => expect(page.refused).toHaveBeenCalledOnce());

    const error = page.refused.mock.calls[0]?.[0];
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ mine: { title: 'Mine' }, theirs: { title: 'Theirs', version: 2 } });
    expect(page.latch.todos.get(todo.id)).toMatchObject({ title: 'Theirs', version: 2 });
  });

  it('sees the clash also when its own later change had caught up with the other device', async () => {
    const todo = aTodo({ title: 'Before' });
    const page = await aPage(todo);
    page.latch.changeElsewhere(todo.id, { title: 'Theirs' });

    act(() => page.changes().update({ seen: todo, patch: { completed: true } }));
    act(() => page.changes().update({ seen: todo, patch: { title: 'Mine' } }));
    await page.settled();

    expect(page.refused.mock.calls[0]?.[0]).toBeInstanceOf(ConflictError);
    expect(page.latch.todos.get(todo.id)?.title).toBe('Theirs');
  });

  it('is content when the answer was lost and the change had arrived', async () => {
    const todo = aTodo({ title: 'Before' });
    const page = await aPage(todo);
    page.latch.changeElsewhere(todo.id, { title: 'Mine' });

    act(() => page.changes().update({ seen: todo, patch: { title: 'Mine' } }));
    await page.settled();

    expect(page.refused).not.toHaveBeenCalled();
    expect(page.shownAs(todo.id)?.title).toBe('Mine');
  });
});

describe('deleting and restoring', () => {
  it('goes at once and comes back where it was', async () => {
    const [first, second, third] = [aTodo({ title: 'A' }), aTodo({ title: 'B' }), aTodo({ title: 'C' })];
    const page = await aPage(first, second, third);

    act(() => page.changes().delete({ todo: second }));
    await waitFor(() => expect(page.titles('open')).toEqual(['A', 'C']));
    expect(page.counts()).toEqual({ open: 2, completed: 0 });
    await page.settled();
    expect(page.latch.todos.has(second.id)).toBe(false);

    act(() => page.changes().restore({ todo: second }));
    await waitFor(() => expect(page.titles('open')).toEqual(['A', 'B', 'C']));
    await page.settled();

    expect(page.latch.todos.has(second.id)).toBe(true);
    expect(page.counts()).toEqual({ open: 3, completed: 0 });
    expect(page.refused).not.toHaveBeenCalled();
  });

  it('stays gone when the answer to an edit before it arrives', async () => {
    const todo = aTodo();
    const page = await aPage(todo);
    const release = page.latch.hold();
    act(() => page.changes().update({ seen: todo, patch: { title: 'Edited' } }));
    act(() => page.changes().delete({ todo }));
    await waitFor(() => expect(page.changesSent()).toHaveLength(1));
    expect(page.titles('open')).toEqual([]);

    release();
    const releaseDelete = page.latch.hold();
    await waitFor(() => expect(page.changesSent()).toHaveLength(2));

    expect(page.titles('open')).toEqual([]);
    releaseDelete();
    await page.settled();
  });

  it('comes back when deleting is refused', async () => {
    const todo = aTodo({ title: 'A' });
    const page = await aPage(todo, aTodo({ title: 'B' }));
    page.latch.refuseNext(FakeLatch.refusals.broken);

    act(() => page.changes().delete({ todo }));
    await waitFor(() => expect(page.refused).toHaveBeenCalledOnce());

    expect(page.titles('open')).toEqual(['A', 'B']);
    expect(page.counts()).toEqual({ open: 2, completed: 0 });
  });

  it('is content when somebody else deleted it first', async () => {
    const todo = aTodo();
    const page = await aPage(todo);
    page.latch.todos.delete(todo.id);

    act(() => page.changes().delete({ todo }));
    await page.settled();

    expect(page.refused).not.toHaveBeenCalled();
    expect(page.titles('open')).toEqual([]);
  });
});

describe('clearing what is completed', () => {
  it('clears after what was completed just before, and brings the batch back', async () => {
    const [open, done] = [aTodo({ title: 'Open' }), aCompletedTodo({ title: 'Done' })];
    const page = await aPage(open, done);

    act(() => page.changes().update({ seen: open, patch: { completed: true } }));
    const todos = [done, { ...open, completedAt: '2026-11-21T12:00:00.000Z' }];
    const { count, deletedAt } = await act(() => page.changes().clear({ todos, count: 2 }));
    expect(count).toBe(2);
    expect([...page.latch.todos]).toEqual([]);
    expect(page.titles('completed')).toEqual([]);

    act(() => page.changes().restoreCleared({ todos, count: 2, deletedAt }));
    await waitFor(() => expect(page.titles('completed')).toHaveLength(2));
    await page.settled();

    expect(page.latch.todos.size).toBe(2);
    expect(page.counts()).toEqual({ open: 0, completed: 2 });
  });

  it('brings everything back when it is refused', async () => {
    const done = aCompletedTodo({ title: 'Done' });
    const page = await aPage(done);
    page.latch.refuseNext(FakeLatch.refusals.broken);

    await act(() =>
      page
        .changes()
        .clear({ todos: [done], count: 1 })
        .catch(() => {}),
    );

    expect(page.titles('completed')).toEqual(['Done']);
    expect(page.counts()).toEqual({ open: 0, completed: 1 });
  });
});

describe('when nobody answers', () => {
  it('keeps what was typed on the screen, and sends it once when somebody answers again', async () => {
    const page = await aPage();
    page.latch.be('unreachable');
    const todo = newTodo('Typed in a tunnel');

    act(() => page.changes().create({ todo }));
    await waitFor(() => expect(page.changesSent()).toHaveLength(1));
    expect(page.titles('open')).toEqual(['Typed in a tunnel']);
    page.latch.be(null);
    globalThis.dispatchEvent(new Event('online'));
    await page.settled();

    expect(page.refused).not.toHaveBeenCalled();
    expect([...page.latch.todos.keys()]).toEqual([todo.id]);
    expect(page.titles('open')).toEqual(['Typed in a tunnel']);
  });

  it('keeps and resends what a session ended under, after the same person signed in again', async () => {
    const todo = aTodo({ title: 'Before' });
    const page = await aPage(todo);
    page.latch.be(FakeLatch.refusals.signedOut);
    const ended = new Promise<void>((resolve) => onSessionEnded(resolve));

    act(() => page.changes().update({ seen: todo, patch: { title: 'Typed while signed out' } }));
    await ended;
    expect(page.titles('open')).toEqual(['Typed while signed out']);
    page.latch.be(null);
    reportSessionRestored(USER_ID);
    await page.settled();

    expect(page.refused).not.toHaveBeenCalled();
    expect(page.latch.todos.get(todo.id)?.title).toBe('Typed while signed out');
    expect(page.titles('open')).toEqual(['Typed while signed out']);
  });

  it('lets no list read in between take the change off the screen', async () => {
    const page = await aPage();
    page.latch.be('unreachable');
    const client = createQueryClient();
    act(() => page.changes().create({ todo: newTodo('Typed in a tunnel') }));
    await waitFor(() => expect(page.changesSent()).toHaveLength(1));

    const reading = client.fetchInfiniteQuery(todoQueries.list(USER_ID, { status: 'all', order: 'newest' }));
    page.latch.be(null);
    globalThis.dispatchEvent(new Event('online'));

    expect(todosOf(await reading).map((todo) => todo.title)).toEqual(['Typed in a tunnel']);
  });
});
