import { screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderApp } from '../../../testing/render';
import { aTodo } from '../../../testing/todo-builder';
import ReminderPicker from './reminder-picker';

const onChange = vi.fn();
const onClose = vi.fn();
const requestPermission = vi.fn();

/** @param permission undefined for a browser without notifications */
function browserWith(permission: NotificationPermission | undefined): void {
  vi.stubGlobal('Notification', permission && { permission, requestPermission });
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: permission && {} });
  if (!permission) {
    Reflect.deleteProperty(globalThis, 'Notification');
    Reflect.deleteProperty(navigator, 'serviceWorker');
  }
}

beforeEach(() => {
  vi.clearAllMocks();
  requestPermission.mockImplementation(() => {
    browserWith('granted');
    return Promise.resolve('granted');
  });
  browserWith('default');
});
afterEach(() => {
  browserWith(undefined);
  vi.unstubAllGlobals();
});

const todo = aTodo({ title: 'Call', due: '2026-11-20T09:00' });
const open = (wanted: Partial<typeof todo> = {}) =>
  renderApp(<ReminderPicker todo={{ ...todo, ...wanted }} onChange={onChange} onClose={onClose} />);
const option = (name: string) => screen.findByRole('option', { name });

it('offers the usual times, and sets several one after the other', async () => {
  const { user } = open();
  await option('At the time');
  expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
    'At the time',
    '5 minutes before',
    '10 minutes before',
    '30 minutes before',
    '1 hour before',
    '1 day before',
  ]);
  await user.click(await option('10 minutes before'));
  await user.click(await option('At the time'));
  await user.click(await option('10 minutes before'));
  expect(onChange.mock.calls.map(([seen, next]) => [seen.reminders, next])).toEqual([
    [[], [10]],
    [[10], [0, 10]],
    [[0, 10], [0]],
  ]);
});

it('takes any time that is typed, by keyboard alone', async () => {
  const { user } = open({ reminders: [10] });
  await option('At the time');
  await user.keyboard('2 hours{Enter}');
  expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ reminders: [10] }), [10, 120]);
  expect(await option('2 hours before')).toHaveAttribute('aria-checked', 'true');
  await user.keyboard('9 weeks');
  expect(await screen.findByText(/^Type how long before/)).toBeVisible();
});

it('asks for notifications with the first one that is set, and not before', async () => {
  const { user } = open({ reminders: [10] });
  expect(await screen.findByText(/^Allow notifications to see them/)).toBeVisible();
  await user.click(await option('10 minutes before'));
  expect(requestPermission).not.toHaveBeenCalled();
  await user.click(await option('5 minutes before'));
  expect(requestPermission).toHaveBeenCalledOnce();
  expect(await screen.findByText(/^This device shows them while Latch is open/)).toBeVisible();
  await user.click(await option('30 minutes before'));
  expect(requestPermission).toHaveBeenCalledOnce();
});

it.each([
  ['denied', /^Notifications of Latch are blocked in this browser/],
  [undefined, /^This browser shows no notifications of Latch/],
] as const)('says where reminders show while the permission is %s, and asks nobody', async (permission, words) => {
  browserWith(permission);
  const { user } = open();
  expect(await screen.findByText(words)).toBeVisible();
  await user.click(await option('At the time'));
  expect(onChange).toHaveBeenCalledOnce();
  expect(requestPermission).not.toHaveBeenCalled();
});

it('says so where there is no due time, and keeps what is set', async () => {
  open({ due: '2026-11-20', reminders: [10] });
  expect(await screen.findByText(/^This todo has no due time/)).toBeVisible();
  expect(await option('10 minutes before')).toHaveAttribute('aria-checked', 'true');
});

it('takes no sixth one', async () => {
  const { user } = open({ reminders: [0, 5, 10, 30, 60] });
  await user.click(await option('1 day before'));
  expect(onChange).not.toHaveBeenCalled();
  expect(screen.getByText('A todo has at most 5 reminders.', { selector: 'p' })).toBeVisible();
  await user.click(await option('1 hour before'));
  await user.click(await option('1 day before'));
  expect(onChange).toHaveBeenLastCalledWith(expect.anything(), [0, 5, 10, 30, 1440]);
});
