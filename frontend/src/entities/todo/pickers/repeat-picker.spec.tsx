import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { showClock } from '../../../shared/formatters/dates';
import { renderApp } from '../../../testing/render';
import { aTodo } from '../../../testing/todo-builder';
import RepeatPicker from './repeat-picker';

const onPick = vi.fn();
const onClose = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  // A Friday.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-20T12:00Z') });
  showClock({ zone: 'Europe/Lisbon', dayStart: 0 });
});
afterEach(() => {
  showClock(undefined);
  vi.useRealTimers();
});

type Wanted = Parameters<typeof aTodo>[0];
const open = (wanted: Wanted = {}) =>
  renderApp(<RepeatPicker todo={aTodo(wanted)} onPick={onPick} onClose={onClose} />);
const dates = () =>
  within(screen.getByRole('list', { name: 'Next dates' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);

it('offers the usual ways for the date of the todo', async () => {
  open({ due: '2026-11-30' });
  await screen.findByRole('option', { name: 'Every day' });
  expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
    'Every day',
    'Every workday',
    'Every Monday',
    'Every 2 weeks on Monday',
    'Every month on the 30th',
    'Every month on the last Monday',
    'Every month on the last day',
    'Every year on 30 November',
  ]);
});

it('shows ten dates of what was typed, says why, and saves it with one more key', async () => {
  const { user } = open({ due: '2027-01-31' });
  await screen.findByRole('option', { name: 'Every day' });
  await user.keyboard('month on the 31st{Enter}');
  expect(await screen.findByRole('heading', { name: 'Every month on the 31st' })).toBeVisible();
  expect(dates()).toHaveLength(10);
  expect(dates().slice(0, 3)).toEqual([
    '31 Jan 2027',
    '28 Feb 2027February 2027 has no day 31: its last day instead.',
    '31 Mar 2027',
  ]);
  expect(onPick).not.toHaveBeenCalled();
  expect(screen.getByRole('button', { name: 'Save' })).toHaveFocus();
  await user.keyboard('{Enter}');
  const rule = 'RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD';
  expect(onPick).toHaveBeenCalledExactlyOnceWith({ rule, anchor: '2027-01-31', from: 'due' }, '2027-01-31');
  expect(onClose).toHaveBeenCalledOnce();
});

it('explains by an example what it counts from', async () => {
  const { user } = open({ due: '2026-11-20' });
  await user.click(await screen.findByRole('option', { name: 'Every Friday' }));
  expect(screen.getByText('If you complete it late, on Mon 23 Nov, it is next due on Fri 27 Nov.')).toBeVisible();
  await user.click(await screen.findByRole('radio', { name: 'Completion' }));
  expect(screen.getByRole('heading', { name: 'Every Friday after completion' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(onPick.mock.lastCall?.[0]).toMatchObject({ from: 'completion' });
});

it('says when it is due first, where the date it has is none of the rule', async () => {
  const { user } = open({ due: '2026-11-20T09:00' });
  await screen.findByRole('option', { name: 'Every day' });
  await user.keyboard('every 2 weeks on tue and thu{Enter}');
  expect(await screen.findByText(/^First due date: Tue 1 Dec/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(onPick.mock.lastCall?.[1]).toBe('2026-12-01T09:00');
});

it('begins today where the todo has no date', async () => {
  const { user } = open();
  await user.click(await screen.findByRole('option', { name: 'Every day' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(onPick).toHaveBeenCalledExactlyOnceWith(
    { rule: expect.any(String), anchor: '2026-11-20', from: 'due' },
    '2026-11-20',
  );
});

it('shows how a todo repeats that does, and offers another way', async () => {
  const recurrence = { rule: 'FREQ=DAILY', anchor: '2026-11-01', from: 'due' } as const;
  const { user } = open({ due: '2026-11-20', recurrence });
  expect(await screen.findByRole('heading', { name: 'Every day' })).toBeVisible();
  expect(screen.queryByRole('option')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Choose another rule' }));
  expect(screen.getAllByRole('option').length).toBeGreaterThan(5);
  expect(screen.getByRole('combobox', { name: 'Repeats' })).toHaveFocus();
  await user.keyboard('{Escape}');
  expect(onPick).not.toHaveBeenCalled();
});

it('ends how a todo repeats', async () => {
  const recurrence = { rule: 'FREQ=DAILY', anchor: '2026-11-01', from: 'due' } as const;
  const { user } = open({ due: '2026-11-20', recurrence });
  await user.click(await screen.findByRole('button', { name: 'Does not repeat' }));
  expect(onPick).toHaveBeenCalledExactlyOnceWith(null, '2026-11-20');
});

it('warns of a time that clocks skip', async () => {
  const { user } = open({ due: '2027-03-27T01:30' });
  await user.click(await screen.findByRole('option', { name: 'Every day' }));
  await waitFor(() =>
    expect(dates()[1]).toMatch(/1:30 does not exist on 28 March in Europe\/Lisbon: 0?2:30 instead\.$/),
  );
});

it('says how to say it, where nobody understands', async () => {
  const { user } = open();
  await screen.findByRole('option', { name: 'Every day' });
  await user.keyboard('now and then');
  expect(await screen.findByText(/^Say it as in/)).toBeVisible();
});

it('offers no rule that has no more dates', async () => {
  const { user } = open({ due: '2026-11-20' });
  await screen.findByRole('option', { name: 'Every day' });
  await user.keyboard('every day until 1 January 2020{Enter}');
  expect(await screen.findByText('This rule has no more dates.')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
});
