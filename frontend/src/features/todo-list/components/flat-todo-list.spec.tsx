import { screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { readChanges, readReplica } from '../../../testing/read-replica';
import { createQueryClient } from '../../../shared/api/query-client';
import { USER_ID } from '../../../testing/fake-latch';
import { aLabel } from '../../../testing/outline-builder';
import { renderApp } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import { aCompletedTodo, aTodo } from '../../../testing/todo-builder';
import { completedView, labelView } from '../flat-list-views';
import { FlatTodoList } from './flat-todo-list';

const callbacks = { onOpen: vi.fn(), onAction: vi.fn() };
const titles = () => {
  const boxes = within(screen.getByRole('list')).getAllByRole('checkbox');
  return boxes.map((box) => box.getAttribute('aria-label'));
};

it('shows what is completed by day, and lets what is reopened leave', async () => {
  const [first, second] = [new Date(2019, 10, 20, 14), new Date(2019, 10, 19, 9)].map((date) => date.toISOString());
  serveLatch(
    aTodo({ title: 'Open' }),
    aCompletedTodo({ title: 'A', completedAt: first ?? '' }),
    aCompletedTodo({ title: 'B', completedAt: second ?? '' }),
  );
  const { user } = renderApp(
    <FlatTodoList userId={USER_ID} view={completedView} label="Done" empty="" {...callbacks} />,
  );

  expect(await screen.findByRole('heading', { name: '20 Nov 2019' })).toBeVisible();
  expect(screen.getByRole('heading', { name: '19 Nov 2019' })).toBeVisible();
  expect(titles()).toEqual(['A', 'B']);
  await user.click(screen.getByRole('checkbox', { name: 'A' }));

  await waitFor(() => expect(titles()).toEqual(['B']));
});

it('goes on with what was completed before the time that the replica has', async () => {
  const done = [20, 19, 18].map((day) =>
    aCompletedTodo({ title: `${day}`, completedAt: new Date(2019, 10, day).toISOString() }),
  );
  const latch = serveLatch(...done);
  latch.store.longCompleted.add(done[1]?.id ?? '').add(done[2]?.id ?? '');
  const { user, client } = renderApp(
    <FlatTodoList userId={USER_ID} view={completedView} label="Done" empty="" {...callbacks} />,
  );
  await user.click(await screen.findByRole('button', { name: 'Show more' }));
  await waitFor(() => expect(titles()).toEqual(['20', '19', '18']));

  // The feed says of what changed there that it is gone, which it may be or not.
  latch.changeElsewhere(done[1]?.id ?? '', { title: 'Renamed' });
  latch.deleteElsewhere(done[2]?.id ?? '');
  await readChanges(client);
  await waitFor(() => expect(titles()).toEqual(['20', 'Renamed']));
});

it('adds with the label it is of, and says which project each is in', async () => {
  const label = aLabel({ name: 'waiting' });
  const latch = serveLatch(aTodo({ title: 'Older', labelIds: [label.id] }), aTodo({ title: 'Other' })).with(label);
  const client = createQueryClient();
  await readReplica(client);
  const adds = { labelIds: [label.id] };
  const { user } = renderApp(
    <FlatTodoList userId={USER_ID} view={labelView(label.id)} label="waiting" adds={adds} empty="" {...callbacks} />,
    client,
  );
  await screen.findByRole('checkbox', { name: 'Older' });

  await user.type(screen.getByRole('textbox', { name: 'Add a todo' }), 'Newer{Enter}');

  expect(titles()).toEqual(['Newer', 'Older']);
  expect(screen.getAllByRole('listitem')[1]).toHaveTextContent('Inbox');
  await waitFor(() => expect([...latch.todos.values()].at(-1)).toMatchObject({ title: 'Newer', labelIds: [label.id] }));
});
