import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { createQueryClient } from '../shared/api/query-client';
import { ada, serveAccount } from '../testing/fake-account';
import { aLabel, aProject, aSection } from '../testing/outline-builder';
import { renderApp } from '../testing/render';
import { serveLatch } from '../testing/server';
import { aCompletedTodo, aTodo } from '../testing/todo-builder';
import { createAppRouter } from './router';

const work = aProject({ name: 'Work' });
const office = aSection({ name: 'Office', projectId: work.id });
const phone = aLabel({ name: 'phone' });
const todos = [
  aTodo({ title: 'Call the café', labelIds: [phone.id] }),
  aTodo({ title: 'Order tiles', projectId: work.id, notes: 'Ask for:\n- the invoice\n- a receipt' }),
  aTodo({ title: 'Water the ferns' }),
  aCompletedTodo({ title: 'Call the bank' }),
];

function open(path: string, prepare: (latch: ReturnType<typeof serveLatch>) => void = () => undefined) {
  serveAccount(ada);
  const latch = serveLatch(...todos);
  latch.with(work, office, phone);
  prepare(latch);
  const history = createMemoryHistory({ initialEntries: ['/trash', path], initialIndex: 1 });
  const client = createQueryClient();
  const page = renderApp(<RouterProvider router={createAppRouter(client, history)} />, client);
  return { ...page, history, latch };
}
const field = () => screen.findByRole('searchbox', { name: 'Search todos' });
const titles = () =>
  within(screen.getByRole('list', { name: 'Todos found' }))
    .getAllByRole('checkbox')
    .map((box) => box.getAttribute('aria-label'));
const marked = () => Array.from(document.querySelectorAll('main mark'), ({ textContent }) => textContent);

it('finds what the address asks for, what is open first, and marks it', async () => {
  open('/search?query=call');
  await waitFor(() => expect(titles()).toEqual(['Call the café', 'Call the bank']));
  expect(screen.getByRole('heading', { name: 'Completed' })).toBeVisible();
  expect(marked()).toEqual(['Call', 'Call']);
  expect(await screen.findByText('2 todos')).toBeVisible();
  expect(await field()).toHaveValue('call');
  expect(await field()).toHaveFocus();
});

it('finds as one types, with slips, and puts it into the address without a step back', async () => {
  const { user, history } = open('/search');
  await screen.findByText('Search your todos');
  await user.type(await field(), 'cafe clal');
  await waitFor(() => expect(titles()).toEqual(['Call the café']));
  expect(marked()).toEqual(['Call', 'café']);
  await waitFor(() => expect(new URLSearchParams(history.location.search).get('query')).toBe('cafe clal'));
  act(() => history.back());
  expect(await screen.findByRole('heading', { level: 1, name: 'Trash' })).toBeVisible();
});

it('shows again what was typed before, when the address asks for it after something else', async () => {
  const { user, history } = open('/search');
  await user.type(await field(), 'ferns');
  await waitFor(() => expect(history.location.search).toBe('?query=ferns'));
  act(() => history.push('/search?query=tiles'));
  await waitFor(() => expect(titles()).toEqual(['Order tiles']));
  act(() => history.push('/search?query=ferns'));
  await waitFor(() => expect(titles()).toEqual(['Water the ferns']));
  expect(await field()).toHaveValue('ferns');
});

it('shows the line of the notes in which it was found', async () => {
  open('/search?query=invoice');
  await waitFor(() => expect(titles()).toEqual(['Order tiles']));
  expect(screen.getByText('invoice').closest('span[dir]')).toHaveTextContent(/^- the invoice$/);
});

it('leads to projects, sections and labels that match', async () => {
  open('/search?query=o');
  const names = within(await screen.findByRole('navigation', { name: 'Projects, sections and labels' }));
  expect(names.getByRole('link', { name: /Office.*Work/ })).toHaveAttribute('href', `/projects/${work.id}`);
  expect(names.queryByRole('link', { name: 'phone' })).toBeNull();
});

it('says what would help where nothing is found or can be searched for', async () => {
  const { user } = open('/search?query=zebra');
  expect(await screen.findByText('No todos found')).toBeVisible();
  await user.clear(await field());
  await user.type(await field(), '?!');
  expect(await screen.findByText('Nothing to search for yet')).toBeVisible();
});

it('takes a number in the address for text, and no more than can be searched for', async () => {
  const { user } = open('/search?query=2024');
  expect(await field()).toHaveValue('2024');
  await user.clear(await field());
  await user.click(await field());
  await user.paste('x'.repeat(300));
  expect(await field()).toHaveValue('x'.repeat(200));
  expect(await screen.findByText('Only the first 200 characters are searched for.')).toBeVisible();
});

it('leads from the field to the results, where the keys of lists work', async () => {
  const { user } = open('/search?query=the');
  await waitFor(() => expect(titles()).toHaveLength(4));
  const [first, second] = titles();
  await user.type(await field(), '{Enter}');
  const inFocus = () => document.activeElement?.closest('[data-todo-id]')?.querySelector('input');
  await waitFor(() => expect(inFocus()).toHaveAttribute('aria-label', first));
  await user.keyboard('j');
  await waitFor(() => expect(inFocus()).toHaveAttribute('aria-label', second));
  await user.keyboard('e');
  await waitFor(() => expect(screen.getByRole('checkbox', { name: second! })).toBeChecked());
  expect(titles().slice(-2)).toContain(second);
  await user.keyboard('/');
  expect(await field()).toHaveFocus();
});

it('finds what only the server has, and says that it is from there', async () => {
  const { user } = open('/search?query=bill', (latch) => {
    for (const id of ['old', 'older']) {
      latch.store.todos.set(id, aCompletedTodo({ id, title: `The ${id} bill` }));
      latch.store.longCompleted.add(id);
    }
  });
  await waitFor(() => expect(titles()).toHaveLength(2));
  expect(screen.getByRole('heading', { name: 'Completed, from the server' })).toBeVisible();
  expect(marked()).toEqual(['bill', 'bill']);
  await user.click(screen.getByRole('checkbox', { name: 'The old bill' }));
  await waitFor(() => expect(screen.getByRole('checkbox', { name: 'The old bill' })).not.toBeChecked());
  expect(titles()).toEqual(['The old bill', 'The older bill']);
});

it('says what is not searched while nobody answers, and keeps what is here', async () => {
  const { user, latch } = open('/search');
  await waitFor(async () => expect(await field()).toHaveFocus());
  await screen.findByText('Search your todos');
  latch.be('unreachable');
  await user.type(await field(), 'fern');
  await waitFor(() => expect(titles()).toEqual(['Water the ferns']));
  expect(
    await screen.findByText(/Older completed todos, which only the server has, are not searched\./, undefined, {
      timeout: 60_000,
    }),
  ).toBeVisible();
  latch.be(null);
  await waitFor(() => expect(screen.queryByText(/are not searched/)).toBeNull(), { timeout: 60_000 });
});
