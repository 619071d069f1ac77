import { type RefObject, useEffect, useRef } from 'react';

/** @returns a ref for what gets the focus back once an editor beside it, or in its place, is closed by a key. */
export function useFocusBack<Focused extends HTMLElement>(editing: boolean): RefObject<Focused | null> {
  const place = useRef<Focused>(null);
  const was = useRef(editing);
  useEffect(() => {
    const isClosed = was.current && !editing;
    was.current = editing;
    if (isClosed && document.activeElement === document.body) place.current?.focus();
  }, [editing]);
  return place;
}
