import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { retryNow } from '../../shared/api/until-answered';
import { createQueryClient } from '../../shared/api/query-client';
import { FakeLatch, USER_ID } from '../../testing/fake-latch';
import { aLabel, aProject } from '../../testing/outline-builder';
import { renderAppHook } from '../../testing/render';
import { serveLatch } from '../../testing/server';
import { aPosition, aTodo, INBOX_ID } from '../../testing/todo-builder';
import { useChanges } from '../changes/use-changes';
import { readReplica, untilSent } from '../../testing/read-replica';
import { todosInProject } from '../../replica/views';
import type { Todo } from './todo';
import { type TodoActions, useTodoActions } from './use-todo-actions';

/** More than one request takes, and fewer than two. */
const MANY = 722;

/** An Inbox of many todos, another project and a label. */
async function aLongList() {
  const todos = Array.from({ length: MANY }, (_, n) => aTodo({ title: `Todo ${n}`, position: aPosition(n) }));
  const [work, label] = [aProject({ name: 'Work' }), aLabel({ name: 'waiting' })];
  const latch = serveLatch(...todos).with(work, label);
  const client = createQueryClient();
  const replica = await readReplica(client);
  latch.log.length = 0;
  const { result } = renderAppHook(() => {
    return { actions: useTodoActions(USER_ID), changes: useChanges(USER_ID) };
  }, client);
  const shown = () => todosInProject(replica.shown, INBOX_ID);
  return {
    latch,
    todos,
    work,
    label,
    do: (action: (page: typeof result.current) => void) => act(() => action(result.current)),
    titles: () => shown().flatMap(({ title, completedAt }) => (completedAt === null ? [title] : [])),
    sent: () => latch.log.filter((entry) => !entry.startsWith('GET')),
    settled: () => untilSent(client),
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
    ['a due date', (actions, { todos }) => actions.setDate(todos, 'due', '2026-12-01')],
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
    expect(page.titles()).toEqual(page.todos.map(({ title }) => title));
    page.do(({ changes }) => changes.redo());
    await page.settled();
    expect(kept(page.latch)).toEqual(changed);
  });

  it('keeps their order where they move to', async () => {
    const { todos, work, ...page } = await aLongList();
    page.do(({ actions }) => actions.move(todos, { projectId: work.id }));
    await page.settled();
    expect(page.latch.lists.of(work.id).map(({ title }) => title)).toEqual(todos.map(({ title }) => title));
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
    const [first, second, again] = page.latch.names;
    expect([again === second, second === first]).toEqual([true, false]);
    expect([...page.latch.todos.values()].every(({ priority }) => priority === 1)).toBe(true);
  });
});
