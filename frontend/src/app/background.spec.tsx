import { act, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetReminders } from '../shared/reminders/forget-reminders';
import { failedLoads, mendedByReload } from '../shared/ui/overlays';
import { renderApp } from '../testing/render';
import Background from './background';
import { keepShell, updateShell } from './keep-shell';
import { lookNowAndThen, servedBuild } from './new-version';
import { reloadWhenFree } from './reload';
import type { AppRouter } from './router';

vi.mock(import('../shared/reminders/forget-reminders'), async (original) => ({
  ...(await original()),
  forgetReminders: vi.fn(() => Promise.resolve()),
}));
vi.mock(import('./keep-shell'), () => ({
  keepShell: vi.fn(),
  updateShell: vi.fn(),
  untilIdle: () => Promise.resolve(),
}));
vi.mock(import('./reload'), async (original) => ({ ...(await original()), reloadWhenFree: vi.fn(() => () => {}) }));
vi.mock(import('./new-version'), async (original) => ({
  ...(await original()),
  servedBuild: vi.fn(),
  lookNowAndThen: vi.fn(() => () => {}),
}));

const matches: { routeId: string }[] = [];
const router = { subscribe: () => () => undefined, state: { matches } } as unknown as AppRouter;
/** Renders a page of a build. @returns looks for another one */
function open(build = '<meta name="latch-build" content="one">') {
  document.head.innerHTML = build;
  renderApp(<Background router={router} />);
  return () => act(async () => vi.mocked(lookNowAndThen).mock.lastCall?.[0]());
}
const notice = () => screen.queryAllByText('A new version of Latch is ready.');

beforeEach(() => {
  vi.clearAllMocks();
  vi.mocked(servedBuild).mockResolvedValue('one');
});

describe('another version', () => {
  it('is said once, kept for later, and loaded when that costs nothing', async () => {
    const look = open();
    expect(keepShell).toHaveBeenCalledWith('one');
    await look();
    expect(notice()).toEqual([]);
    vi.mocked(servedBuild).mockResolvedValue('two');
    await look();
    await look();
    await waitFor(() => expect(notice()).toHaveLength(1));
    expect(screen.getByRole('button', { name: 'Reload' })).toBeInTheDocument();
    expect(updateShell).toHaveBeenCalledOnce();
    expect(reloadWhenFree).toHaveBeenCalledOnce();
  });

  it('is not looked for in development', () => {
    open('');
    expect(keepShell).not.toHaveBeenCalled();
    expect(lookNowAndThen).not.toHaveBeenCalled();
  });
});

it('drops the reminders of who was here on the sign-in page alone', () => {
  open();
  expect(forgetReminders).not.toHaveBeenCalled();
  matches.push({ routeId: '/sign-in' });
  open();
  matches.pop();
  expect(forgetReminders).toHaveBeenCalledExactlyOnceWith();
});

it('when a part does not load, a reload is offered only where it would find Latch', async () => {
  open();
  const fail = () => act(async () => failedLoads.set(failedLoads.get() + 1));
  vi.mocked(servedBuild).mockResolvedValue(null);
  await fail();
  expect(mendedByReload.get()).toBe(false);
  expect(reloadWhenFree).not.toHaveBeenCalled();
  vi.mocked(servedBuild).mockResolvedValue('one');
  await fail();
  expect(mendedByReload.get()).toBe(true);
  expect(reloadWhenFree).toHaveBeenCalledOnce();
  // It is tried again and again, and Latch asked no more about it for a while.
  await fail();
  expect(servedBuild).toHaveBeenCalledTimes(2);
});
