import { useSyncExternalStore } from 'react';
import { createStore } from '../api/external-store';

/**
 * A choice of how the app looks: an attribute of the page, which `public/theme.js` sets before the first paint. The browser
 * keeps it; where that is forbidden, it holds until the page is closed.
 * @param values the first one holds where none was chosen: it is no attribute, and not kept
 */
export function createLook<Value extends string>(name: 'theme' | 'density', values: readonly [Value, ...Value[]]) {
  const { dataset } = document.documentElement;
  const storedAs = `latch.${name}`;
  const known = (value: string | null | undefined) => values.find((one) => one === value) ?? values[0];
  const read = () => known(dataset[name]);
  const store = createStore(read());
  const show = (value: Value) => {
    if (value === values[0]) delete dataset[name];
    else dataset[name] = value;
    store.set(value);
  };
  // Chosen in another tab.
  addEventListener('storage', ({ key, newValue }) => {
    if (key === storedAs || key === null) show(known(newValue));
  });
  return {
    read,
    useLook: () => useSyncExternalStore(store.subscribe, read),
    choose: (value: Value): void => {
      show(value);
      try {
        if (value === values[0]) localStorage.removeItem(storedAs);
        else localStorage.setItem(storedAs, value);
      } catch {
        // Storage is forbidden here.
      }
    },
  };
}
