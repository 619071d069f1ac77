import { useSyncExternalStore } from 'react';
import { createStore } from '../api/external-store';
import { loadUntilThere } from './overlays';

/**
 * A hook that gives what a list needs for some of its rows, fetched behind the first list that wants it.
 * @returns a hook that gives undefined until it is there, and where it is not wanted
 */
export function onDemand<Module>(load: () => Promise<Module>): (isWanted?: boolean) => Module | undefined {
  const loaded = createStore<Module | undefined>(undefined);
  let isAskedFor = false;
  const subscribe = (listener: () => void) => {
    if (!isAskedFor) {
      isAskedFor = true;
      void loadUntilThere(load).then(loaded.set);
    }
    return loaded.subscribe(listener);
  };
  const stayUnwanted = () => () => undefined;
  return (isWanted = true) => {
    const module = useSyncExternalStore(isWanted ? subscribe : stayUnwanted, loaded.get);
    return isWanted ? module : undefined;
  };
}
