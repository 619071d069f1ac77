import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { moods, validSession } from '@latch/test-kit/fake-auth-server';
import { answers, type Mood } from '@latch/test-kit/fake-server';
import { EventListener } from '@latch/test-kit/event-listener';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';
import { ChangeService } from '../../src/history/change.service.js';
import { FeedRepository } from '../../src/sync/feed.repository.js';
import { FeedService } from '../../src/sync/feed.service.js';
import { StreamRegistry } from '../../src/sync/stream-registry.service.js';
import { StreamLimits } from '../../src/sync/stream-limits.js';
import { contract } from '../support/client.js';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import type { TodoUser } from '../support/todo-user.js';

const { jest } = import.meta;
const operation = contract.operations.find(({ operationId }) => operationId === 'listenToEvents')!;

let stack: FakeStack;
let ada: TodoUser;
let knowsAll: Mood;
const opened: EventListener[] = [];
/** The database is not asked: what this process changes is told without it. */
const usual = Object.assign(new StreamLimits(), { pollMs: 3_600_000, mostReadingMs: 60_000 });

beforeAll(async () => {
  stack = await startFakeStack({ variables: { AUTH_SERVER_TIMEOUT_MS: '4000' } });
  knowsAll = stack.auth.mood;
  set(usual);
});
beforeEach(() => {
  ada = stack.newUser();
  takeQuestions();
});
afterEach(async () => {
  stack.auth.mood = knowsAll;
  set(usual);
  for (const listener of opened.splice(0)) listener.close();
  await until(() => streams().size === 0);
});
afterAll(() => stack.close());

const streams = () => stack.app.get(StreamRegistry, { strict: false });
const set = (limits: Partial<StreamLimits>) => Object.assign(stack.app.get(StreamLimits, { strict: false }), limits);
const pathOf = ({ id }: TodoUser) => `/api/users/${id}/events`;
/** The session checks that were made since the last time. */
const takeQuestions = () => stack.auth.questions.splice(0);

/** Listens as this user; held against the contract. */
async function listen(user: TodoUser = ada, headers: Record<string, string> = {}): Promise<EventListener> {
  const listener = await EventListener.open(stack.url + pathOf(user), { cookie: user.cookie, ...headers });
  opened.push(listener);
  const { status, headers: received } = listener;
  expect(contract.findBreach(operation, { status, headers: received, body: {} })).toBeUndefined();
  return listener;
}

/** One who was told where the owner is. */
async function told(user?: TodoUser): Promise<EventListener> {
  const listener = await listen(user);
  await listener.until(({ events }) => events.length === 1);
  takeQuestions();
  return listener;
}

