import type { RefCallback } from 'react';

/** What stands at the foot of the window: the selection bar, which toasts stay above, and toasts, which a panel gives way to. */
type Room = '--bar' | '--toasts';

/** @returns a ref for the element whose height that room is, for as long as it is there */
export function footRoom(room: Room): RefCallback<HTMLElement> {
  return (element) => {
    if (!element) return undefined;
    const { style } = document.documentElement;
    const measure = () => style.setProperty(room, `${element.offsetHeight}px`);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => {
      observer.disconnect();
      style.removeProperty(room);
    };
  };
}
