import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { createQueryClient } from '../shared/api/query-client';
import { ada, serveAccount } from '../testing/fake-account';
import { renderApp } from '../testing/render';
import { serveLatch } from '../testing/server';
import { createAppRouter } from './router';

afterEach(() => sessionStorage.clear());

function open(parameters: Record<string, string>, isSignedIn = true) {
  serveAccount(isSignedIn ? ada : null);
  const latch = serveLatch();
  const history = createMemoryHistory({ initialEntries: [`/share?${new URLSearchParams(parameters)}`] });
  const page = renderApp(<RouterProvider router={createAppRouter(createQueryClient(), history)} />);
  const sent = () => latch.log.filter((entry) => entry.startsWith('POST'));
  return { ...page, history, latch, sent, todos: () => [...latch.todos.values()] };
}
const textbox = (name: string) => screen.findByRole<HTMLTextAreaElement>('textbox', { name });

it('writes what was shared into the fields of a todo, and adds it when the person says so', async () => {
  const { user, history, sent, todos } = open({ title: 'Best ferns p1', text: 'How to', url: 'https://example.com/' });
  await waitFor(async () => expect(await textbox('Todo')).toHaveValue('Best ferns p1'));
  expect(await textbox('Todo')).toHaveFocus();
  expect(await textbox('Notes')).toHaveValue('How to\n\nhttps://example.com/');
  expect(await screen.findByRole('button', { name: /Priority 1/ })).toBeVisible();
  expect(sent()).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Add todo' }));
  await waitFor(() => expect(todos()).toHaveLength(1));
  expect(todos()[0]).toMatchObject({ title: 'Best ferns', priority: 1, notes: 'How to\n\nhttps://example.com/' });
  await waitFor(() => expect(history.location.href).toBe('/inbox'));
});

it('asks what becomes of several lines', async () => {
  const { user, history, todos } = open({ text: 'Milk\nEggs' });
  const dialog = await screen.findByRole('dialog', { name: 'Add 2 todos' });
  expect(within(dialog).getAllByRole('listitem')).toHaveLength(2);
  await user.click(within(dialog).getByRole('button', { name: 'Add 2 todos' }));
  await waitFor(() => expect(todos().map(({ title }) => title)).toEqual(['Milk', 'Eggs']));
  await waitFor(() => expect(history.location.href).toBe('/inbox'));
});

it('puts the notes on the first of several todos', async () => {
  const { user, todos } = open({ title: 'Best ferns' });
  await user.type(await textbox('Notes'), 'From Ann');
  await screen.findByRole('button', { name: 'Add todo' });
  fireEvent.paste(await textbox('Todo'), {
    clipboardData: { getData: (type: string) => (type === 'text/html' ? '' : 'Milk\nEggs') },
  });
  await user.click(await screen.findByRole('button', { name: 'Add 2 todos' }));
  await waitFor(() =>
    expect(todos().map(({ title, notes }) => [title, notes])).toEqual([
      ['Milk', 'From Ann'],
      ['Eggs', ''],
    ]),
  );
});

it('begins anew with what is shared next', async () => {
  const { user, history } = open({ title: 'Best ferns', text: 'How to' });
  await user.type(await textbox('Notes'), '!');
  act(() => history.push('/share?title=Best+roses&text=Where+to'));
  await waitFor(async () => expect(await textbox('Todo')).toHaveValue('Best roses'));
  expect(await textbox('Notes')).toHaveValue('Where to');
});

it('asks about several lines no more once it is left', async () => {
  const { history } = open({ text: 'Milk\nEggs' });
  await screen.findByRole('dialog', { name: 'Add 2 todos' });
  act(() => history.push('/inbox'));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('adds nothing when it is cancelled', async () => {
  const { user, history, sent } = open({ title: 'Best ferns' });
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(history.location.href).toBe('/inbox'));
  expect(sent()).toEqual([]);
  expect(await textbox('Add a todo')).toHaveValue('');
});

it('is kept for who has to sign in first', async () => {
  const { history } = open({ title: 'Best ferns', text: 'a & b' }, false);
  await waitFor(() => expect(history.location.pathname).toBe('/sign-in'));
  const { next } = history.location.search ? Object.fromEntries(new URLSearchParams(history.location.search)) : {};
  const [path, search] = (next ?? '').split('?');
  expect([path, Object.fromEntries(new URLSearchParams(search))]).toEqual([
    '/share',
    { title: 'Best ferns', text: 'a & b' },
  ]);
});
