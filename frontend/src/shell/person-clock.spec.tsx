import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { deviceZone, shownClock } from '../shared/formatters/dates';
import { USER_ID } from '../testing/fake-latch';
import { renderApp } from '../testing/render';
import { serveLatch } from '../testing/server';
import { aTodo } from '../testing/todo-builder';
import { PersonClock } from './person-clock';

const HERE = deviceZone();
const place = HERE.slice(HERE.lastIndexOf('/') + 1).replaceAll('_', ' ');
const AWAY = { timeZone: 'Pacific/Kiritimati', dayStart: 3, weekStart: 1 };

beforeEach(() => localStorage.clear());
afterEach(() => localStorage.clear());

it('says the zone of the first device, and offers nothing', async () => {
  const latch = serveLatch();
  renderApp(<PersonClock userId={USER_ID} />);
  await waitFor(() => expect(latch.store.settings.timeZone).toBe(HERE));
  expect(screen.queryByText(/^This device is on/)).toBeNull();
});

it('shows days by the settings, and offers the zone of the device with what would move', async () => {
  const latch = serveLatch(aTodo({ due: '2026-11-20T12:30[Pacific/Kiritimati]' }), aTodo({ due: '2026-11-20T12:30' }));
  latch.store.settings = AWAY;
  const { user } = renderApp(<PersonClock userId={USER_ID} />);
  expect(await screen.findByText(/^This device is on/)).toHaveTextContent(
    `This device is on ${place} time, and Latch shows the days of Kiritimati. If you change it, 1 todo with a fixed time moves to another day.`,
  );
  expect(shownClock()).toEqual({ zone: 'Pacific/Kiritimati', dayStart: 3 });
  await user.click(screen.getByRole('button', { name: `Change to ${place}` }));
  await waitFor(() => expect(latch.store.settings).toEqual({ ...AWAY, timeZone: HERE }));
  expect(screen.queryByText(/^This device is on/)).toBeNull();
  expect(shownClock()).toEqual({ zone: HERE, dayStart: 3 });
});

it('asks no more on this device once the other zone is kept', async () => {
  const latch = serveLatch();
  latch.store.settings = AWAY;
  const { user, unmount } = renderApp(<PersonClock userId={USER_ID} />);
  await user.click(await screen.findByRole('button', { name: 'Keep Kiritimati' }));
  expect(screen.queryByText(/^This device is on/)).toBeNull();
  unmount();
  renderApp(<PersonClock userId={USER_ID} />);
  await waitFor(() => expect(shownClock().zone).toBe('Pacific/Kiritimati'));
  expect(screen.queryByText(/^This device is on/)).toBeNull();
  expect(latch.store.settings).toEqual(AWAY);
});
