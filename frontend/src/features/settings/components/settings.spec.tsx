import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderApp } from '../../../testing/render';
import { USER_ID } from '../../../testing/fake-latch';
import { serveLatch } from '../../../testing/server';
import { aTodo } from '../../../testing/todo-builder';
import { Settings } from './settings';

const root = document.documentElement;
afterEach(() => {
  delete root.dataset.theme;
  delete root.dataset.density;
});

beforeEach(() => void serveLatch());

it('changes the theme and the density at once, and remembers them', async () => {
  const { user } = renderApp(<Settings userId={USER_ID} onShowKeys={() => undefined} />);
  await user.click(screen.getByRole('radio', { name: 'Dark' }));
  await user.click(screen.getByRole('radio', { name: 'Compact' }));
  expect([root.dataset.theme, root.dataset.density]).toEqual(['dark', 'compact']);
  expect([localStorage.getItem('latch.theme'), localStorage.getItem('latch.density')]).toEqual(['dark', 'compact']);
  await user.click(screen.getByRole('radio', { name: 'System' }));
  await user.click(screen.getByRole('radio', { name: 'Comfortable' }));
  expect([root.dataset.theme, root.dataset.density]).toEqual([undefined, undefined]);
  expect(localStorage.getItem('latch.density')).toBeNull();
});

it('turns letters as keys off, and shows all keys', async () => {
  const onShowKeys = vi.fn();
  const { user } = renderApp(<Settings userId={USER_ID} onShowKeys={onShowKeys} />);
  await user.click(screen.getByRole('radio', { name: 'Off' }));
  expect(localStorage.getItem('latch.character-keys')).toBe('off');
  await user.click(screen.getByRole('radio', { name: 'On' }));
  await user.click(screen.getByRole('button', { name: 'Show keyboard shortcuts' }));
  expect(onShowKeys).toHaveBeenCalledOnce();
});

it('changes how days are planned on all devices, and says what another zone would move', async () => {
  const late = aTodo({ due: '2026-11-20T23:30[Europe/Lisbon]' });
  const latch = serveLatch(late, aTodo({ due: '2026-11-20T23:30' }), aTodo({ due: '2026-11-20' }));
  latch.store.settings = { timeZone: 'Europe/Lisbon', dayStart: 0, weekStart: 1 };
  const { user } = renderApp(<Settings userId={USER_ID} onShowKeys={vi.fn()} />);
  await screen.findByRole('combobox', { name: 'Time zone' });
  await user.selectOptions(screen.getByRole('combobox', { name: 'The day starts at' }), '4');
  await user.selectOptions(screen.getByRole('combobox', { name: 'First day of the week' }), '7');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Time zone' }), 'Asia/Tokyo');
  expect(screen.getByText('If you change it, 1 todo with a fixed time moves to another day.')).toBeVisible();
  expect(latch.store.settings.timeZone).toBe('Europe/Lisbon');
  await user.click(screen.getByRole('button', { name: 'Change to Tokyo' }));
  await waitFor(() => expect(latch.store.settings).toEqual({ timeZone: 'Asia/Tokyo', dayStart: 4, weekStart: 7 }));
});
