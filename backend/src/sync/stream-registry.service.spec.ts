import { pino } from 'pino';
import { InvalidSessionError } from '@latch/server-kit/http-errors';
import type { SessionValidatorService } from '../auth/session-validator.service.js';
import { CommittedChanges } from '../history/committed-changes.js';
import { StreamRegistry } from './stream-registry.service.js';
import type { RevisionRepository } from './revision.repository.js';
import { RevisionWatch } from './revision-watch.service.js';
import { StreamLimits } from './stream-limits.js';
import type { ToldChangesService } from './told-changes.service.js';

const { jest } = import.meta;
const STREAMS = 1_000;
const MINUTE_MS = 60_000;
const logger = pino({ level: 'silent' });

/** When each session was asked about, by its cookie. */
let asked: Map<string, number[]>;
let answer: (cookie: string) => Error | undefined;
/** Whose session the auth server says it is. */
let owner: (cookie: string) => string;
let changes: CommittedChanges;
let streams: StreamRegistry;
let ended: string[];
/** What streams read that are woken. */
let reading: Promise<undefined>;

beforeEach(() => {
  jest.useFakeTimers();
  asked = new Map();
  ended = [];
  reading = Promise.resolve(undefined);
  answer = () => undefined;
  owner = userOf;
  const sessions = {
    validate: ({ cookie }: { cookie: string }) => {
      asked.set(cookie, [...(asked.get(cookie) ?? []), performance.now()]);
      const error = answer(cookie);
      return error ? Promise.reject(error) : Promise.resolve({ userId: owner(cookie) });
    },
  };
  const repository = { of: () => Promise.resolve(new Map()) };
  const limits = Object.assign(new StreamLimits(), { mostOfServer: STREAMS });
  changes = new CommittedChanges();
  const watch = new RevisionWatch(changes, repository as unknown as RevisionRepository, limits, logger);
  const told = { since: () => reading } as unknown as ToldChangesService;
  streams = new StreamRegistry(sessions as unknown as SessionValidatorService, watch, told, limits, null, logger);
});
afterEach(() => jest.useRealTimers());

/** Two streams each. */
const userOf = (cookie: string) => `user ${Math.floor(Number(cookie) / 2)}`;

/** @returns what closes it from the client's side */
async function open(cookie: string): Promise<() => void> {
  let close = () => {};
  const user = { userId: userOf(cookie), email: 'a@example.com', name: null };
  await streams.open(user, { cookie, requestId: 'r' }, undefined, {
    begin: () => {},
    write: () => {},
    end: () => void ended.push(cookie),
    destroy: () => {},
    onClose: (listener) => (close = listener),
    writableLength: 0,
  });
  return close;
}

async function openAll(count: number): Promise<(() => void)[]> {
  const opening = Array.from({ length: count }, (_, n) => open(String(n)));
  return Promise.all(opening);
}

/** How many sessions were asked about in each second from a moment on. */
function perSecond(from: number): number[] {
  const counts: number[] = [];
  for (const time of [...asked.values()].flat()) {
    const second = Math.floor((time - from) / 1_000);
    if (second >= 0) counts[second] = (counts[second] ?? 0) + 1;
  }
  return Array.from(counts, (count) => count ?? 0);
}

/** The longest that any session was not asked about. */
function longestUnasked(opened: number, until: number): number {
  const gaps = [...asked.values()].flatMap((times) => {
    const all = [opened, ...times, until];
    return all.slice(1).map((time, n) => time - all[n]!);
  });
  return Math.max(...gaps);
}

