import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createQueryClient } from '../shared/api/query-client';
import { ada, serveAccount } from '../testing/fake-account';
import type { FakeLatch } from '../testing/fake-latch';
import { aLabel, aProject } from '../testing/outline-builder';
import { renderApp } from '../testing/render';
import { serveLatch } from '../testing/server';
import { aCompletedTodo, aTodo } from '../testing/todo-builder';
import { createAppRouter } from './router';

const work = aProject({ name: 'Work' });
const phone = aLabel({ name: 'phone' });
const bank = aTodo({ title: 'Call the bank', labelIds: [phone.id], due: '2026-11-20' });
const tiles = aTodo({ title: 'Order tiles', projectId: work.id });
const train = aCompletedTodo({ title: 'Book the train', due: '2026-11-20', completedAt: '2026-11-20T08:00:00.000Z' });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-20T09:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

async function open(path: string, ...others: Parameters<FakeLatch['with']>) {
  serveAccount(ada);
  const latch = serveLatch(bank, tiles, train).with(work, phone, ...others);
  const history = createMemoryHistory({ initialEntries: [path] });
  const client = createQueryClient();
  const page = renderApp(<RouterProvider router={createAppRouter(client, history)} />, client);
  await waitFor(() => expect(document.documentElement.dataset.loaded).toBe(''));
  return { ...page, latch, history };
}
const focusOn = (title: string) =>
  screen
    .getByRole('checkbox', { name: title })
    .closest('[data-todo-id]')!
    .querySelector<HTMLElement>('[data-todo-title]')!
    .focus();
const dialog = (name: string) => screen.findByRole('dialog', { name });

it.each([
  ['/today', 'Call the bank', 'overdue | today', /^It is due Today\.$/],
  ['/upcoming', 'Call the bank', 'overdue | today | due after: today', /^It is due Today\.$/],
  [`/projects/${work.id}`, 'Order tiles', '#Work', 'It is in the project “Work”.'],
  ['/inbox', 'Call the bank', '#Inbox', 'It is in the project “Inbox”.'],
  [`/labels/${phone.id}`, 'Call the bank', '@phone', 'It has the label “phone”.'],
  ['/completed', 'Book the train', 'is:completed', 'It is completed.'],
])('on %s says why %s is there, and opens the page as the filter %s', async (path, title, query, because) => {
  const { user, history } = await open(path);
  await screen.findByRole('checkbox', { name: title });
  focusOn(title);
  await user.keyboard('w');
  const said = await dialog('Why is this here?');
  expect(said).toHaveAccessibleDescription(title);
  expect(within(said).getAllByText(because).length).toBeGreaterThan(0);
  await user.click(within(said).getByRole('button', { name: / as a filter$/ }));
  await waitFor(() => expect(history.location.pathname).toBe('/filter'));
  expect(new URLSearchParams(history.location.search).get('query')).toBe(query);
  expect(await screen.findByRole('checkbox', { name: title })).toBeVisible();
});

it('finds a todo that is not here, says what keeps it away, and changes that in one step', async () => {
  const { user, latch } = await open('/today');
  await screen.findByRole('checkbox', { name: 'Call the bank' });
  (document.activeElement as HTMLElement | null)?.blur();
  await user.keyboard('w');
  const field = await screen.findByRole('combobox', { name: 'Why is a todo in Today, or not?' });
  await user.type(field, 'tiles');
  await user.keyboard('{Enter}');
  const said = await dialog('Why is this not here?');
  expect(within(said).getAllByText('It has no due date.')).toHaveLength(2);
  await user.click(within(said).getByRole('button', { name: 'Set its due date to Today' }));
  expect(await dialog('Why is this here?')).toHaveAccessibleDescription('Order tiles');
  await waitFor(() => expect(latch.todos.get(tiles.id)?.due).toBe('2026-11-20'));
});

it.each([
  ['#Work', 'Move it to “Work”', () => ({ projectId: work.id })],
  ['p1', 'Set its priority to p1', () => ({ priority: 1 })],
  ['no label', 'Remove the label “phone”', () => ({ labelIds: [] })],
  ['no due', 'Remove its due date', () => ({ due: null })],
])('takes the step that puts a todo into %s: %s', async (query, words, changes) => {
  const { user, latch } = await open(`/filter?query=${encodeURIComponent(`${query} | text:bank & is:subtask`)}`);
  await user.keyboard('w');
  await user.type(await screen.findByRole('combobox', { name: /^Why is a todo/ }), 'bank{Enter}');
  const said = await dialog('Why is this not here?');
  await user.click(within(said).getByRole('button', { name: words }));
  await dialog('Why is this here?');
  await waitFor(() => expect(latch.todos.get(bank.id)).toMatchObject(changes()));
});

it('says why what was completed today is still in Today', async () => {
  const { user } = await open('/today');
  await screen.findByRole('checkbox', { name: 'Book the train' });
  focusOn('Book the train');
  await user.keyboard('w');
  const said = await dialog('Why is this here?');
  expect(within(said).getByText('It was completed today. Today shows it until the day turns.')).toBeVisible();
  await user.click(within(said).getByRole('button', { name: 'Reopen it' }));
  await waitFor(() => expect(screen.queryByText(/^It was completed today/)).toBeNull());
  expect(await dialog('Why is this here?')).toBeVisible();
});

it('asks for a filter that can be read first', async () => {
  const { user } = await open('/filter?query=overude');
  await screen.findByRole('button', { name: 'Use overdue' });
  await user.keyboard('w');
  expect(await screen.findByText('This filter has an error. Change it first.')).toBeVisible();
});

it('says that another project has the same name', async () => {
  const { user } = await open(`/projects/${work.id}`, aProject({ name: 'work' }));
  await screen.findByRole('checkbox', { name: 'Order tiles' });
  focusOn('Order tiles');
  await user.keyboard('w');
  expect(await dialog('Why is this here?')).toHaveTextContent('Another project is called “Work”, too.');
});

it('asks for a filter first where there is none', async () => {
  const { user } = await open('/filter');
  await screen.findByRole('heading', { level: 1, name: 'Filter' });
  (document.activeElement as HTMLElement | null)?.blur();
  await user.keyboard('w');
  expect(await screen.findByText('This filter is empty. Type one first.')).toBeVisible();
});

it('is not offered where todos are not chosen by what they are', async () => {
  const { user } = await open('/trash');
  await screen.findByRole('heading', { level: 1, name: 'Trash' });
  await user.keyboard('w');
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByRole('combobox'), 'why is');
  expect(await screen.findByText('No results.')).toBeVisible();
});
