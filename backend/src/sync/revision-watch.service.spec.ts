import { pino } from 'pino';
import { StoreUnavailableError } from '@latch/server-kit/http-errors';
import { CommittedChanges } from '../history/committed-changes.js';
import type { RevisionRepository } from './revision.repository.js';
import { RevisionWatch } from './revision-watch.service.js';
import { StreamLimits } from './stream-limits.js';

const { jest } = import.meta;

/** What the database has. */
let stored: Map<string, bigint>;
/** Whom it was asked about, each time. */
let questions: string[][];
/** Held back until it is called, where it is there. */
let answer: (() => Promise<void>) | undefined;
let changes: CommittedChanges;
let watch: RevisionWatch;
let logged: string;

class Listener {
  heard: string[] = [];
  wake = (revision: bigint) => void this.heard.push(String(revision));
  end = () => void this.heard.push('end');
}

beforeEach(() => {
  jest.useFakeTimers();
  stored = new Map([['ada', 5n]]);
  questions = [];
  answer = undefined;
  logged = '';
  changes = new CommittedChanges();
  const repository = {
    of: async (userIds: string[]) => {
      questions.push(userIds);
      const found = new Map(stored);
      await answer?.();
      return found;
    },
  } as unknown as RevisionRepository;
  const logger = pino({}, { write: (line: string) => void (logged += line) });
  watch = new RevisionWatch(changes, repository, new StreamLimits(), logger);
});
afterEach(() => jest.useRealTimers());

/** Somebody who listens to Ada and has been told where she is. */
async function listening(): Promise<Listener> {
  const listener = new Listener();
  watch.add('ada', listener);
  await watch.read('ada');
  questions = [];
  listener.heard = [];
  return listener;
}

describe('The watch of revisions', () => {
  it('asks for all who are listened to, once a second and once for two who listen to the same', async () => {
    await listening();
    watch.add('ada', new Listener());
    watch.add('bob', new Listener());
    await jest.advanceTimersByTimeAsync(3_500);
    expect(questions).toEqual([
      ['ada', 'bob'],
      ['ada', 'bob'],
      ['ada', 'bob'],
    ]);
  });

  it('asks nothing when nobody listens, before and afterwards', async () => {
    await jest.advanceTimersByTimeAsync(5_000);
    const listener = await listening();
    watch.remove('ada', listener);
    await jest.advanceTimersByTimeAsync(5_000);
    expect([questions, jest.getTimerCount(), watch.listenersOf('ada')]).toEqual([[], 0, 0]);
    await listening();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(questions).toHaveLength(1);
  });

  it('never asks twice in a second, nor before it was answered, however slow the database is', async () => {
    await listening();
    const began: number[] = [];
    answer = () => {
      began.push(performance.now());
      return new Promise((resolve) => void setTimeout(resolve, began.length === 1 ? 2_500 : 700));
    };
    await jest.advanceTimersByTimeAsync(8_000);
    const pauses = began.slice(1).map((time, n) => time - began[n]!);
    expect(pauses.length).toBeGreaterThanOrEqual(5);
    expect(pauses[0]).toBeGreaterThanOrEqual(2_500);
    for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(1_000);
  });

  it('tells of what this process changed at once, and of no change twice', async () => {
    const listener = await listening();
    changes.announce('ada', '6');
    changes.announce('bob', '9');
    expect(listener.heard).toEqual(['6']);
    stored.set('ada', 6n);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(listener.heard).toEqual(['6']);
  });

  it('tells of what others changed, also of the first change of all', async () => {
    const bob = new Listener();
    watch.add('bob', bob);
    expect(await watch.read('bob')).toBe(0n);
    bob.heard = [];
    const ada = await listening();
    stored.set('ada', 8n).set('bob', 1n);
    await jest.advanceTimersByTimeAsync(1_000);
    expect([ada.heard, bob.heard]).toEqual([['8'], ['1']]);
  });

  it('takes two changes told the other way round for the later one', async () => {
    const listener = await listening();
    changes.announce('ada', '7');
    changes.announce('ada', '6');
    expect(listener.heard).toEqual(['7']);
  });

  it('does not take an answer from before a change for an erasing', async () => {
    const listener = await listening();
    answer = () => {
      changes.announce('ada', '6');
      return Promise.resolve();
    };
    await jest.advanceTimersByTimeAsync(1_000);
    expect(listener.heard).toEqual(['6']);
  });

  it.each<[string, () => void]>([
    ['by this process', () => changes.announce('ada', null)],
    ['by another, which leaves no row', () => void stored.delete('ada')],
    ['by another, before the first new change', () => void stored.set('ada', 1n)],
  ])('ends it for those whose owner was erased %s', async (_by, erase) => {
    const listener = await listening();
    erase();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(listener.heard[0]).toBe('end');
  });

  it('goes on asking while the database does not answer, and says so once, and once that it is back', async () => {
    const listener = await listening();
    answer = () => Promise.reject(new StoreUnavailableError());
    stored.set('ada', 9n);
    await jest.advanceTimersByTimeAsync(10_000);
    expect([questions.length, listener.heard]).toEqual([10, []]);
    answer = undefined;
    await jest.advanceTimersByTimeAsync(1_000);
    expect(listener.heard).toEqual(['9']);
    expect(logged.match(/cannot be found|found again/g)).toEqual(['cannot be found', 'found again']);
  });
});
