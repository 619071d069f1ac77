import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Todo } from '../../../model/todos/todo';
import { showClock } from '../../../shared/formatters/dates';
import { createQueryClient } from '../../../shared/api/query-client';
import { USER_ID } from '../../../testing/fake-latch';
import { aProject } from '../../../testing/outline-builder';
import { readReplica, untilSent } from '../../../testing/read-replica';
import { renderApp } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import { aCompletedTodo, aSubtask, aTodo } from '../../../testing/todo-builder';
import { TodayList } from './today-list';

const TODAY = '2026-11-21';
const YESTERDAY = '2026-11-20';
const callbacks = { onOpen: vi.fn(), onAction: vi.fn() };

beforeEach(() => void vi.setSystemTime(new Date(2026, 10, 21, 12)));
afterEach(() => vi.useRealTimers());

async function open(...todos: Todo[]) {
  const latch = serveLatch(...todos);
  const client = createQueryClient();
  await readReplica(client);
  const app = renderApp(<TodayList userId={USER_ID} {...callbacks} />, client);
  return { latch, ...app };
}
const lines = () =>
  within(screen.getByRole('list'))
    .getAllByRole('listitem')
    .map((item) => within(item).queryByRole('checkbox')?.getAttribute('aria-label') ?? `# ${item.textContent}`);
const press = (user: Awaited<ReturnType<typeof open>>['user'], key: string) => user.keyboard(key);
const title = (name: string) => screen.getByRole('button', { name: new RegExp(`^${name}`) });

/** The machine sleeps, and the person comes back. */
function letADayPass() {
  vi.useFakeTimers({ now: new Date(2026, 10, 22, 9), toFake: ['Date'] });
  act(() => void document.dispatchEvent(new Event('visibilitychange')));
}

it('shows what is late above what is due today, and moves all of it to today by one key, in one request', async () => {
  const [first, second] = [aTodo({ title: 'Late', due: '2026-11-02' }), aTodo({ title: 'Later', due: YESTERDAY })];
  const { latch, user, client } = await open(
    first,
    second,
    aTodo({ title: 'Now', due: TODAY }),
    aTodo({ title: 'None' }),
  );
  expect(lines()).toEqual(['# Overdue 2Move all to today', 'Late', 'Later', '# Today', 'Now']);

  await press(user, 'o');

  expect(lines()).toEqual(['Late', 'Later', 'Now']);
  await untilSent(client);
  const sent = latch.log.filter((line) => !line.startsWith('GET'));
  expect(sent).toEqual([expect.stringContaining('POST /todos/bulk')]);
  expect(latch.todos.get(second.id)?.due).toBe(TODAY);
});

it('does the same by a button, and has neither where nothing is late', async () => {
  const { user } = await open(aTodo({ title: 'Late', due: YESTERDAY }));
  await user.click(screen.getByRole('button', { name: 'Move all to today' }));
  expect(lines()).toEqual(['Late']);
  expect(screen.queryByRole('button', { name: 'Move all to today' })).toBeNull();
});

it('adds for today, and says so', async () => {
  const { latch, user, client } = await open(aTodo({ title: 'Now', due: TODAY }));
  await user.type(screen.getByRole('textbox', { name: 'Add a todo for today' }), 'Water the ferns{Enter}');
  expect(lines()).toContain('Water the ferns');
  await untilSent(client);
  expect([...latch.todos.values()].at(-1)).toMatchObject({ title: 'Water the ferns', due: TODAY });
});

it('keeps what is completed today, ticked, until the day turns', async () => {
  const { user } = await open(aTodo({ title: 'Now', due: TODAY }), aTodo({ title: 'Other', due: TODAY }));
  await user.click(screen.getByRole('checkbox', { name: 'Now' }));
  expect(screen.getByRole('checkbox', { name: 'Now' })).toBeChecked();
  expect(lines()).toEqual(['Now', 'Other']);
  letADayPass();
  expect(lines()).toEqual(['# Overdue 1Move all to today', 'Other']);
});

it('names the parent of a subtask, and the project', async () => {
  const home = aProject({ name: 'Home' });
  const parent = aTodo({ title: 'Plan the trip', projectId: home.id });
  const latch = serveLatch(parent, aSubtask(parent, { title: 'Book the train', due: TODAY })).with(home);
  const client = createQueryClient();
  await readReplica(client);
  renderApp(<TodayList userId={USER_ID} {...callbacks} />, client);
  expect(await screen.findByRole('listitem')).toHaveTextContent('Book the trainDue TodaySubtask of Plan the tripHome');
  latch.changeElsewhere(parent.id, { title: 'Plan the journey' });
  await untilSent(client);
  expect(screen.getByRole('listitem')).toHaveTextContent('Subtask of Plan the journey');
});