/** Changes something without asking the auth server. */
async function change(user: TodoUser = ada): Promise<void> {
  const who = { userId: user.id, email: 'ada@example.com', name: null };
  await stack.app.get(ChangeService, { strict: false }).run(who, undefined, async () => {});
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('Events', () => {
  it('begin with the revision as it is, at once, and as an event alone', async () => {
    await ada.has();
    await ada.has();
    const listener = await told();
    expect(listener.text).toMatch(/^retry: \d+\n\nid: 2\nevent: revision\ndata: 2\n\n$/);
    expect(listener.status).toBe(200);
    expect(listener.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-request-id': expect.any(String) as string,
    });
    expect(listener.headers).not.toHaveProperty('etag');
    expect(listener.headers).not.toHaveProperty('content-length');
  });

  it('begin with 0 for somebody who has changed nothing yet', async () => {
    expect((await told()).last).toBe('0');
  });

  it('begin with a comment for a client that knows the revision already, and with it for any other', async () => {
    await ada.has();
    const knowing = await listen(ada, { 'last-event-id': '1' });
    await knowing.until(({ comments }) => comments === 1);
    expect(knowing.events).toEqual([]);
    for (const lastEventId of ['0', '7', 'nonsense']) {
      const listener = await listen(ada, { 'last-event-id': lastEventId });
      await listener.until(({ events }) => events.length === 1);
      expect([listener.last, listener.comments]).toEqual(['1', 0]);
    }
  });

  it('tell every device of a person of each change, and nobody else', async () => {
    const eve = stack.newUser();
    const [one, other, stranger] = [await told(), await told(), await told(eve)];
    const { id } = await ada.has();
    for (const listener of [one, other]) await listener.until(({ last }) => last === '1');
    await ada.patch(`${ada.todos}/${id}`, { completed: true }).expect(200);
    for (const listener of [one, other]) await listener.until(({ last }) => last === '2');
    await eve.has();
    await stranger.until(({ last }) => last === '1');
    expect([one.revisions, other.revisions, stranger.revisions]).toEqual([
      ['0', '1', '2'],
      ['0', '1', '2'],
      ['0', '1'],
    ]);
    expect(one.events[1]).toEqual({ id: '1', event: 'revision', data: '1' });
  });

  it('tell of an undo by the number of its last step, at once', async () => {
    const changeId = randomUUID();
    for (const title of ['one', 'two']) await ada.post(ada.todos, { title }).set('change-id', changeId).expect(201);
    const listener = await told();
    expect(listener.last).toBe('2');
    await ada.post(`/api/users/${ada.id}/changes/${changeId}/undo`).expect(200);
    await listener.until(({ last }) => last !== '2');
    expect(listener.last).toBe('4');
  });

  it('tell nothing of a change that was refused', async () => {
    const listener = await told();
    await ada.post(ada.todos, { title: '' }).expect(422);
    await ada.patch(`${ada.todos}/0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d4e`, { title: 'x' }).expect(404);
    await ada.has();
    await listener.until(({ last }) => last === '1');
    expect(listener.revisions).toEqual(['0', '1']);
  });

  it('come with heartbeats, for which nobody is asked', async () => {
    set({ heartbeatMs: 10 });
    const listener = await told();
    await listener.until(({ text }) => text.endsWith(':\n\n:\n\n:\n\n'));
    expect([listener.revisions, takeQuestions()]).toEqual([['0'], []]);
  });

  it('are headers alone for HEAD, and leave no stream', async () => {
    const response = await fetch(stack.url + pathOf(ada), { method: 'HEAD', headers: { cookie: ada.cookie } });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    expect(streams().size).toBe(0);
  });

  it('end when everything of the owner is erased', async () => {
    await ada.has();
    const listener = await told();
    const proof = stack.auth.newProof(ada.id);
    await ada.delete(`/api/users/${ada.id}/data`).set('deletion-proof', proof).expect(204);
    await listener.ended();
    expect(listener.revisions).toEqual(['1']);
  });
});

