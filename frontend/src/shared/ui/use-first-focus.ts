import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/**
 * Gives the focus to what appears. Where it takes the place of something that had the focus it is at once, before the
 * dialog around finds nothing focused inside and takes the focus itself; else once the dialog knows where the focus was
 * before, to give it back.
 */
export function useFirstFocus<Focused extends HTMLElement>(): RefObject<Focused | null> {
  const first = useRef<Focused>(null);
  useLayoutEffect(() => {
    if (document.activeElement === document.body) first.current?.focus();
  }, []);
  useEffect(() => first.current?.focus(), []);
  return first;
}
