import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { deliver } from '../shared/api/outbox';
import { createQueryClient } from '../shared/api/query-client';
import { ada, serveAccount } from '../testing/fake-account';
import { renderApp } from '../testing/render';
import { serveLatch } from '../testing/server';
import { servedBuild } from './new-version';
import { reloadOnce } from './reload';
import { createAppRouter } from './router';

vi.mock(import('../routes/trash-page'), () => {
  throw new TypeError('Failed to fetch dynamically imported module: /assets/trash-page-abc1234.js');
});
vi.mock(import('./new-version'), async (original) => ({ ...(await original()), servedBuild: vi.fn() }));
vi.mock(import('./reload'), async (original) => ({ ...(await original()), reloadOnce: vi.fn() }));

beforeEach(() => {
  vi.clearAllMocks();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  serveAccount(ada);
  serveLatch();
});

/** Opens a page whose program does not load. */
function open() {
  const client = createQueryClient();
  const router = createAppRouter(client, createMemoryHistory({ initialEntries: ['/trash'] }));
  return renderApp(<RouterProvider router={router} />, client);
}
const heading = (name: string) => screen.findByRole('heading', { level: 1, name });

it('a page that does not load is loaded anew, once', async () => {
  vi.mocked(servedBuild).mockResolvedValue('two');
  vi.mocked(reloadOnce).mockReturnValue(true);
  open();
  await waitFor(() => expect(reloadOnce).toHaveBeenCalledOnce());
  expect(screen.queryByText(/Nothing is lost/)).not.toBeInTheDocument();
});

it('and says so where that did not help', async () => {
  vi.mocked(servedBuild).mockResolvedValue('two');
  vi.mocked(reloadOnce).mockReturnValue(false);
  open();
  await heading('This page did not load');
  expect(screen.getByRole('button', { name: 'Reload page' })).toBeVisible();
});

it('waits while Latch does not answer, or while changes wait to be sent', async () => {
  vi.mocked(servedBuild).mockResolvedValue(null);
  vi.mocked(reloadOnce).mockReturnValue(true);
  const { user } = open();
  await heading('This page cannot be loaded just now');
  let arrive = () => {};
  const sent = deliver('ada', () => new Promise<void>((resolve) => (arrive = resolve)));
  vi.mocked(servedBuild).mockResolvedValue('two');
  const again = screen.getByRole('button', { name: 'Try again now' });
  await user.click(again);
  await waitFor(() => expect(again).not.toHaveAttribute('aria-busy', 'true'));
  expect(reloadOnce).not.toHaveBeenCalled();
  arrive();
  await sent;
  await user.click(again);
  await waitFor(() => expect(reloadOnce).toHaveBeenCalledOnce());
});