describe('What changed', () => {
  const feedOf = async (user: TodoUser, since: string) =>
    (await user.get(`/api/users/${user.id}/sync?since=${since}`).expect(200)).body as object;

  /** One who was told revision 1. */
  const listening = async () => {
    await ada.has();
    return told();
  };

  it('comes before its revision, as the feed has it, to each device of the person and to nobody else', async () => {
    const eve = stack.newUser();
    await eve.has();
    const [one, other, stranger] = [await listening(), await told(), await told(eve)];
    const { id } = await ada.has({ title: 'Feed the cat' });
    await eve.has({ title: 'Private' });
    for (const listener of [one, other, stranger]) await listener.until(({ last }) => last === '2');
    const page = await feedOf(ada, '1');
    expect(page).toMatchObject({ revision: '2', todos: [{ id }] });
    for (const { changes } of [one, other]) {
      expect(changes).toEqual([{ since: '1', page }]);
      expect(contract.findProblem('ToldChanges', changes[0])).toBeUndefined();
    }
    expect(one.text).toMatch(/\n\nevent: changes\ndata: [^\n]+\n\nid: 2\nevent: revision\ndata: 2\n\n$/);
    expect(stranger.changes).toEqual([{ since: '1', page: await feedOf(eve, '1') }]);
    for (const text of [id, ada.id, ada.session]) expect(stranger.text).not.toContain(text);
    for (const text of ['Private', eve.id, ada.session]) expect(one.text).not.toContain(text);
  });

  it('is read once for all who are told at the same moment, and anew for the next', async () => {
    const listeners = [await listening(), await told(), await told()];
    const reading = jest.spyOn(stack.app.get(FeedRepository, { strict: false }), 'read');
    await ada.has();
    for (const listener of listeners) await listener.until(({ last }) => last === '2');
    expect(reading).toHaveBeenCalledTimes(1);
    await ada.has();
    for (const listener of listeners) await listener.until(({ last }) => last === '3');
    expect(reading.mock.calls.length).toBeGreaterThan(1);
    reading.mockRestore();
    expect(listeners.map(({ changes }) => changes.map(({ since }) => since as string))).toEqual(
      listeners.map(() => ['1', '2']),
    );
  });

  it.each<[string, Partial<StreamLimits>, (ids: string[]) => PromiseLike<unknown>]>([
    ['many things', { mostChanges: 1 }, (ids) => ada.post(`${ada.todos}/bulk`, { ids, priority: 1 }).expect(200)],
    [
      'long',
      { mostChangesBytes: 1_000 },
      ([id]) => ada.patch(`${ada.todos}/${id}`, { notes: 'x'.repeat(1_000) }).expect(200),
    ],
  ])('is left out where it is %s, and what comes then begins behind it', async (_what, limits, work) => {
    const ids = [(await ada.has()).id, (await ada.has()).id];
    const listener = await told();
    set(limits);
    await work(ids);
    await listener.until(({ last }) => last === '3');
    expect(listener.changes).toEqual([]);
    const { id } = await ada.has();
    await listener.until(({ last }) => last === '4');
    expect(listener.changes).toMatchObject([{ since: '3', page: { revision: '4', todos: [{ id }] } }]);
  });

  it('is left out for somebody who had changed nothing yet', async () => {
    const listener = await told();
    await ada.has();
    await listener.until(({ last }) => last === '1');
    expect(listener.changes).toEqual([]);
  });

  it.each<[string, () => Promise<undefined>]>([
    ['cannot be read', () => Promise.reject(new Error('The database is away'))],
    ['takes too long to read', () => new Promise(() => {})],
  ])('is left out where it %s', async (_what, read) => {
    const listener = await listening();
    set({ mostReadingMs: 10 });
    const reading = jest.spyOn(stack.app.get(FeedService, { strict: false }), 'onlyPage').mockImplementation(read);
    await ada.has();
    await listener.until(({ last }) => last === '2');
    reading.mockRestore();
    expect([listener.revisions, listener.changes]).toEqual([['1', '2'], []]);
  });

  it('is not told of what was changed after the session check began', async () => {
    const listener = await listening();
    const held: (() => void)[] = [];
    stack.auth.mood = (request, response) => void held.push(() => knowsAll(request, response));
    await change();
    await until(() => held.length > 0);
    await change();
    held.shift()!();
    await listener.until(({ last }) => last === '2');
    expect(listener.changes).toMatchObject([{ since: '1', page: { revision: '2' } }]);
    await until(() => held.length > 0);
    held.shift()!();
    await listener.until(({ last }) => last === '3');
    expect(listener.changes).toMatchObject([{}, { since: '2', page: { revision: '3' } }]);
  });
});

