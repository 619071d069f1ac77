import { act, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Day } from '../../../shared/formatters/days';
import { formatTime } from '../../../shared/formatters/moments';
import { createQueryClient } from '../../../shared/api/query-client';
import { USER_ID } from '../../../testing/fake-latch';
import { readReplica } from '../../../testing/read-replica';
import { renderApp } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import { aTodo } from '../../../testing/todo-builder';
import { dayByKey } from '../month-keys';
import { Month } from './month';

const [onOpenDay, onOpen] = [vi.fn(), vi.fn()];

beforeEach(() => {
  onOpenDay.mockClear();
  onOpen.mockClear();
  vi.setSystemTime(new Date(2026, 10, 20, 12));
});
afterEach(() => vi.useRealTimers());

function Shown({ titles = true }: { titles?: boolean }) {
  const [day, setDay] = useState<Day>('2026-11-20');
  return <Month userId={USER_ID} day={day} onDay={setDay} onOpenDay={onOpenDay} {...(titles && { onOpen })} />;
}

async function open(ui = <Shown />) {
  const busy = ['A', 'B', 'C', 'D', 'E', 'F'].map((title) => aTodo({ title, due: '2026-11-25' }));
  serveLatch(aTodo({ title: 'Water the ferns', due: '2026-11-20' }), ...busy);
  const client = createQueryClient();
  await readReplica(client);
  return renderApp(ui, client);
}
const cell = (name: string) => screen.getByRole('gridcell', { name: new RegExp(`^${name}`) });
const focused = () => /^[^,]*? \d{4}/.exec(document.activeElement?.textContent ?? '')?.[0];

it('is a grid of weeks with what is due on each day', async () => {
  await open();
  expect(screen.getByRole('grid', { name: 'November 2026' })).toBeVisible();
  const [heads, ...weeks] = screen.getAllByRole('row');
  expect(
    within(heads!)
      .getAllByRole('columnheader')
      .map(({ textContent }) => textContent),
  ).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  expect(weeks).toHaveLength(6);
  const today = cell('Friday 20 November 2026, 1 todo');
  expect(today).toHaveAttribute('aria-current', 'date');
  expect(within(today).getByRole('button', { name: 'Water the ferns' })).toBeVisible();
  const busy = cell('Wednesday 25 November 2026, 6 todos');
  expect(
    within(busy)
      .getAllByRole('button')
      .map(({ textContent }) => textContent),
  ).toEqual(['A', 'B', 'C', '+3']);
});

it('says at what time a todo is due by the habit of the person, and how many repeats there is no room for', async () => {
  const daily = (title: string, due: string) =>
    aTodo({ title, due, recurrence: { rule: 'FREQ=DAILY', anchor: due, from: 'due' } });
  const todos = ['A', 'B', 'C', 'D', 'E'].map((title) => daily(title, '2026-11-25'));
  serveLatch(...todos, daily('Take the pills', '2026-11-25T14:30'));
  const client = createQueryClient();
  await readReplica(client);
  renderApp(<Shown />, client);
  const said = `${formatTime('14:30')} Take the pills`;
  expect((await screen.findByRole('button', { name: /Take the pills$/ })).textContent).toBe(said);
  const next = cell('Thursday 26 November 2026, 6 repeats');
  expect(cell('Wednesday 25 November 2026, 6 todos')).toBeVisible();
  expect(within(next).getByText('Take the pills').parentElement?.textContent).toBe(said);
  expect(within(next).getByRole('button', { name: '+3 more on Thursday 26 November 2026' })).toBeVisible();
});

it('opens a todo, and a day by what says how many more there are', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('button', { name: 'Water the ferns' }));
  expect(onOpen).toHaveBeenCalledOnce();
  expect(onOpenDay).not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: '+3 more on Wednesday 25 November 2026' }));
  expect(onOpenDay).toHaveBeenCalledExactlyOnceWith('2026-11-25');
});

it('is gone through by keys, on into other months, and Enter opens the day', async () => {
  const { user } = await open();
  const stops = screen.getAllByRole('gridcell').filter(({ tabIndex }) => tabIndex === 0);
  expect(stops).toEqual([cell('Friday 20 November 2026, 1 todo')]);
  act(() => stops[0]?.focus());
  await user.keyboard('{ArrowRight}{ArrowDown}');
  expect(focused()).toBe('Saturday 28 November 2026');
  await user.keyboard('{Home}');
  expect(focused()).toBe('Monday 23 November 2026');
  await user.keyboard('{End}{PageDown}');
  expect(focused()).toBe('Tuesday 29 December 2026');
  expect(screen.getByRole('grid', { name: 'December 2026' })).toBeVisible();
  await user.keyboard('{Enter}');
  expect(onOpenDay).toHaveBeenCalledExactlyOnceWith('2026-12-29');
});

it('goes to other months, and back to today, by buttons', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('button', { name: 'Previous month' }));
  expect(screen.getByRole('heading', { name: 'October 2026' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Next month' }));
  await user.click(screen.getByRole('button', { name: 'Next month' }));
  await user.click(screen.getByRole('button', { name: 'Today' }));
  expect(screen.getByRole('heading', { name: 'November 2026' })).toBeVisible();
});

it('shows the days alone where there is no way to open a todo', async () => {
  await open(<Shown titles={false} />);
  expect(cell('Wednesday 25 November 2026, 6 todos')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Water the ferns' })).toBeNull();
});

it('prints all of a day', async () => {
  await open();
  act(() => void dispatchEvent(new Event('beforeprint')));
  expect(within(cell('Wednesday 25 November 2026, 6 todos')).getAllByRole('button')).toHaveLength(6);
  act(() => void dispatchEvent(new Event('afterprint')));
  await waitFor(() => expect(screen.getByRole('button', { name: /^\+3 more/ })).toBeVisible());
});

it('knows the keys of a grid of days', () => {
  const to = (key: string) => dayByKey(key, '2026-03-31', 1);
  expect([to('PageUp'), to('Shift+PageUp'), to('Shift+PageDown')]).toEqual(['2026-02-28', '2025-03-31', '2027-03-31']);
  expect([to('ArrowLeft'), to('ArrowUp'), to('x'), dayByKey(null, '2026-03-31', 1)]).toEqual([
    '2026-03-30',
    '2026-03-24',
    undefined,
    undefined,
  ]);
});
