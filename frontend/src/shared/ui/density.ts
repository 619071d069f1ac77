import { createStore } from '../api/external-store';
import { useSyncExternalStore } from 'react';

export type Density = 'comfortable' | 'compact';

export const densities: readonly { value: Density; label: string }[] = [
  { value: 'comfortable', label: 'Comfortable' },
  { value: 'compact', label: 'Compact' },
];

// public/theme.js reads the same name, before the first paint.
const STORED_AS = 'latch.density';

const density = createStore<Density>(read());

/** How close lines stand, and how to change that. Kept by the browser; fingers get the room they need all the same. */
export function useDensity(): [Density, choose: (density: Density) => void] {
  return [useSyncExternalStore(density.subscribe, density.get), choose];
}

function choose(chosen: Density): void {
  if (chosen === 'compact') document.documentElement.dataset.density = chosen;
  else delete document.documentElement.dataset.density;
  density.set(chosen);
  try {
    if (chosen === 'compact') localStorage.setItem(STORED_AS, chosen);
    else localStorage.removeItem(STORED_AS);
  } catch {
    // Storage is forbidden here: the choice holds until the page is closed.
  }
}

function read(): Density {
  return document.documentElement.dataset.density === 'compact' ? 'compact' : 'comfortable';
}
