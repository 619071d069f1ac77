import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeLatch, USER_ID } from '../testing/fake-latch';
import { serveLatch } from '../testing/server';
import { aSyncPage } from '../testing/sync-page-builder';
import { aTodo, INBOX_ID } from '../testing/todo-builder';
import { Feed } from './feed';
import { Replica } from './replica';
import { todosInProject } from './views';
import { listenForChanges, takeWakeUp, type WakeUp } from './wake-up';

class FakeStream extends EventTarget {
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static open: FakeStream[] = [];
  readyState = 1;

  constructor(readonly url: string) {
    super();
    FakeStream.open.push(this);
  }

  close(): void {
    this.readyState = FakeStream.CLOSED;
    FakeStream.open = FakeStream.open.filter((other) => other !== this);
  }

  tell(event: 'changes' | 'revision', data: string): void {
    this.dispatchEvent(new MessageEvent(event, { data }));
  }

  refuse(): void {
    this.close();
    this.dispatchEvent(new Event('error'));
  }
}

/** Holds each lock until its holder lets it go, as browsers do. */
function aLockManager() {
  let last: Promise<unknown> = Promise.resolve();
  const request = (_name: string, { signal }: { signal: AbortSignal }, hold: () => Promise<unknown>) => {
    const held = last.then(() => (signal.aborted ? undefined : hold()));
    last = held;
    return held;
  };
  return { request };
}

