import { screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { renderApp } from '../../testing/render';
import { ThemeControl } from './theme-control';

const root = document.documentElement;
afterEach(() => void delete root.dataset.density);

it('offers how close lines stand where there are lists', async () => {
  const { user } = renderApp(<ThemeControl density />);
  await user.click(screen.getByRole('button', { name: 'Theme: System' }));
  expect(await screen.findByRole('menuitemradio', { name: 'Comfortable' })).toBeChecked();
  await user.click(screen.getByRole('menuitemradio', { name: 'Compact' }));
  expect(root.dataset.density).toBe('compact');
  expect(screen.getByRole('menuitemradio', { name: 'Compact' })).toBeChecked();
});

it('offers the theme alone where there are none', async () => {
  const { user } = renderApp(<ThemeControl />);
  await user.click(screen.getByRole('button', { name: 'Theme: System' }));
  await screen.findByRole('menuitemradio', { name: 'Dark' });
  expect(screen.queryByRole('menuitemradio', { name: 'Compact' })).toBeNull();
});
