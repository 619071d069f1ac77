import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderApp } from '../../../testing/render';
import { aTodo } from '../../../testing/todo-builder';
import DatePicker from './date-picker';

const onClose = vi.fn();
const onPick = vi.fn();
const options = () => screen.getAllByRole('option').map((option) => option.textContent);
beforeEach(() => void vi.clearAllMocks());

describe('DatePicker', () => {
  const open = (due: string | null = null) =>
    renderApp(<DatePicker name="due" todos={[aTodo({ due })]} onPick={onPick} onClose={onClose} />);
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 21, 23, 30) }));
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['Today', '2026-11-21'],
    ['Tomorrow', '2026-11-22'],
    ['Next week', '2026-11-23'],
    ['No date', null],
  ])('sets %s by typing it', async (label, day) => {
    const { user } = open('2026-12-24');
    await screen.findByRole('option', { name: /Today/ });
    await user.keyboard(`${label}{Enter}`);
    expect(onPick).toHaveBeenCalledExactlyOnceWith(day);
  });

  it.each([
    ['27 nov', 'Fri 27 Nov', '2026-11-27'],
    ['6 Jan', '6 Jan 2027Wed', '2027-01-06'],
    ['2026-12-24', 'Thu 24 Dec', '2026-12-24'],
    ['wed', 'Wed 25 Nov', '2026-11-25'],
  ])('reads the day %s where the usual ones are found', async (typed, label, day) => {
    const { user } = open();
    await screen.findByRole('option', { name: /Today/ });
    await user.keyboard(typed);
    expect((await screen.findAllByRole('option')).map(({ textContent }) => textContent)).toEqual([label]);
    await user.keyboard('{Enter}');
    expect(onPick).toHaveBeenCalledExactlyOnceWith(day);
  });

  it('names next week by its date, which on a Sunday is not tomorrow', async () => {
    vi.setSystemTime(new Date(2026, 10, 22, 9));
    open();
    await screen.findByRole('option', { name: /^Next week ?Mon 30 Nov$/ });
    expect(screen.getByRole('option', { name: /Tomorrow/ })).toHaveTextContent('TomorrowMon');
  });

  it('sets any other day, written as the app writes days', async () => {
    const { user } = open('2026-12-24');
    const field = await screen.findByRole('textbox', { name: 'Another day' });
    expect(field).toHaveValue('Thu 24 Dec');
    await user.clear(field);
    await user.type(field, 'soon{Enter}');
    expect(field).toHaveAccessibleDescription('Type a date, such as “Sat 28 Nov”.');
    expect(onPick).not.toHaveBeenCalled();
    await user.clear(field);
    await user.type(field, '6 Jan');
    expect(screen.getByText('6 Jan 2027')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Set' }));
    expect(onPick).toHaveBeenCalledExactlyOnceWith('2027-01-06');
  });

  it.each([
    ['{Alt>}t{/Alt}', '2026-11-21'],
    ['{Alt>}m{/Alt}', '2026-11-22'],
    ['{Alt>}n{/Alt}', '2026-11-23'],
    ['{Alt>}x{/Alt}', null],
  ])('takes a usual day at once by %s', async (keys, day) => {
    const { user } = open();
    await screen.findByRole('option', { name: /Today/ });
    await user.keyboard(keys);
    expect(onPick).toHaveBeenCalledExactlyOnceWith(day);
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('offers the weekend while it is further away than tomorrow', async () => {
    vi.setSystemTime(new Date(2026, 10, 18, 9));
    const { user } = open();
    await screen.findByRole('option', { name: /^Weekend ?Sat 21 Nov$/ });
    await user.keyboard('{Alt>}w{/Alt}');
    expect(onPick).toHaveBeenCalledExactlyOnceWith('2026-11-21');
  });

  it.each([
    ['27 nov 9am', '2026-11-27T09:00'],
    ['tomorrow evening', '2026-11-22T19:00'],
    ['in 3 weeks', '2026-12-12'],
  ])('reads %s', async (typed, date) => {
    const { user } = open();
    await screen.findByRole('option', { name: /Today/ });
    await user.keyboard(typed);
    await waitFor(() => expect(options()).toHaveLength(1));
    await user.keyboard('{Enter}');
    expect(onPick).toHaveBeenCalledExactlyOnceWith(date);
  });

  it('keeps the time and the zone where another day is chosen', async () => {
    const { user } = open('2026-12-24T09:00[Asia/Tokyo]');
    await user.click(await screen.findByRole('option', { name: /^Tomorrow/ }));
    expect(onPick).toHaveBeenCalledExactlyOnceWith('2026-11-22T09:00[Asia/Tokyo]');
  });

  it('sets a time, wherever one is or in a zone', async () => {
    const { user } = open('2026-12-24');
    expect(await screen.findByLabelText('Time')).toHaveValue('');
    expect(screen.queryByRole('combobox', { name: 'Time zone' })).toBeNull();
    fireEvent.change(screen.getByLabelText('Time'), { target: { value: '14:30' } });
    expect(screen.getByRole('combobox', { name: 'Time zone' })).toHaveDisplayValue('Wherever I am');
    await user.click(screen.getByRole('button', { name: 'Set' }));
    expect(onPick).toHaveBeenLastCalledWith('2026-12-24T14:30');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Time zone' }), 'America/New_York');
    await user.click(screen.getByRole('button', { name: 'Set' }));
    expect(onPick).toHaveBeenLastCalledWith('2026-12-24T14:30[America/New_York]');
  });

  it('takes a day from the calendar of the browser', async () => {
    const showPicker = vi.fn();
    Object.assign(HTMLInputElement.prototype, { showPicker });
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Calendar' }));
    const [calendar] = showPicker.mock.contexts as HTMLInputElement[];
    fireEvent.change(calendar as HTMLInputElement, { target: { value: '2026-12-01' } });
    expect(screen.getByRole('textbox', { name: 'Another day' })).toHaveValue('Tue 1 Dec');
  });
});