describe('Events that cannot be had', () => {
  const listenAs = (user: TodoUser, cookie = user.cookie) => stack.http.get(pathOf(user)).set('cookie', cookie);
  const refusal = async (request: ReturnType<typeof listenAs>) => {
    const answer = await request;
    return [answer.status, answer.body.error_code] as unknown[];
  };

  it.each<[keyof typeof moods, number, string]>([
    ['invalid', 401, 'INVALID_SESSION'],
    ['expired', 401, 'INVALID_SESSION'],
    ['storeUnavailable', 503, 'AUTH_SERVER_UNAVAILABLE'],
    ['resetting', 503, 'AUTH_SERVER_UNAVAILABLE'],
    ['hanging', 503, 'AUTH_SERVER_UNAVAILABLE'],
    ['html', 500, 'SESSION_CHECK_FAILED'],
  ])('are refused as anything else when the auth server is %s', async (mood, ...expected) => {
    stack.auth.mood = moods[mood];
    expect(await refusal(listenAs(ada))).toEqual(expected);
    expect(streams().size).toBe(0);
  });

  it('are refused of another user, and without a session', async () => {
    expect(await refusal(listenAs(stack.newUser(), ada.cookie))).toEqual([403, 'USER_MISMATCH']);
    expect(await refusal(listenAs(ada, ''))).toEqual([401, 'INVALID_SESSION']);
  });

  it('are refused beyond 20 streams of one person, until one of them goes; others are not concerned', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => told()));
    const answer = await listenAs(ada).expect(429);
    expect([answer.body.error_code, answer.get('retry-after')]).toEqual(['TOO_MANY_STREAMS', '30']);
    await told(stack.newUser());
    all[0]!.close();
    await until(() => streams().size === 20);
    await told();
  });

  it('are not had more often by asking for many at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => EventListener.open(stack.url + pathOf(ada), { cookie: ada.cookie })),
    );
    opened.push(...answers);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
  });

  it('are refused beyond what this server can hold', async () => {
    set({ mostOfServer: 2 });
    await told();
    await told(stack.newUser());
    const answer = await listenAs(ada).expect(503);
    expect([answer.body.error_code, answer.get('retry-after')]).toEqual(['STREAMS_UNAVAILABLE', '30']);
  });
});

describe('The session of a stream', () => {
  it('is asked about as it opens and before each event, with the session cookie alone', async () => {
    const listener = await listen(ada, { cookie: `theme=dark; ${ada.cookie}`, 'x-request-id': 'req-1' });
    await listener.until(({ events }) => events.length === 1);
    expect(takeQuestions()).toHaveLength(1);
    await change();
    await listener.until(({ last }) => last === '1');
    const [question, ...more] = takeQuestions();
    expect([question?.url, question?.headers.cookie, question?.headers['x-request-id'], more]).toEqual([
      '/api/auth/session',
      ada.cookie,
      'req-1',
      [],
    ]);
  });

  it.each<[string, Mood]>([
    ['has ended', moods.invalid],
    ['has run out', moods.expired],
    ['is another user’s', answers(200, validSession('eve'))],
  ])('that %s ends it with the next change, without a word', async (_name, mood) => {
    await ada.has();
    const listener = await told();
    const before = [...listener.events];
    stack.auth.mood = mood;
    await change();
    await listener.ended();
    expect(listener.events).toEqual(before);
    expect(streams().size).toBe(0);
  });

  it('that has ended ends it without a change, too', async () => {
    set({ checkMs: 500 });
    const listener = await told();
    stack.auth.mood = moods.invalid;
    await listener.ended();
    expect(listener.revisions).toEqual(['0']);
  });

  it.each<[string, Mood]>([
    ['is away', moods.resetting],
    ['hangs', moods.hanging],
    ['has no database', moods.storeUnavailable],
    ['has too much to do', moods.tooManyRequests],
    ['is another program', moods.html],
    ['has no such thing', moods.notFound],
  ])(
    'is unknown while the auth server %s: it stays open, is told nothing, and the rest afterwards',
    async (_n, mood) => {
      set({ retryMs: { first: 10, longest: 20 }, heartbeatMs: 10 });
      await change();
      const listener = await told();
      stack.auth.mood = mood;
      await change();
      await change();
      const mostQuestions = mood === moods.hanging ? 1 : 3;
      await until(() => stack.auth.questions.length >= mostQuestions);
      const { comments } = listener;
      await listener.until((one) => one.comments > comments);
      expect([listener.events.length, listener.isOver]).toEqual([1, false]);
      stack.auth.mood = knowsAll;
      await listener.until(({ last }) => last === '3');
    },
  );

  it('is asked about once for what changes while the answer is on its way, and once for what comes then', async () => {
    const listener = await told();
    const held: (() => void)[] = [];
    stack.auth.mood = (request, response) => void held.push(() => knowsAll(request, response));
    for (let n = 0; n < 5; n++) await change();
    await until(() => held.length > 0);
    expect(listener.revisions).toEqual(['0']);
    held.shift()!();
    await listener.until(({ last }) => last === '1');
    await until(() => held.length > 0);
    held.shift()!();
    await listener.until(({ last }) => last === '5');
    expect([listener.revisions, takeQuestions().length]).toEqual([['0', '1', '5'], 2]);
  });
});