describe('1,000 streams that open in the same moment', () => {
  it('have each session asked about once a minute, at most 20 a second and never many at once', async () => {
    const opened = performance.now();
    await openAll(STREAMS);
    await jest.advanceTimersByTimeAsync(5 * MINUTE_MS);
    expect(asked.size).toBe(STREAMS);
    expect(longestUnasked(opened, performance.now())).toBeLessThanOrEqual(MINUTE_MS);
    expect(Math.max(...perSecond(opened))).toBeLessThanOrEqual(20);
    const moments = [...asked.values()].flat();
    expect(Math.max(...countEach(moments))).toBeLessThanOrEqual(2);
  });

  it('are caught up with in a few seconds after the process stood still, and not at once', async () => {
    await openAll(STREAMS);
    const now = performance.now.bind(performance);
    const stoodStill = jest.spyOn(performance, 'now').mockImplementation(() => now() + 10 * MINUTE_MS);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(asked.size).toBe(STREAMS);
    expect(Math.max(...countEach([...asked.values()].flat()))).toBeLessThanOrEqual(STREAMS / 50);
    stoodStill.mockRestore();
  });

  it('have no session unasked for longer than a minute while half of them leave', async () => {
    const opened = performance.now();
    const closers = await openAll(STREAMS);
    for (let second = 0; second < 50; second++) {
      await jest.advanceTimersByTimeAsync(1_000);
      // Those that were asked about just now: the worst order there is.
      for (let n = 0; n < 10; n++) closers[second * 10 + n]!();
    }
    await jest.advanceTimersByTimeAsync(MINUTE_MS);
    const staying = Array.from({ length: STREAMS / 2 }, (_, n) => asked.get(String(STREAMS / 2 + n))!);
    for (const times of staying) expect(times[0]! - opened).toBeLessThanOrEqual(MINUTE_MS);
  });

  it('that a session of has ended are closed within a minute, those of others stay', async () => {
    await openAll(STREAMS);
    answer = (cookie) => (Number(cookie) % 100 === 0 ? new InvalidSessionError() : undefined);
    await jest.advanceTimersByTimeAsync(MINUTE_MS);
    expect(ended).toHaveLength(10);
    expect(streams.size).toBe(STREAMS - 10);
  });

  it('stay open while nobody can say, with no more questions than usual', async () => {
    const opened = performance.now();
    await openAll(STREAMS);
    answer = () => new Error('The auth server is away');
    await jest.advanceTimersByTimeAsync(5 * MINUTE_MS);
    expect([streams.size, ended]).toEqual([STREAMS, []]);
    expect(Math.max(...perSecond(opened))).toBeLessThanOrEqual(20);
  });
});

describe('A session check without a result', () => {
  it('is repeated within the minute when the auth server can be asked again, so that a stream whose session ended is closed', async () => {
    const began = performance.now();
    await open('0');
    answer = () => new Error('Reset');
    while (!asked.get('0')) await jest.advanceTimersByTimeAsync(50);
    answer = () => new InvalidSessionError();
    while (ended.length === 0) await jest.advanceTimersByTimeAsync(50);
    expect(performance.now() - began).toBeLessThanOrEqual(MINUTE_MS);
  });

  it('leaves nothing to repeat when the stream goes', async () => {
    const close = await open('0');
    answer = () => new Error('Reset');
    while (!asked.get('0')) await jest.advanceTimersByTimeAsync(50);
    close();
    await open('1');
    await jest.advanceTimersByTimeAsync(10_000);
    expect(asked.get('0')).toHaveLength(1);
  });
});

describe('20 streams of one session', () => {
  it('share one session check with each wake-up, and no answer is kept for the next', async () => {
    for (let n = 0; n < 20; n++) await open('0');
    changes.announce(userOf('0'), '1');
    await jest.advanceTimersByTimeAsync(0);
    expect(asked.get('0')).toHaveLength(1);
    for (let revision = 2; revision <= 100; revision++) {
      changes.announce(userOf('0'), String(revision));
      await jest.advanceTimersByTimeAsync(10);
    }
    expect(Math.max(...perSecond(0))).toBeLessThanOrEqual(20);
    answer = () => new InvalidSessionError();
    changes.announce(userOf('0'), '1000');
    await jest.advanceTimersByTimeAsync(200);
    expect(ended).toHaveLength(20);
  });
});

describe('Streams that wait for what changed', () => {
  it('keep no other from being asked about in its turn', async () => {
    const opened = performance.now();
    reading = new Promise(() => {});
    await openAll(20);
    for (let n = 0; n < 5; n++) changes.announce(`user ${n}`, '1');
    await jest.advanceTimersByTimeAsync(5 * MINUTE_MS);
    expect([...asked.keys()].toSorted()).toEqual(Array.from({ length: 10 }, (_, n) => String(n + 10)));
    expect(longestUnasked(opened, performance.now())).toBeLessThanOrEqual(MINUTE_MS);
  });
});

describe('One stream', () => {
  it('has its session asked about within the minute, again and again', async () => {
    const opened = performance.now();
    await open('0');
    await jest.advanceTimersByTimeAsync(10 * MINUTE_MS);
    expect(longestUnasked(opened, performance.now())).toBeLessThanOrEqual(MINUTE_MS);
    expect(asked.get('0')!.length).toBeLessThanOrEqual(12);
  });

  it('of somebody who turns out to be another is closed', async () => {
    await open('0');
    owner = () => 'eve';
    await jest.advanceTimersByTimeAsync(MINUTE_MS);
    expect(ended).toEqual(['0']);
  });

  it('that goes leaves no timer behind', async () => {
    const close = await open('0');
    close();
    await jest.advanceTimersByTimeAsync(2_000);
    expect([streams.size, jest.getTimerCount()]).toEqual([0, 0]);
  });
});

function countEach(values: number[]): number[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()];
}
