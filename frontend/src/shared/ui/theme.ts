import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark' | 'system';

// public/theme.js reads the same name, before the first paint.
const storageName = 'latch.theme';
const listeners = new Set<() => void>();

/** What the person chose; `system` when nothing, or nothing that is known. */
export function readTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

/** Shows the theme at once and remembers it in this browser, where that is allowed. */
export function chooseTheme(theme: Theme): void {
  show(theme);
  try {
    if (theme === 'system') localStorage.removeItem(storageName);
    else localStorage.setItem(storageName, theme);
  } catch {
    // Storage is forbidden here: the choice holds until the page is closed.
  }
}

/** The chosen theme, also when it is chosen in another tab. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, readTheme);
}

function show(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', followOtherTab);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener('storage', followOtherTab);
  };
}

function followOtherTab(event: StorageEvent): void {
  if (event.key !== storageName && event.key !== null) return;
  show(event.newValue === 'light' || event.newValue === 'dark' ? event.newValue : 'system');
}
