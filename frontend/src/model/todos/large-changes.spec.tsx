import { useInfiniteQuery } from '@tanstack/react-query';
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { retryNow, unsentCount } from '../../shared/api/outbox';
import { createQueryClient } from '../../shared/api/query-client';
import { FakeLatch, USER_ID } from '../../testing/fake-latch';
import { aLabel, aProject } from '../../testing/outline-builder';
import { renderAppHook } from '../../testing/render';
import { serveLatch } from '../../testing/server';
import { aTodo } from '../../testing/todo-builder';
import { useChanges } from '../changes/use-changes';
import { outlineQueries } from '../outline/outline-queries';
import { todosOf } from './list-data';
import type { Todo } from './todo';
import { todoQueries } from './todo-queries';
import { type TodoActions, useTodoActions } from './use-todo-actions';

/** More than one request takes, and fewer than two. */
const MANY = 722;
/** How many of them the list has loaded. */
const LOADED = 40;

const inbox = todoQueries.project(USER_ID, 'inbox');

/** An Inbox of many todos, another project and a label. */
async function aLongList() {
  const todos = Array.from({ length: MANY }, (_, n) => aTodo({ title: `Todo ${n}`, position: `a${1000 + n}` }));
  const [work, label] = [aProject({ name: 'Work' }), aLabel({ name: 'waiting' })];
  const latch = serveLatch(...todos).with(work, label);
  const client = createQueryClient();
  await client.fetchQuery(outlineQueries.outline(USER_ID));
  await client.fetchInfiniteQuery(inbox);
  latch.log.length = 0;
  const { result } = renderAppHook(() => {
    useInfiniteQuery(inbox);
    return { actions: useTodoActions(USER_ID), changes: useChanges(USER_ID) };
  }, client);
  const shown = () => todosOf(client.getQueryData(inbox.queryKey) ?? { pages: [] });
  return {
    latch,
    todos,
    work,
    label,
    do: (action: (page: typeof result.current) => void) => act(() => action(result.current)),
    titles: () => shown().flatMap(({ title, completedAt }) => (completedAt === null ? [title] : [])),
    sent: () => latch.log.filter((entry) => !entry.startsWith('GET')),
    settled: () => waitFor(() => expect(unsentCount() + client.isFetching()).toBe(0)),
  };
}
type LongList = Awaited<ReturnType<typeof aLongList>>;

/** What the backend has, but for what every change moves on. */
function kept({ todos }: FakeLatch): object[] {
  const bare = ({ version: _version, updatedAt: _updatedAt, ...rest }: Todo) => rest;
  return [...todos.values()].map(bare).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

describe('a change of more todos than one request takes', () => {
  it.each<[string, (actions: TodoActions, page: LongList) => void]>([
    ['completing', (actions, { todos }) => actions.setCompleted(todos, true)],
    ['a priority', (actions, { todos }) => actions.setPriority(todos, 1)],
    ['a due date', (actions, { todos }) => actions.setDue(todos, '2026-12-01')],
    ['labels', (actions, { todos, label }) => actions.setLabels(todos, { add: [label.id] })],
    ['moving', (actions, { todos, work }) => actions.move(todos, { projectId: work.id })],
    ['deleting', (actions, { todos }) => actions.remove(todos)],
  ])('%s is undone and redone as one', async (_what, change) => {
    const page = await aLongList();
    const first = kept(page.latch);

    page.do(({ actions }) => change(actions, page));
    await page.settled();
    const changed = kept(page.latch);
    expect(page.sent()).toHaveLength(2);
    expect(new Set(page.latch.store.changes.map(({ id }) => id)).size).toBe(1);

    page.do(({ changes }) => changes.undo());
    await page.settled();
    expect(kept(page.latch)).toEqual(first);
    expect(page.titles()).toEqual(page.todos.slice(0, LOADED).map(({ title }) => title));
    page.do(({ changes }) => changes.redo());
    await page.settled();
    expect(kept(page.latch)).toEqual(changed);
  });

  it('keeps their order where they move to', async () => {
    const { todos, work, ...page } = await aLongList();
    page.do(({ actions }) => actions.move(todos, { projectId: work.id }));
    await page.settled();
    const { items } = page.latch.lists.ofProject(work.id, new URLSearchParams(`limit=${MANY}`));
    expect(items.map(({ title }) => title)).toEqual(todos.map(({ title }) => title));
  });

  it('is taken back whole when a part of it is refused, and says so once', async () => {
    const { todos, ...page } = await aLongList();
    page.latch.deleteElsewhere(todos.at(-1)?.id ?? '');
    const first = kept(page.latch);
    page.do(({ actions }) => actions.setPriority(todos, 1));
    await page.settled();
    expect(kept(page.latch)).toEqual(first);
    expect(await screen.findAllByText(`${MANY} todos were not changed`)).toHaveLength(1);
  });

  it('goes on after an outage with what was not answered', async () => {
    const { todos, ...page } = await aLongList();
    page.latch.refuseNext(FakeLatch.refusals.outage, 1);
    page.do(({ actions }) => actions.setPriority(todos, 1));
    await waitFor(() => expect(page.sent()).toHaveLength(2));
    await waitFor(() => {
      retryNow();
      expect(page.sent()).toHaveLength(3);
    });
    await page.settled();
    expect(page.sent()[2]).toBe(page.sent()[1]);
    expect([...page.latch.todos.values()].every(({ priority }) => priority === 1)).toBe(true);
  });
});
