import type { RefCallback } from 'react';
import { createStore } from '../api/external-store';

/** What stands at the foot of the window: the selection bar, which toasts stay above, and toasts, which a panel gives way to. */
type Room = '--bar' | '--toasts';

const heights = { '--bar': createStore(0), '--toasts': createStore(0) };

/** @returns a ref for the element whose height that room is, for as long as it is there */
export function footRoom(room: Room): RefCallback<HTMLElement> {
  return (element) => {
    if (!element) return undefined;
    // Told once the browser has laid the frame out, and before it is painted: to ask would have it laid out once more.
    const observer = new ResizeObserver((entries) =>
      heights[room].set(entries.at(-1)?.borderBoxSize[0]?.blockSize ?? 0),
    );
    observer.observe(element, { box: 'border-box' });
    return () => {
      observer.disconnect();
      heights[room].set(0);
    };
  };
}

/**
 * @returns a ref for the element that leaves that room, of which its styles know by a property of that name. It is set on
 *   this one alone: on the root it would have the style of every element computed anew.
 */
export function aboveFootRoom(room: Room): RefCallback<HTMLElement> {
  return (element) => {
    if (!element) return undefined;
    const follow = () => element.style.setProperty(room, `${heights[room].get()}px`);
    follow();
    return heights[room].subscribe(follow);
  };
}
