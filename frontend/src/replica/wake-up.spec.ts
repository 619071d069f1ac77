import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenForChanges } from './wake-up';

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
    FakeStream.open[0]?.dispatchEvent(new Event('revision'));
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

  it('asks nothing while it listens, and wakes the other tabs of what it hears', async () => {
    vi.stubGlobal('navigator', { locks: aLockManager() });
    show('hidden');
    const told = vi.spyOn(BroadcastChannel.prototype, 'postMessage');
    const [first, second] = [listen(), listen()];
    await vi.advanceTimersByTimeAsync(60_000);
    expect([first.onWake, second.onWake].map((wake) => wake.mock.calls.length)).toEqual([0, 0]);
    FakeStream.open[0]?.dispatchEvent(new Event('revision'));
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
