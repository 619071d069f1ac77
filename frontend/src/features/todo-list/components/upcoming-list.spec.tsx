import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Todo } from '../../../model/todos/todo';
import { createQueryClient } from '../../../shared/api/query-client';
import { USER_ID } from '../../../testing/fake-latch';
import { readReplica, untilSent } from '../../../testing/read-replica';
import { renderApp } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import { aTodo } from '../../../testing/todo-builder';
import type { Goal } from '../use-day-in-sight';
import { UpcomingList } from './upcoming-list';

const TODAY = '2026-11-20';
const callbacks = { onOpen: vi.fn(), onAction: vi.fn(), onThere: vi.fn(), onDay: vi.fn() };

beforeEach(() => void vi.setSystemTime(new Date(2026, 10, 20, 12)));
afterEach(() => vi.useRealTimers());

async function open(todos: Todo[], goal: Goal | null = null) {
  const latch = serveLatch(...todos);
  const client = createQueryClient();
  await readReplica(client);
  const app = renderApp(<UpcomingList userId={USER_ID} goal={goal} {...callbacks} />, client);
  return { latch, ...app };
}
/** The first lines, by their titles; headings begin with #. */
const lines = (count: number) =>
  within(screen.getByRole('list'))
    .getAllByRole('listitem')
    .slice(0, count)
    .map((item) => {
      const heading = within(item).queryByRole('heading', { level: 2 });
      return heading ? `# ${heading.textContent}` : within(item).getByRole('checkbox').getAttribute('aria-label');
    });
const title = (name: string) => screen.getByRole('button', { name: new RegExp(`^${name}`) });
const headingOf = (name: string) => screen.getByRole('heading', { level: 2, name });

it('shows every day from today on, with what is overdue folded up above', async () => {
  const { user } = await open([
    aTodo({ title: 'Late', due: '2026-11-02' }),
    aTodo({ title: 'Now', due: TODAY }),
    aTodo({ title: 'Soon', due: '2026-11-22' }),
  ]);
  const days = ['# Fri 20 Nov · Today', 'Now', '# Sat 21 Nov · Tomorrow', '# Sun 22 Nov', 'Soon'];
  expect(lines(6)).toEqual(['# Overdue 1', ...days]);
  await user.click(screen.getByRole('button', { name: 'Overdue todos' }));
  expect(lines(7)).toEqual(['# Overdue 1', 'Late', ...days]);
  await user.click(screen.getByRole('button', { name: 'Move all to today' }));
  expect(lines(3)).toEqual(['# Fri 20 Nov · Today', 'Late', 'Now']);
});

it('adds on any day, one after the other, until Escape', async () => {
  const { latch, user, client } = await open([aTodo({ title: 'Now', due: TODAY })]);
  await user.click(screen.getByRole('button', { name: 'Add a todo for Tomorrow' }));
  const field = screen.getByRole('textbox', { name: 'Add a todo for Tomorrow' });
  expect(field).toHaveFocus();
  await user.keyboard('Water the ferns{Enter}Book the train{Enter}');
  expect(field).toHaveFocus();
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(headingOf('Sat 21 Nov · Tomorrow')).toHaveFocus();
  expect(lines(5)).toEqual([
    '# Fri 20 Nov · Today',
    'Now',
    '# Sat 21 Nov · Tomorrow',
    'Water the ferns',
    'Book the train',
  ]);
  await untilSent(client);
  expect([...latch.todos.values()].slice(1).map(({ due }) => due)).toEqual(['2026-11-21', '2026-11-21']);
});

it('adds on the day in sight by the key', async () => {
  const { user } = await open([]);
  await user.keyboard('q');
  expect(screen.getByRole('textbox', { name: 'Add a todo for Today' })).toHaveFocus();
});

it('moves by a day and by a week, and the focus goes along', async () => {
  const { latch, user, client } = await open([
    aTodo({ title: 'Ask', due: TODAY }),
    aTodo({ title: 'Book', due: TODAY }),
    aTodo({ title: 'Call', due: '2026-11-21' }),
  ]);
  act(() => title('Ask').focus());
  for (let times = 0; times < 3; times += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one key after the other
    await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
    expect(title('Ask')).toHaveFocus();
  }
  await user.keyboard('{Alt>}{Shift>}{ArrowRight}{ArrowLeft}{/Shift}{/Alt}{Shift>}{ArrowLeft}{/Shift}');
  await waitFor(() => expect(title('Ask')).toHaveFocus());
  await untilSent(client);
  expect([...latch.todos.values()].map(({ due }) => due)).toEqual(['2026-11-22', TODAY, '2026-11-21']);
});

it('goes to a day that is far away, and gives its heading the focus', async () => {
  await open([aTodo({ title: 'Far', due: '2027-06-01' })], { day: '2027-06-01', focuses: true });
  await waitFor(() => expect(callbacks.onThere).toHaveBeenCalled());
  expect(headingOf('Tue 1 Jun 2027')).toHaveFocus();
});

it('turns with the day and takes nothing of what is being typed', async () => {
  const { user } = await open([aTodo({ title: 'Now', due: TODAY }), aTodo({ title: 'Soon', due: '2026-11-21' })]);
  await user.click(screen.getByRole('button', { name: 'Add a todo for Tomorrow' }));
  await user.keyboard('Half a thou');
  vi.useFakeTimers({ now: new Date(2026, 10, 21, 9), toFake: ['Date'] });
  act(() => void document.dispatchEvent(new Event('visibilitychange')));
  expect(screen.getByRole('textbox', { name: 'Add a todo for Today' })).toHaveFocus();
  expect(screen.getByRole('textbox')).toHaveValue('Half a thou');
  expect(
    screen
      .getAllByRole('heading', { level: 2 })
      .slice(0, 2)
      .map(({ textContent }) => textContent),
  ).toEqual(['Overdue 1', 'Sat 21 Nov · Today']);
});

it('prints all of it, and not only what is near the window', async () => {
  const many = Array.from({ length: 200 }, (_, index) => aTodo({ title: `Todo ${index}`, due: '2026-12-24' }));
  await open(many);
  expect(screen.queryByText('Todo 199')).toBeNull();
  act(() => void dispatchEvent(new Event('beforeprint')));
  expect(screen.getByText('Todo 199')).toBeVisible();
  act(() => void dispatchEvent(new Event('afterprint')));
  expect(screen.queryByText('Todo 199')).toBeNull();
});
