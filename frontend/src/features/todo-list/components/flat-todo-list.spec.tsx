import { screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { outlineQueries } from '../../../model/outline/outline-queries';
import { todoQueries } from '../../../model/todos/todo-queries';
import { createQueryClient } from '../../../shared/api/query-client';
import { USER_ID } from '../../../testing/fake-latch';
import { aLabel } from '../../../testing/outline-builder';
import { renderApp } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import { aCompletedTodo, aTodo } from '../../../testing/todo-builder';
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
  const query = todoQueries.completed(USER_ID);
  const { user } = renderApp(
    <FlatTodoList userId={USER_ID} query={query} label="Done" completed empty="" {...callbacks} />,
  );

  expect(await screen.findByRole('heading', { name: '20 Nov 2019' })).toBeVisible();
  expect(screen.getByRole('heading', { name: '19 Nov 2019' })).toBeVisible();
  expect(titles()).toEqual(['A', 'B']);
  await user.click(screen.getByRole('checkbox', { name: 'A' }));

  await waitFor(() => expect(titles()).toEqual(['B']));
});

it('adds with the label it is of, and says which project each is in', async () => {
  const label = aLabel({ name: 'waiting' });
  const latch = serveLatch(aTodo({ title: 'Older', labelIds: [label.id] }), aTodo({ title: 'Other' })).with(label);
  const client = createQueryClient();
  await client.fetchQuery(outlineQueries.outline(USER_ID));
  const query = todoQueries.label(USER_ID, label.id);
  const adds = { labelIds: [label.id] };
  const { user } = renderApp(
    <FlatTodoList userId={USER_ID} query={query} label="waiting" adds={adds} empty="" {...callbacks} />,
    client,
  );
  await screen.findByRole('checkbox', { name: 'Older' });

  await user.type(screen.getByRole('textbox', { name: 'Add a todo' }), 'Newer{Enter}');

  expect(titles()).toEqual(['Newer', 'Older']);
  expect(screen.getAllByRole('listitem')[1]).toHaveTextContent('Inbox');
  await waitFor(() => expect([...latch.todos.values()].at(-1)).toMatchObject({ title: 'Newer', labelIds: [label.id] }));
});