let stops: (() => void)[] = [];
function listen() {
  const onWake = vi.fn();
  const stop = listenForChanges('ada', onWake);
  stops.push(stop);
  return { onWake, stop };
}
const show = (state: 'visible' | 'hidden') => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => {
  vi.useFakeTimers();
  FakeStream.open = [];
  vi.stubGlobal('EventSource', FakeStream);
});
afterEach(() => {
  stops.forEach((stop) => stop());
  stops = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('listenForChanges', () => {
  it('wakes on each revision, and when the person comes back to the page', async () => {
    vi.stubGlobal('navigator', { locks: aLockManager() });
    const { onWake } = listen();
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeStream.open.map(({ url }) => url)).toEqual(['/api/users/ada/events']);
    FakeStream.open[0]?.tell('revision', '5');
    expect(onWake).toHaveBeenCalledTimes(1);
    show('visible');
    expect(onWake).toHaveBeenCalledTimes(2);
  });

  it('lets one tab listen, and another once that is closed', async () => {
    vi.stubGlobal('navigator', { locks: aLockManager() });
    const first = listen();
    listen();
    await vi.advanceTimersByTimeAsync(0);
    const [stream] = FakeStream.open;
    expect(FakeStream.open).toHaveLength(1);
    first.stop();
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeStream.open).toHaveLength(1);
    expect(FakeStream.open[0]).not.toBe(stream);
  });

  it('asks when a stream is refused, and opens another after a pause', async () => {
    vi.stubGlobal('navigator', { locks: aLockManager() });
    const { onWake } = listen();
    await vi.advanceTimersByTimeAsync(0);
    FakeStream.open[0]?.refuse();
    expect(onWake).toHaveBeenCalledTimes(1);
    expect(FakeStream.open).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(FakeStream.open).toHaveLength(1);
  });

  it('listens only while the tab is seen where there are no locks', () => {
    vi.stubGlobal('navigator', {});
    show('visible');
    listen();
    expect(FakeStream.open).toHaveLength(1);
    show('hidden');
    expect(FakeStream.open).toHaveLength(0);
    show('visible');
    expect(FakeStream.open).toHaveLength(1);
  });

  it('opens another at once when the network is back', async () => {
    vi.stubGlobal('navigator', { locks: aLockManager() });
    listen();
    await vi.advanceTimersByTimeAsync(0);
    FakeStream.open[0]?.refuse();
    globalThis.dispatchEvent(new Event('online'));
    expect(FakeStream.open).toHaveLength(1);
  });

  it('brings what changed with its revision, and says with which one a stream began', async () => {
    vi.stubGlobal('navigator', { locks: aLockManager() });
    const { onWake } = listen();
    await vi.advanceTimersByTimeAsync(0);
    const [stream] = FakeStream.open;
    const changes = { since: '5', page: { revision: '6' } };
    stream?.dispatchEvent(new Event('open'));
    stream?.tell('revision', '5');
    stream?.tell('changes', JSON.stringify(changes));
    expect(onWake).toHaveBeenCalledTimes(1);
    stream?.tell('revision', '6');
    stream?.tell('revision', '7');
    stream?.tell('changes', JSON.stringify(changes));
    // It was cut in between.
    stream?.dispatchEvent(new Event('open'));
    stream?.tell('revision', '8');
    expect(onWake.mock.calls.flat()).toEqual([
      { revision: '5', isFirst: true, changes: undefined },
      { revision: '6', isFirst: false, changes },
      { revision: '7', isFirst: false, changes: undefined },
      { revision: '8', isFirst: true, changes: undefined },
    ]);
  });

  it('hands what it hears to the other tabs, and takes what a tab of another version says as a reason to ask', async () => {
    vi.useRealTimers();
    vi.stubGlobal('navigator', { locks: aLockManager() });
    const [, second] = [listen(), listen()];
    await vi.waitFor(() => expect(FakeStream.open).toHaveLength(1));
    const changes = { since: '5', page: { revision: '6' } };
    FakeStream.open[0]?.tell('changes', JSON.stringify(changes));
    FakeStream.open[0]?.tell('revision', '6');
    await vi.waitFor(() => expect(second.onWake.mock.calls).toEqual([[{ revision: '6', isFirst: true, changes }]]));
    const older = new BroadcastChannel('latch.changes.ada');
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
    older.postMessage('changed');
    await vi.waitFor(() => expect(second.onWake.mock.calls.at(-1)).toEqual([undefined]));
    older.close();
  });

  it('asks nothing while it listens, and wakes the other tabs of what it hears', async () => {
    vi.stubGlobal('navigator', { locks: aLockManager() });
    show('hidden');
    const told = vi.spyOn(BroadcastChannel.prototype, 'postMessage');
    const [first, second] = [listen(), listen()];
    await vi.advanceTimersByTimeAsync(60_000);
    expect([first.onWake, second.onWake].map((wake) => wake.mock.calls.length)).toEqual([0, 0]);
    FakeStream.open[0]?.tell('revision', '5');
    expect(first.onWake).toHaveBeenCalledOnce();
    expect(told).toHaveBeenCalledOnce();
  });

  it('asks every half minute where there is no stream, and no more once it is stopped', async () => {
    vi.stubGlobal('EventSource', undefined);
    const { onWake, stop } = listen();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(onWake).toHaveBeenCalledTimes(2);
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(onWake).toHaveBeenCalledTimes(2);
  });
});

