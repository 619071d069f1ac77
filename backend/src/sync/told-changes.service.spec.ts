import { pino } from 'pino';
import { StoreUnavailableError } from '@latch/server-kit/http-errors';
import type { FeedService, SyncPage } from './feed.service.js';
import { StreamLimits } from './stream-limits.js';
import { ToldChangesService } from './told-changes.service.js';

const { jest } = import.meta;

const page: SyncPage = {
  revision: '6',
  more: false,
  reset: false,
  settings: { timeZone: null, dayStart: 0, weekStart: 1 },
  projects: [],
  sections: [],
  labels: [],
  filters: [],
  todos: [],
  gone: [],
};

let reads: string[];
let answer: () => Promise<SyncPage | undefined>;
let log: string;
let told: ToldChangesService;

beforeEach(() => {
  [reads, log, answer] = [[], '', () => Promise.resolve(page)];
  const onlyPage = (userId: string, since: string) => {
    reads.push(`${userId} ${since}`);
    return answer();
  };
  const logger = pino({}, { write: (line) => void (log += line) });
  told = new ToldChangesService({ onlyPage } as unknown as FeedService, new StreamLimits(), logger);
});

describe('What changed', () => {
  it('is what the feed has since then, as a line of JSON, with its revision', async () => {
    expect(await told.since('ada', 5n)).toEqual({ revision: 6n, data: JSON.stringify({ since: '5', page }) });
  });

  it('is read once for all of a person who ask for the same at the same moment, and for nobody else', async () => {
    await Promise.all([told.since('ada', 5n), told.since('ada', 5n), told.since('ada', 4n), told.since('eve', 5n)]);
    expect(reads.toSorted()).toEqual(['ada 4', 'ada 5', 'eve 5']);
  });

  it('is read anew for those who ask once the read has begun', async () => {
    let finish = (_page: SyncPage) => {};
    answer = () => new Promise((resolve) => (finish = resolve));
    const first = told.since('ada', 5n);
    while (reads.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const finishFirst = finish;
    answer = () => Promise.resolve({ ...page, revision: '7' });
    const second = told.since('ada', 5n);
    finishFirst(page);
    expect([(await first)?.revision, (await second)?.revision]).toEqual([6n, 7n]);
  });

  it('is nothing where it is too long by its bytes', async () => {
    const name = 'ü'.repeat(new StreamLimits().mostChangesBytes / 2);
    answer = () => Promise.resolve({ ...page, gone: [{ entity: 'todo', id: name }] });
    expect(await told.since('ada', 5n)).toBeUndefined();
  });

  it.each<[string, Error, boolean]>([
    ['there is an outage, which is not logged here', new StoreUnavailableError(), false],
    ['the read fails otherwise, which is logged', new Error('A mistake'), true],
  ])('is nothing where %s', async (_what, error, isLogged) => {
    answer = () => Promise.reject(error);
    expect(await told.since('ada', 5n)).toBeUndefined();
    expect(log.includes('could not be read')).toBe(isLogged);
  });

  it('is nothing where it takes too long', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    answer = () => new Promise(() => {});
    const asked = told.since('ada', 5n);
    while (reads.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await jest.advanceTimersByTimeAsync(new StreamLimits().mostReadingMs);
    expect([await asked, jest.getTimerCount()]).toEqual([undefined, 0]);
    jest.useRealTimers();
  });
});
