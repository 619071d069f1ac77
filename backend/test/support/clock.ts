import { setImmediate as ticksAreDone } from 'node:timers/promises';

const { jest } = import.meta;

/** From now on timers end, and `performance.now()` goes on, only as {@link passTime} says. Sockets work as ever. */
export function stopClock(): void {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] });
}

export function startClock(): void {
  jest.useRealTimers();
}

/** Lets time pass for all that was begun before. */
export async function passTime(ms: number): Promise<void> {
  await ticksAreDone();
  await jest.advanceTimersByTimeAsync(ms);
  await ticksAreDone();
}

/** The messages with which these have failed so far: the list grows. */
export function failuresOf(...works: Promise<unknown>[]): string[] {
  const failures: string[] = [];
  for (const work of works) work.catch(({ message }: Error) => failures.push(message));
  return failures;
}
