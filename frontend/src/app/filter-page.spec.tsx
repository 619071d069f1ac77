import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { createQueryClient } from '../shared/api/query-client';
import { ada, serveAccount } from '../testing/fake-account';
import { aLabel, aProject } from '../testing/outline-builder';
import { renderApp } from '../testing/render';
import { serveLatch } from '../testing/server';
import { aCompletedTodo, aTodo } from '../testing/todo-builder';
import { createAppRouter } from './router';

const work = aProject({ name: 'Work' });
const phone = aLabel({ name: 'phone' });
const todos = [
  aTodo({ title: 'Call the bank', priority: 1, labelIds: [phone.id], due: '2026-11-20' }),
  aTodo({ title: 'Order tiles', priority: 1, projectId: work.id }),
  aTodo({ title: 'Water the ferns', notes: 'Not the bank of ferns' }),
  aCompletedTodo({ title: 'Book the train', priority: 1 }),
];

function open(path: string) {
  serveAccount(ada);
  serveLatch(...todos).with(work, phone);
  const history = createMemoryHistory({ initialEntries: ['/trash', path], initialIndex: 1 });
  const client = createQueryClient();
  const page = renderApp(<RouterProvider router={createAppRouter(client, history)} />, client);
  return { ...page, history };
}
const field = () => screen.findByRole('textbox', { name: 'Filter' });
const titles = () =>
  within(screen.getByRole('list', { name: 'Todos in this filter' }))
    .getAllByRole('checkbox')
    .map((box) => box.getAttribute('aria-label'));

it('shows the todos of the filter in its address, with their number', async () => {
  open('/filter?query=p1');
  await waitFor(() => expect(titles()).toEqual(['Call the bank', 'Order tiles']));
  expect(await screen.findByText('2 todos')).toBeVisible();
  expect(await field()).toHaveValue('p1');
});

it('counts what matches, while what was just completed is still there', async () => {
  const { user } = open('/filter?query=p1');
  await user.click(await screen.findByRole('checkbox', { name: 'Order tiles' }));
  expect(await screen.findByText('1 todo')).toBeVisible();
  await waitFor(() => expect(titles()).toEqual(['Call the bank']));
});

it('shows completed todos where they are asked for', async () => {
  open('/filter?query=is:completed');
  await waitFor(() => expect(titles()).toEqual(['Book the train']));
});

it('reads what is typed after a pause, into the address, and leaves one way back', async () => {
  const { user, history } = open('/filter');
  await user.type(await field(), 'text:bank & !@phone');
  await waitFor(() => expect(titles()).toEqual(['Water the ferns']));
  expect(new URLSearchParams(history.location.search).get('query')).toBe('text:bank & !@phone');
  act(() => history.back());
  expect(await screen.findByRole('heading', { level: 1, name: 'Trash' })).toBeVisible();
});

it('takes what the address says when that changes, and offers examples without a filter', async () => {
  const { user } = open('/filter');
  await user.click(await screen.findByRole('button', { name: 'today | overdue' }));
  await waitFor(() => expect(titles()).toEqual(['Call the bank']));
  expect(await field()).toHaveValue('today | overdue');
  expect(screen.queryByRole('heading', { name: 'Examples' })).toBeNull();
});

it('says what is wrong, and puts what is offered in its place', async () => {
  const { user } = open('/filter?query=p1, today');
  expect(await field()).toHaveAccessibleDescription('A comma is not an operator. Type | for or, & for and.');
  expect(screen.queryByRole('list', { name: 'Todos in this filter' })).toBeNull();
  expect(screen.queryByText('2 todos')).toBeNull();

  await user.click(screen.getByRole('button', { name: 'Use p1 | today' }));
  await waitFor(() => expect(titles()).toEqual(['Call the bank', 'Order tiles']));
  expect(await field()).toHaveValue('p1 | today');
  expect(await field()).toHaveFocus();
});

it('offers one filter in which all is mended that is wrong', async () => {
  const { user } = open('/filter?query=p1 %26 %26 nonsense (today');
  const offers = await screen.findAllByRole('button', { name: /^Use / });
  expect(offers.map(({ textContent }) => textContent)).toEqual(['Use p1 & text:nonsense & today']);
  await user.click(offers[0]!);
  expect(await screen.findByText('No todos in this filter')).toBeVisible();
});

it('says which names nothing has', async () => {
  const { user } = open('/filter?query=%23Wrok');
  expect(await screen.findByText('There is no project called “Wrok”.')).toBeVisible();
  expect(await screen.findByText('No todos in this filter')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Use #Work' }));
  await waitFor(() => expect(titles()).toEqual(['Order tiles']));
});

it('explains from the menu of a todo why it is here', async () => {
  const { user } = open('/filter?query=p1 %26 !today');
  const row = await screen.findByRole('checkbox', { name: 'Call the bank' });
  row.closest<HTMLElement>('[data-todo-id]')?.querySelector<HTMLElement>('[data-todo-title]')?.focus();
  await user.keyboard('.');
  await user.click(await screen.findByRole('menuitem', { name: 'Why is this here?' }));
  const dialog = await screen.findByRole('dialog', { name: 'Why is this here?' });
  expect(dialog).toHaveAccessibleDescription('Call the bank');
  expect(within(dialog).getByText('Its priority is p1.')).toBeVisible();
  expect(within(dialog).getByText(/^It is due .*20 Nov/)).toBeVisible();
});

it('is reached by its key from any page, with the focus in the field', async () => {
  const { user } = open('/trash');
  await screen.findByRole('heading', { level: 1, name: 'Trash' });
  await user.keyboard('f');
  const typed = await field();
  await waitFor(() => expect(typed).toHaveFocus());
});
