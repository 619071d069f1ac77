import { EventStream, type Verdict } from './event-stream.js';
import { StreamLimits } from './stream-limits.js';
import type { ToldChanges } from './told-changes.service.js';

const { jest } = import.meta;
const limits = new StreamLimits();

/** A client, and the session checks of its stream and what it reads, which are answered when the test says so. */
class Client {
  written: string[] = [];
  ending?: 'ended' | 'destroyed';
  writableLength = 0;
  /** Session checks that wait for their answer. */
  readonly asked: ((verdict: Verdict) => void)[] = [];
  checks = 0;
  overs = 0;
  /** Since which revisions it has read. */
  readonly reads: bigint[] = [];
  /** What it reads: nothing unless the test says so. */
  read = (_since: bigint): Promise<ToldChanges | undefined> => Promise.resolve(undefined);
  readonly stream = new EventStream({
    output: this,
    check: () => {
      this.checks += 1;
      return new Promise((resolve) => this.asked.push(resolve));
    },
    changesSince: (revision) => {
      this.reads.push(revision);
      return this.read(revision);
    },
    limits,
    onSent: () => {},
    onOver: () => (this.overs += 1),
  });

  write = (text: string) => this.written.push(text);
  end = () => void (this.ending = 'ended');
  destroy = () => void (this.ending = 'destroyed');

  /** The revisions that it was told. */
  get told(): string[] {
    return this.written.flatMap((text) => /(?:^|\n)data: (\d+)\n/.exec(text)?.[1] ?? []);
  }

  /** Has it read this, from the next time on. */
  finds(revision: bigint): this {
    this.read = (since) => Promise.resolve({ revision, data: `{"since":"${since}"}` });
    return this;
  }

  async answer(verdict: Verdict): Promise<void> {
    await jest.advanceTimersByTimeAsync(0);
    expect(this.asked).toHaveLength(1);
    this.asked.shift()!(verdict);
    await jest.advanceTimersByTimeAsync(0);
  }
}

let client: Client;
beforeEach(() => {
  jest.useFakeTimers();
  client = new Client();
});
afterEach(() => jest.useRealTimers());

/** One that was told revision 5 as it began. */
function begun(): Client {
  client.stream.begin(5n);
  expect(client.told).toEqual(['5']);
  return client;
}

describe('A stream that begins', () => {
  it('says when to connect again, then the revision, in the format of Server-Sent Events', () => {
    client.stream.begin(5n);
    expect(client.written).toEqual([
      expect.stringMatching(/^retry: [1-5]\d{3}\n\nid: 5\nevent: revision\ndata: 5\n\n$/),
    ]);
  });

  it('tells only a comment to a client that knows the revision', () => {
    client.stream.begin(5n, '5');
    expect(client.written).toEqual([expect.stringMatching(/^retry: \d+\n\n:[^\n]*\n\n$/)]);
  });

  it.each(['4', '6', '05', 'x', ''])('tells it to one that names %j', (lastEventId) => {
    client.stream.begin(5n, lastEventId);
    expect(client.told).toEqual(['5']);
  });

  it('takes along what happened while it was opened, and asks nobody about it', () => {
    client.stream.wake(7n);
    client.stream.wake(8n);
    client.stream.begin(6n);
    expect([client.told, client.checks]).toEqual([['8'], 0]);
  });

  it('does not begin when it was ended before', () => {
    client.stream.end();
    expect(client.ending).toBeUndefined();
    client.stream.begin(5n);
    expect([client.written, client.ending, client.overs]).toEqual([[], 'ended', 1]);
  });
});

