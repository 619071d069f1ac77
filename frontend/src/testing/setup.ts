import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { reportSignedOut } from '../shared/api/session-events';
import { server } from './server';

/** jsdom lays nothing out, so nothing ever resizes. */
class StillResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
globalThis.ResizeObserver ??= StillResizeObserver;

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  cleanup();
  // Drops what a test left waiting, so that it cannot be sent in the next one.
  reportSignedOut();
  server.resetHandlers();
  localStorage.clear();
});
afterAll(() => server.close());