it('says something kind when nothing is due, and what comes next', async () => {
  const next = aTodo({ title: 'Book the train', due: '2026-11-22' });
  const { user } = await open(next, aCompletedTodo({ due: YESTERDAY, completedAt: '2026-11-20T12:00:00.000Z' }));
  expect(screen.getByText('Nothing is due today')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Book the train' }));
  expect(callbacks.onOpen).toHaveBeenCalledWith(next.id);
  expect(screen.getByText(', Tomorrow.')).toBeVisible();
});

it('says that all is done below what was done today', async () => {
  const { user } = await open(aTodo({ title: 'Now', due: TODAY }));
  expect(screen.queryByText('All done for today')).toBeNull();
  await user.click(screen.getByRole('checkbox', { name: 'Now' }));
  expect(screen.getByText('All done for today')).toBeVisible();
  expect(lines()).toEqual(['Now']);
});

it('leaves the times of what it moves, and shows them by the clock of the person', async () => {
  const { latch, user, client } = await open(
    aTodo({ title: 'Now', due: TODAY }),
    aTodo({ title: 'At nine', due: `${YESTERDAY}T09:00` }),
    aTodo({ title: 'There', due: '2026-11-21T23:30[America/Los_Angeles]' }),
  );
  act(() => showClock({ zone: 'Asia/Tokyo', dayStart: 0 }));
  expect(lines()).toEqual(['# Overdue 1Move all to today', 'At nine', '# Today', 'Now']);
  await press(user, 'o');
  expect(lines()).toEqual(['At nine', 'Now']);
  await untilSent(client);
  expect([...latch.todos.values()].map(({ due }) => due)).toContain(`${TODAY}T09:00`);
  act(() => showClock({ zone: 'America/Los_Angeles', dayStart: 0 }));
  expect(lines()).toEqual(['At nine', 'There', 'Now']);
  act(() => showClock(undefined));
});

it('moves what is at hand, or all that is selected, by a day or a week', async () => {
  const [ask, book] = [aTodo({ title: 'Ask', due: TODAY }), aTodo({ title: 'Book', due: YESTERDAY })];
  const { latch, user, client } = await open(ask, book, aTodo({ title: 'Call', due: TODAY }));
  act(() => title('Ask').focus());
  await press(user, '{Shift>}{ArrowRight}{/Shift}');
  await waitFor(() => expect(lines()).not.toContain('Ask'));
  await press(user, '{Control>}a{/Control}{Alt>}{Shift>}{ArrowRight}{/Shift}{/Alt}');
  await untilSent(client);
  expect([...latch.todos.values()].map(({ due }) => due)).toEqual(['2026-11-22', '2026-11-27', '2026-11-28']);
  expect(latch.log.filter((line) => line.startsWith('POST /todos/bulk'))).toHaveLength(2);
});

it('turns with the day and takes nothing: neither the focus, nor a selection, nor what is being typed', async () => {
  const { user } = await open(
    aTodo({ title: 'Ask', due: TODAY }),
    aTodo({ title: 'Book', due: TODAY }),
    aTodo({ title: 'Call', due: '2026-11-22' }),
  );
  await user.type(screen.getByRole('textbox', { name: 'Add a todo for today' }), 'Half a thou');
  act(() => title('Ask').focus());
  await press(user, 'x');
  const row = screen.getByRole('checkbox', { name: 'Ask' }).closest('li');

  letADayPass();

  expect(lines()).toEqual(['# Overdue 2Move all to today', 'Ask', 'Book', '# Today', 'Call']);
  expect(screen.getByRole('checkbox', { name: 'Ask' }).closest('li')).toBe(row);
  expect(row).toHaveAttribute('data-selected');
  expect(title('Ask')).toHaveFocus();
  expect(screen.getByRole('textbox', { name: 'Add a todo for today' })).toHaveValue('Half a thou');
});

it('turns with the day under a title that is being edited', async () => {
  const { user } = await open(aTodo({ title: 'Ask', due: TODAY }), aTodo({ title: 'Book', due: TODAY }));
  act(() => title('Book').focus());
  await press(user, '{F2}');
  const field = await screen.findByRole('textbox', { name: 'Title of Book' });
  await user.type(field, ' the tr');
  letADayPass();
  expect(field).toHaveFocus();
  expect(field).toHaveValue('Book the tr');
});
