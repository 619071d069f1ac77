import { useSyncExternalStore } from 'react';
import { createStore } from '../api/external-store';
import { countUnsent } from '../api/unsent';
import { loadUntilThere } from './overlays';

/** A part of the app that is loaded behind the page. */
export function partOnDemand<Module>(load: () => Promise<Module>) {
  const loaded = createStore<Module | undefined>(undefined);
  let loading: Promise<Module> | undefined;
  const fetch = () =>
    (loading ??= loadUntilThere(load).then((module) => {
      loaded.set(module);
      return module;
    }));
  const subscribe = (listener: () => void) => {
    void fetch();
    return loaded.subscribe(listener);
  };
  const stayUnwanted = () => () => undefined;
  return {
    /** Begins to load it. */
    fetch,
    /** The part, where it is loaded. */
    present: loaded.get,
    /** Works at once when it is loaded; before that, as soon as it is, in the order of the calls. */
    run: (work: (module: Module) => void): void => {
      const module = loaded.get();
      if (module) work(module);
      else void countUnsent(fetch().then(work));
    },
    /** A hook that gives undefined until it is there, and where it is not wanted. */
    use: (isWanted = true): Module | undefined => {
      const module = useSyncExternalStore(isWanted ? subscribe : stayUnwanted, loaded.get);
      return isWanted ? module : undefined;
    },
  };
}

/**
 * A hook that gives what a list needs for some of its rows, fetched behind the first list that wants it.
 * @returns a hook that gives undefined until it is there, and where it is not wanted
 */
export function onDemand<Module>(load: () => Promise<Module>): (isWanted?: boolean) => Module | undefined {
  return partOnDemand(load).use;
}
