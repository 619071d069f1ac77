import { useSyncExternalStore } from 'react';
import { createStore } from '../../shared/api/external-store';
import { loadUntilThere } from '../../shared/ui/overlays';

type PlainLine = typeof import('../../shared/formatters/plain-line').plainLine;

const loaded = createStore<PlainLine | undefined>(undefined);
let isAskedFor = false;

/** What makes one line of notes: fetched behind the first list that has any; undefined until it is there. */
export function usePlainLine(): PlainLine | undefined {
  return useSyncExternalStore(subscribe, loaded.get);
}

function subscribe(listener: () => void): () => void {
  if (!isAskedFor) {
    isAskedFor = true;
    void loadUntilThere(() => import('../../shared/formatters/plain-line')).then(({ plainLine }) =>
      loaded.set(plainLine),
    );
  }
  return loaded.subscribe(listener);
}