describe('A new revision', () => {
  it('is told once the session was asked about and found valid, and not before', async () => {
    begun().stream.wake(6n);
    await jest.advanceTimersByTimeAsync(0);
    expect([client.told, client.checks]).toEqual([['5'], 1]);
    await client.answer('valid');
    expect(client.told).toEqual(['5', '6']);
  });

  it('that is known already is neither told nor asked about', () => {
    begun().stream.wake(5n);
    client.stream.wake(4n);
    expect(client.checks).toBe(0);
  });

  it('ends the stream without a word when the session has ended', async () => {
    begun().stream.wake(6n);
    await client.answer('ended');
    expect([client.told, client.ending, client.overs]).toEqual([['5'], 'ended', 1]);
    client.stream.wake(7n);
    await jest.advanceTimersByTimeAsync(120_000);
    expect([client.checks, jest.getTimerCount()]).toEqual([1, 0]);
  });

  it('is not told by a check that began before it: it gets its own, and several share one', async () => {
    begun().stream.wake(6n);
    await jest.advanceTimersByTimeAsync(0);
    for (const revision of [7n, 8n, 9n]) client.stream.wake(revision);
    await client.answer('valid');
    expect(client.told).toEqual(['5', '6']);
    await jest.advanceTimersByTimeAsync(limits.gapMs);
    await client.answer('valid');
    expect([client.told, client.checks]).toEqual([['5', '6', '9'], 2]);
  });

  it('waits for a tenth of a second after the last one', async () => {
    begun().stream.wake(6n);
    await client.answer('valid');
    client.stream.wake(7n);
    await jest.advanceTimersByTimeAsync(limits.gapMs - 1);
    expect(client.checks).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(client.checks).toBe(2);
  });

  it('that comes while the session is asked about in its turn is asked about itself', async () => {
    void begun().stream.checkSession();
    client.stream.wake(6n);
    await client.answer('valid');
    expect(client.told).toEqual(['5']);
    await client.answer('valid');
    expect([client.told, client.checks]).toEqual([['5', '6'], 2]);
  });

  it('is kept while nobody can say, asked about after growing pauses of 5 s at most, and then told', async () => {
    begun().stream.wake(6n);
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      await client.answer('unknown');
      client.stream.wake(BigInt(7 + attempt));
      const began = performance.now();
      while (client.asked.length === 0) await jest.advanceTimersByTimeAsync(1);
      pauses.push(performance.now() - began);
    }
    expect([client.told, client.ending]).toEqual([['5'], undefined]);
    for (const [attempt, pause] of pauses.entries()) {
      const longest = Math.min(limits.retryMs.longest, limits.retryMs.first * 2 ** attempt);
      expect(pause).toBeGreaterThanOrEqual(longest / 2 - 1);
      expect(pause).toBeLessThanOrEqual(longest + 1);
    }
    await client.answer('valid');
    expect(client.told).toEqual(['5', '14']);
  });
});

