import { type RefObject, useEffect, useRef } from 'react';

/** Puts the focus where it belongs after `lost` went away. @returns false where it is not its to say */
type Recovery = (lost: readonly Element[]) => boolean;

/** The last one is asked first. */
export const recoveries: Recovery[] = [];

/** Is asked first, while it is there, where the focus goes when what had it went away. @returns how to stop */
export function recoverFocus(recovery: Recovery): () => void {
  recoveries.push(recovery);
  return () => void recoveries.splice(recoveries.indexOf(recovery), 1);
}

/** Gives the focus to a heading: that of the part of the page in which something stands, or else of the page. */
export function focusHeading(within?: Element | null): void {
  const part = within?.closest('section, [role="dialog"], aside');
  const heading = part?.querySelector<HTMLElement>('h1, h2, h3') ?? document.querySelector<HTMLElement>('h1');
  if (!heading) return;
  if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

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
