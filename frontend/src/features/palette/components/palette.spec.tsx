import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { useCommands } from '../../../shared/keys/use-commands';
import { USER_ID } from '../../../testing/fake-latch';
import { renderApp } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import { aTodo } from '../../../testing/todo-builder';
import { Palette } from './palette';

function Page() {
  useCommands({ add: vi.fn(), undo: vi.fn(), redo: vi.fn(), help: vi.fn() });
  return <Palette userId={USER_ID} onPick={vi.fn()} onClose={vi.fn()} />;
}

it('gives each page and command an icon of its own', async () => {
  serveLatch();
  renderApp(<Page />);
  // Seven pages and four commands.
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(11));
  const icons = screen.getAllByRole('option').map((option) => option.querySelector('svg')?.innerHTML);
  expect(new Set(icons).size).toBe(11);
});

it('says that the search reaches no server, and does not go on searching or call it nothing', async () => {
  const latch = serveLatch();
  renderApp(<Page />);
  latch.be('unreachable');
  await userEvent.type(screen.getByRole('combobox'), 'milk');
  const said = await screen.findAllByText(/^Your todos cannot be searched\. /);
  expect(said).toHaveLength(2);
  expect(screen.queryByText('Searching…')).not.toBeInTheDocument();
  latch.be(null);
  expect(await screen.findAllByText('No results.', undefined, { timeout: 60_000 })).not.toHaveLength(0);
});

it('offers to add what was typed, with what is understood of it', async () => {
  serveLatch();
  const onPick = vi.fn();
  renderApp(<Palette userId={USER_ID} onPick={onPick} onClose={vi.fn()} />);
  await userEvent.type(await screen.findByRole('combobox'), 'Buy stamps p2');
  await userEvent.click(await screen.findByRole('option', { name: /Add “Buy stamps”.*Priority 2/ }));
  expect(onPick.mock.lastCall?.[0]).toMatchObject({ kind: 'add', wanted: { title: 'Buy stamps', priority: 2 } });
});

it('marks what was typed, in titles and in the line of the notes that has it, and leads to all results', async () => {
  serveLatch(aTodo({ title: 'Call the café' }), aTodo({ title: 'Ask Ben', notes: 'Hello\nfor the cafe keys' }));
  const onPick = vi.fn();
  const { user } = renderApp(<Palette userId={USER_ID} onPick={onPick} onClose={vi.fn()} />);
  await user.type(await screen.findByRole('combobox'), ' cafe ');
  const options = await screen.findAllByRole('option', { name: /Call the|Ask Ben/ });
  expect(options.map((option) => option.querySelector('mark')?.textContent)).toEqual(['café', 'cafe']);
  expect(options[1]).toHaveTextContent(/^Ask Benfor the cafe keys/);
  await user.click(screen.getByRole('option', { name: 'Show all results' }));
  expect(onPick).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: 'all' }), 'cafe');
});