describe('What changed', () => {
  const changed = (since: number, revision: number) =>
    `event: changes\ndata: {"since":"${since}"}\n\nid: ${revision}\nevent: revision\ndata: ${revision}\n\n`;

  it('comes before the revision, in one piece with it', async () => {
    begun().finds(6n).stream.wake(6n);
    await client.answer('valid');
    expect(client.written.slice(1)).toEqual([changed(5, 6)]);
  });

  it('is read before the session is asked about, and not told when that has ended', async () => {
    let finish = (_changes: ToldChanges) => {};
    begun().read = () => new Promise((resolve) => (finish = resolve));
    client.stream.wake(6n);
    await jest.advanceTimersByTimeAsync(1_000);
    expect([client.reads, client.checks]).toEqual([[5n], 0]);
    finish({ revision: 6n, data: '{}' });
    await client.answer('ended');
    expect([client.written.length, client.ending]).toEqual([1, 'ended']);
  });

  it('may be newer than what woke it: its revision is told, and not again', async () => {
    begun().finds(7n).stream.wake(6n);
    await jest.advanceTimersByTimeAsync(0);
    client.stream.wake(7n);
    await client.answer('valid');
    await jest.advanceTimersByTimeAsync(limits.gapMs);
    expect([client.written.slice(1), client.checks]).toEqual([[changed(5, 7)], 1]);
  });

  it('since then comes later, from where the one before ended', async () => {
    begun().finds(6n).stream.wake(6n);
    client.stream.wake(8n);
    await client.answer('valid');
    expect(client.written.slice(1)).toEqual([changed(5, 6)]);
    client.finds(8n);
    await jest.advanceTimersByTimeAsync(limits.gapMs);
    await client.answer('valid');
    expect([client.written.slice(2), client.reads]).toEqual([[changed(6, 8)], [5n, 6n]]);
  });

  it('is left out where it does not come to the revision that is due', async () => {
    begun().finds(5n).stream.wake(6n);
    await client.answer('valid');
    expect([client.told, client.written.join('')]).toEqual([['5', '6'], expect.not.stringContaining('changes')]);
  });

  it('is not read again while nobody can say, and left out then', async () => {
    begun().finds(6n).stream.wake(6n);
    for (let attempt = 0; attempt < 3; attempt++) {
      await client.answer('unknown');
      while (client.asked.length === 0) await jest.advanceTimersByTimeAsync(1);
    }
    expect([client.reads, client.written.length]).toEqual([[5n], 1]);
    await client.answer('valid');
    expect(client.told).toEqual(['5', '6']);
    client.finds(7n).stream.wake(7n);
    await jest.advanceTimersByTimeAsync(limits.gapMs);
    await client.answer('valid');
    expect(client.written.slice(2)).toEqual([changed(6, 7)]);
  });

  it('is not told to a client that goes while it is read, and nobody is asked', async () => {
    let finish = (_changes: ToldChanges) => {};
    begun().read = () => new Promise((resolve) => (finish = resolve));
    client.stream.wake(6n);
    client.stream.forget();
    finish({ revision: 6n, data: '{}' });
    await jest.advanceTimersByTimeAsync(0);
    expect([client.checks, client.told, jest.getTimerCount()]).toEqual([0, ['5'], 0]);
  });
});

describe('A session that is asked about in its turn', () => {
  it('changes nothing when it is valid, or when nobody can say', async () => {
    for (const verdict of ['valid', 'unknown'] as const) {
      void client.stream.checkSession();
      if (!client.written.length) client.stream.begin(5n);
      void client.stream.checkSession();
      await client.answer(verdict);
    }
    expect([client.told, client.checks, client.ending]).toEqual([['5'], 2, undefined]);
  });

  it('ends the stream when it has ended', async () => {
    void begun().stream.checkSession();
    await client.answer('ended');
    expect(client.ending).toBe('ended');
  });
});

describe('A stream that is open', () => {
  it('sends a comment every 25 s, and asks nobody for it', async () => {
    begun();
    await jest.advanceTimersByTimeAsync(24_999);
    expect(client.written).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(50_001);
    expect(client.written.slice(1)).toEqual([':\n\n', ':\n\n', ':\n\n']);
    expect(client.checks).toBe(0);
  });

  it('is dropped when its client does not read: a few kB wait at most', async () => {
    begun().writableLength = limits.mostWaitingBytes + 1;
    client.stream.wake(6n);
    await client.answer('valid');
    expect([client.told, client.ending, client.overs, jest.getTimerCount()]).toEqual([['5'], 'destroyed', 1, 0]);
  });

  it('is dropped by its heartbeat, too', async () => {
    begun().writableLength = limits.mostWaitingBytes + 1;
    await jest.advanceTimersByTimeAsync(25_000);
    expect(client.ending).toBe('destroyed');
  });

  it('leaves nothing behind when its client goes', async () => {
    begun().stream.wake(6n);
    await client.answer('unknown');
    client.stream.forget();
    client.stream.forget();
    expect([client.overs, jest.getTimerCount(), client.ending]).toEqual([1, 0, undefined]);
  });

  it('tells nothing to a client that goes while its session is asked about', async () => {
    begun().stream.wake(6n);
    await jest.advanceTimersByTimeAsync(0);
    client.stream.forget();
    await client.answer('valid');
    expect([client.told, jest.getTimerCount()]).toEqual([['5'], 0]);
  });
});
