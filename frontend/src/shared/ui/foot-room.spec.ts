import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { aboveFootRoom, footRoom } from './foot-room';

/** Says that an element is so many pixels high, as the browser does once it has laid out a frame. */
let resizeTo: (height: number) => void;
const observed: Element[] = [];

class ManualResizeObserver {
  constructor(tell: ResizeObserverCallback) {
    resizeTo = (blockSize) =>
      tell([{ borderBoxSize: [{ blockSize, inlineSize: 300 }] } as unknown as ResizeObserverEntry], this);
  }
  observe = (element: Element) => void observed.push(element);
  unobserve = () => {};
  disconnect = () => void observed.splice(0);
}

beforeEach(() => vi.stubGlobal('ResizeObserver', ManualResizeObserver));
afterEach(() => vi.unstubAllGlobals());

const roomAbove = (element: HTMLElement) => element.style.getPropertyValue('--bar');

it('is left by what stands above, before it came and after, for as long as the bar is there', () => {
  const [bar, early, late] = [
    document.createElement('div'),
    document.createElement('div'),
    document.createElement('div'),
  ];
  aboveFootRoom('--bar')(early);
  expect(roomAbove(early)).toBe('0px');
  const leave = footRoom('--bar')(bar);
  expect(observed).toEqual([bar]);
  resizeTo(48);
  aboveFootRoom('--bar')(late);
  expect([early, late].map(roomAbove)).toEqual(['48px', '48px']);
  resizeTo(96);
  expect([early, late].map(roomAbove)).toEqual(['96px', '96px']);
  leave?.();
  expect([early, late].map(roomAbove)).toEqual(['0px', '0px']);
  expect(observed).toEqual([]);
});

it('asks the browser for no layout, and changes no style that every element has', () => {
  const bar = document.createElement('div');
  const offsetHeight = vi.spyOn(bar, 'offsetHeight', 'get');
  const leave = footRoom('--bar')(bar);
  resizeTo(48);
  expect(offsetHeight).not.toHaveBeenCalled();
  expect(roomAbove(document.documentElement)).toBe('');
  leave?.();
});

it('is no longer left by what is gone', () => {
  const [bar, toasts] = [document.createElement('div'), document.createElement('div')];
  const leaveAbove = aboveFootRoom('--bar')(toasts);
  leaveAbove?.();
  const leave = footRoom('--bar')(bar);
  resizeTo(48);
  expect(roomAbove(toasts)).toBe('0px');
  leave?.();
});
