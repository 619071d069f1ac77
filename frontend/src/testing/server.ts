import type { components } from '@latch/contracts/latch';
import { setupServer } from 'msw/node';
import { FakeLatch } from './fake-latch';
import { latchHandlers } from './latch-handlers';

/** The network of every test: nothing answers but what a test put here. */
export const server = setupServer();

/** Lets a fake backend with these todos answer. @returns it, to look into and to put in a mood */
export function serveLatch(...todos: components['schemas']['Todo'][]): FakeLatch {
  const latch = new FakeLatch(todos);
  server.use(...latchHandlers(latch));
  return latch;
}
