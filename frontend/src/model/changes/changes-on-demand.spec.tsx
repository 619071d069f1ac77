import { act, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { todosInProject } from '../../replica/views';
import { unsentCount } from '../../shared/api/unsent';
import { createQueryClient } from '../../shared/api/query-client';
import { USER_ID } from '../../testing/fake-latch';
import { readReplica, untilSent } from '../../testing/read-replica';
import { renderAppHook } from '../../testing/render';
import { serveLatch } from '../../testing/server';
import { aTodo, INBOX_ID } from '../../testing/todo-builder';
import { useAdding } from '../todos/use-adding';

let load = () => {};
const loading = new Promise<void>((resolve) => (load = resolve));
vi.mock(import('../todos/use-todo-actions'), async (original) => {
  await loading;
  return original();
});

const { useTodoActionsOnDemand, useUndoOnDemand } = await import('./changes-on-demand');

it('makes the changes that were asked for before it was loaded, in their order, and counts them as unsent', async () => {
  const todo = aTodo({ title: 'Ferns' });
  serveLatch(todo);
  const client = createQueryClient();
  const replica = await readReplica(client);
  const { result } = renderAppHook(() => {
    const { actions, onceLoaded } = useTodoActionsOnDemand(USER_ID);
    return { actions, onceLoaded, add: useAdding(USER_ID, actions), ...useUndoOnDemand(USER_ID) };
  }, client);
  const { actions, onceLoaded, add, undo } = result.current;
  const titles = () => todosInProject(replica.shown, INBOX_ID).map(({ title }) => title);

  act(() => {
    onceLoaded(() => void add({ title: 'One' }));
    onceLoaded(() => void add({ title: 'Two' }));
    actions.edit(todo, { title: 'Moss' });
    actions.setPriority(todo, 1);
    undo();
  });
  expect(titles()).toEqual(['Ferns']);
  expect(unsentCount()).toBe(5);

  await act(async () => load());
  await waitFor(() => expect(titles()).toEqual(['One', 'Two', 'Moss']));
  expect(await screen.findByText(/^Undid/)).toBeInTheDocument();
  expect(replica.shown.live(todo.id)?.priority).toBe(4);
  await untilSent(client);
  await waitFor(() => expect(unsentCount()).toBe(0));

  // From now on at once.
  act(() => actions.remove(todo));
  expect(titles()).toEqual(['One', 'Two']);
});
