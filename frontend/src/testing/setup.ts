import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { reportSignedOut } from '../shared/api/session-events';
import { server } from './server';

/** jsdom lays nothing out, so nothing ever resizes. */
class StillResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
globalThis.ResizeObserver ??= StillResizeObserver;
globalThis.CSS.supports ??= () => true;
globalThis.scrollTo = () => undefined;
// A row of a list is as high as one, so that a list shows only those near the window.
Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, get: () => 53 });
// jsdom forgets which element has the focus while it moves on, and then calls its window blurred.
document.hasFocus = () => true;

const listened: Parameters<typeof addEventListener>[] = [];
const { addEventListener } = globalThis;
globalThis.addEventListener = (...listener: Parameters<typeof addEventListener>) => {
  listened.push(listener);
  addEventListener(...listener);
};

// A busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
configure({ asyncUtilTimeout: 30_000 });

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  cleanup();
  // Drops what a test left waiting, so that it cannot be sent in the next one.
  reportSignedOut();
  server.resetHandlers();
  localStorage.clear();
});
afterAll(() => {
  server.close();
  startAnew();
});

/** Leaves nothing of this file to the next one in the same worker: no state or listener of a module, no clock, no page. */
function startAnew(): void {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.resetModules();
  globalThis.addEventListener = addEventListener;
  for (const listener of listened) removeEventListener(...listener);
  sessionStorage.clear();
  history.replaceState(null, '', '/');
  document.title = '';
  document.head.replaceChildren();
  document.body.replaceChildren();
  for (const element of [document.documentElement, document.body]) {
    for (const name of element.getAttributeNames()) element.removeAttribute(name);
  }
}
