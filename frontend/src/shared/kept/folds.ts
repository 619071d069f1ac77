import { useSyncExternalStore } from 'react';
import { createStore } from '../api/external-store';
import { keepIds, readKeptIds } from './kept-ids';

/**
 * What is folded up, by id; kept by the browser.
 * @param storedAs its name there
 * @param most how many of the last ones are kept
 */
export function createFolds(storedAs: string, most = Infinity) {
  const folded = createStore<ReadonlySet<string>>(new Set(readKeptIds(storedAs)));

  const keep = (ids: string[]): void => {
    folded.set(new Set(ids.slice(-most)));
    keepIds(storedAs, folded.get());
  };
  const toggle = (id: string): void => {
    const before = [...folded.get()];
    keep(before.includes(id) ? before.filter((other) => other !== id) : [...before, id]);
  };
  return {
    /** What is folded up, and how to fold one up or out. */
    useFolds: (): [ReadonlySet<string>, toggle: (id: string) => void] => [
      useSyncExternalStore(folded.subscribe, folded.get),
      toggle,
    ],
    /** Folds these out. */
    unfold: (ids: readonly (string | null)[]): void => {
      const hides = (id: string | null) => id !== null && folded.get().has(id);
      if (ids.some(hides)) keep([...folded.get()].filter((id) => !ids.includes(id)));
    },
  };
}