describe('A stream', () => {
  it('whose client goes is forgotten at once', async () => {
    const listener = await told();
    listener.close();
    await until(() => streams().size === 0);
    await change();
    expect(takeQuestions()).toEqual([]);
  });

  it('whose client goes before it is opened is not kept', async () => {
    const held: (() => void)[] = [];
    stack.auth.mood = (request, response) => void held.push(() => knowsAll(request, response));
    const gone = new Promise((resolve) => {
      stack.server.once('request', (_request, response: ServerResponse) => response.once('close', resolve));
    });
    const opening = jest.spyOn(streams(), 'open');
    const leaving = new AbortController();
    const asked = fetch(stack.url + pathOf(ada), { headers: { cookie: ada.cookie }, signal: leaving.signal });
    await until(() => held.length > 0);
    leaving.abort();
    await expect(asked).rejects.toThrow('abort');
    await gone;
    held.shift()!();
    await until(() => opening.mock.results.length > 0);
    await opening.mock.results[0]!.value;
    opening.mockRestore();
    expect(streams().size).toBe(0);
  });

  it('that cannot begin because the database is away is refused and forgotten', async () => {
    const proxy = await TcpProxy.to(process.env.TEST_TODOS_DATABASE_URL!);
    const other = await startFakeStack({ variables: { TODOS_DATABASE_URL: proxy.url, DATABASE_TIMEOUT_MS: '4000' } });
    const eve = other.newUser();
    proxy.turn('refuse');
    const answer = await eve.get(pathOf(eve)).expect(503);
    expect(answer.body.error_code).toBe('STORE_UNAVAILABLE');
    expect(other.app.get(StreamRegistry, { strict: false }).size).toBe(0);
    await other.close();
    await proxy.close();
  });

  it('is one line of the log, when it ends, and of its session there is nothing in it', async () => {
    let log = '';
    const other = await startFakeStack({ log: { write: (line) => void (log += line) } });
    const eve = other.newUser();
    const listener = await EventListener.open(other.url + pathOf(eve), { cookie: eve.cookie });
    await listener.until(({ events }) => events.length === 1);
    expect(log).not.toContain(pathOf(eve));
    other.auth.mood = moods.html;
    await other.app.get(ChangeService, { strict: false }).run(userOf(eve), undefined, async () => {});
    await until(() => log.includes('could not be checked'));
    listener.close();
    await until(() => log.includes(pathOf(eve)));
    await other.close();
    const lines = log.split('\n').filter((line) => line.includes(`"path":"${pathOf(eve)}"`));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      level: 30,
      msg: 'answered',
      res: { statusCode: 200 },
      responseTime: expect.any(Number) as number,
    });
    expect(log).not.toContain(eve.session);
  });
});

const userOf = ({ id }: TodoUser) => ({ userId: id, email: 'eve@example.com', name: null });