describe('takeWakeUp', () => {
  beforeEach(() => void vi.useRealTimers());

  /** One that has read revision 5, of two todos. */
  function aDevice() {
    const [a, b] = [aTodo({ title: 'A' }), aTodo({ title: 'B' })];
    const latch = serveLatch(a, b);
    latch.store.reads = 4;
    const replica = new Replica();
    const feed = new Feed(USER_ID, replica);
    const renamed = (since: string, revision: string, title: string, version = 2) => ({
      since,
      page: aSyncPage({ revision, todos: [{ ...a, title, version, deletedAt: null, deletedWith: null }] }),
    });
    const take = (wakeUp: Partial<WakeUp> | undefined) =>
      takeWakeUp({ feed, replica }, wakeUp && ({ isFirst: false, changes: undefined, ...wakeUp } as WakeUp));
    const titles = () => todosInProject(replica.shown, INBOX_ID).map(({ title }) => title);
    return { latch, replica, feed, renamed, take, titles };
  }

  async function aDeviceAt5() {
    const device = aDevice();
    await device.feed.now();
    expect([device.replica.revision, device.titles(), device.latch.store.reads]).toEqual(['5', ['A', 'B'], 5]);
    return device;
  }

  it('takes what changed since where the replica is, or before, and asks nothing', async () => {
    const { take, renamed, titles, replica, latch } = await aDeviceAt5();
    await take({ revision: '6', changes: renamed('5', '6', 'A2') });
    await take({ revision: '8', changes: renamed('4', '8', 'A3', 3) });
    expect([titles(), replica.revision, latch.store.reads]).toEqual([['A3', 'B'], '8', 5]);
  });

  it('takes nothing that is older than the replica, and asks nothing', async () => {
    const { take, renamed, titles, replica, latch } = await aDeviceAt5();
    await take({ revision: '5', changes: renamed('3', '5', 'Older') });
    await take({ revision: '4', changes: renamed('3', '4', 'Older') });
    await take({ revision: '5', isFirst: true });
    expect([titles(), replica.revision, latch.store.reads]).toEqual([['A', 'B'], '5', 5]);
  });

  it.each<[string, (device: ReturnType<typeof aDevice>) => Partial<WakeUp> | undefined]>([
    ['it begins behind what is here', ({ renamed }) => ({ revision: '7', changes: renamed('6', '7', 'Gap') })],
    ['nothing came along', () => ({ revision: '6' })],
    ['a stream begins with a revision that is before the one here', () => ({ revision: '4', isFirst: true })],
    ['nobody told of anything', () => undefined],
  ])('reads where %s', async (_why, wakeUp) => {
    const device = await aDeviceAt5();
    await device.take(wakeUp(device));
    expect([device.titles(), device.latch.store.reads]).toEqual([['A', 'B'], 6]);
  });

  it('waits for a read that is under way, and reads again only where that did not come to it', async () => {
    const { take, latch, feed } = await aDeviceAt5();
    const release = latch.hold();
    const reading = feed.now();
    const taken = [take({ revision: '6' }), take({ revision: '6' })];
    release();
    await Promise.all([reading, ...taken]);
    expect(latch.store.reads).toBe(6);
    const [held, another] = [latch.hold(), feed.now()];
    const late = take({ revision: '8' });
    held();
    await Promise.all([another, late]);
    expect(latch.store.reads).toBe(8);
  });

  it('keeps what it took when a read that began before it ends', async () => {
    const { take, renamed, titles, latch, feed, replica } = await aDeviceAt5();
    const release = latch.hold();
    const asked = vi.spyOn(globalThis, 'fetch');
    const reading = feed.now();
    await vi.waitFor(() => expect(asked).toHaveBeenCalledOnce());
    await take({ revision: '9', changes: renamed('5', '9', 'Told', 9) });
    expect(titles()).toEqual(['Told', 'B']);
    latch.store.reads = 9;
    release();
    await reading;
    // From where it was, what was read was not all that was new by then; it was read once more.
    expect([titles(), replica.revision, asked.mock.calls.length]).toEqual([['Told', 'B'], '11', 2]);
  });

  it('asks about a todo of before the time of the replica, of which it is told that it is gone', async () => {
    const { take, replica, latch } = await aDeviceAt5();
    const old = aTodo({ title: 'Long done', completedAt: '2025-01-01T00:00:00.000Z' });
    replica.addOlder([old]);
    await take({
      revision: '6',
      changes: { since: '5', page: aSyncPage({ revision: '6', gone: [{ entity: 'todo', id: old.id }] }) },
    });
    await vi.waitFor(() => expect(latch.log).toContain(`GET /todos/${old.id}`));
    await vi.waitFor(() => expect(replica.shown.get('todos', old.id)).toBeUndefined());
  });

  it('survives a read that is refused', async () => {
    const { take, latch } = await aDeviceAt5();
    latch.be(FakeLatch.refusals.broken);
    await take({ revision: '6' });
    latch.be(null);
    await take({ revision: '6' });
    expect(latch.store.reads).toBe(6);
  });
});
