import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { renderApp } from '../../../testing/render';
import { Settings } from './settings';

const root = document.documentElement;
afterEach(() => {
  delete root.dataset.theme;
  delete root.dataset.density;
});

it('changes the theme and the density at once, and remembers them', async () => {
  const { user } = renderApp(<Settings onShowKeys={() => undefined} />);
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
  const { user } = renderApp(<Settings onShowKeys={onShowKeys} />);
  await user.click(screen.getByRole('radio', { name: 'Off' }));
  expect(localStorage.getItem('latch.character-keys')).toBe('off');
  await user.click(screen.getByRole('radio', { name: 'On' }));
  await user.click(screen.getByRole('button', { name: 'Show keyboard shortcuts' }));
  expect(onShowKeys).toHaveBeenCalledOnce();
});
