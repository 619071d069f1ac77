import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { readReplica } from '../../../testing/read-replica';
import { createQueryClient } from '../../../shared/api/query-client';
import { USER_ID } from '../../../testing/fake-latch';
import { renderApp } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import { aCompletedTodo, aTodo } from '../../../testing/todo-builder';
import { ClearCompleted } from './clear-completed';

it('moves what is completed to Trash, after asking', async () => {
  const latch = serveLatch(aCompletedTodo(), aCompletedTodo(), aTodo());
  const { user } = renderApp(<ClearCompleted userId={USER_ID} />);
  await user.click(await screen.findByRole('button', { name: 'Clear completed' }));
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Clear all completed todos?' }));
  expect(latch.todos.size).toBe(3);
  await user.click(dialog.getByRole('button', { name: 'Clear' }));
  await waitFor(() => expect(latch.todos.size).toBe(1));
});

it('is not there when there is nothing to clear', async () => {
  serveLatch(aTodo());
  const client = createQueryClient();
  await readReplica(client);
  renderApp(<ClearCompleted userId={USER_ID} />, client);
  expect(screen.queryByRole('button')).toBeNull();
});
