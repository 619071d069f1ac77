import { act, renderHook } from '@testing-library/react';
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseTheme, readTheme, useTheme } from './theme';

const root = document.documentElement;
afterEach(() => chooseTheme('system'));

describe('theme', () => {
  it('is the system’s until one is chosen, shows the choice at once and remembers it', () => {
    const { result } = renderHook(useTheme);
    expect(result.current).toBe('system');
    act(() => chooseTheme('dark'));
    expect(result.current).toBe('dark');
    expect(root.dataset.theme).toBe('dark');
    act(() => chooseTheme('system'));
    expect(root.dataset.theme).toBeUndefined();
    expect(localStorage).toHaveLength(0);
  });

  it('follows the choice made in another tab', () => {
    const { result } = renderHook(useTheme);
    act(() => void dispatchEvent(new StorageEvent('storage', { key: 'latch.theme', newValue: 'light' })));
    expect(result.current).toBe('light');
    act(() => void dispatchEvent(new StorageEvent('storage', { key: 'something.else', newValue: 'dark' })));
    expect(result.current).toBe('light');
  });

  it('holds for the page where storage is forbidden', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('Forbidden', 'SecurityError');
    });
    chooseTheme('dark');
    expect(readTheme()).toBe('dark');
  });
});

describe('public/theme.js', () => {
  const runScript = () => runInThisContext(readFileSync('public/theme.js', 'utf8'));

  it.each(['light', 'dark'] as const)('shows the remembered %s before anything is drawn', (theme) => {
    chooseTheme(theme);
    delete root.dataset.theme;
    runScript();
    expect(readTheme()).toBe(theme);
  });

  it('knows no other theme', () => {
    localStorage.setItem('latch.theme', 'solarized');
    runScript();
    expect(root.dataset.theme).toBeUndefined();
  });
});
