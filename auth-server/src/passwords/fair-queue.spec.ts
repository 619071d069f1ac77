import { setImmediate as nextTurn } from 'node:timers/promises';
import { HttpError } from '@latch/server-kit/http-errors';
import { placesOf } from '../http/client-address.js';
import { FairQueue } from './fair-queue.js';

/** Work of clients at a queue: each begins when the queue lets it, and ends when the test says so. */
class Bench {
  /** The names of what was begun, in that order. */
  readonly begun: string[] = [];
  readonly refused: string[] = [];
  readonly #ends = new Map<string, (error?: Error) => void>();

  constructor(readonly queue: FairQueue) {}

  /** Something to be done for a client at an address. @returns when it was done or refused */
  async ask(name: string, address: string, rank: 'known' | 'unknown' = 'unknown'): Promise<void> {
    await this.queue
      .as(placesOf(address), async (client) => {
        client.rank = rank;
        await this.queue.run(() => this.#work(name));
      })
      .catch((error: unknown) => {
        if (!(error instanceof HttpError)) throw error;
        expect(error).toMatchObject({ status: 503, code: 'TOO_BUSY', headers: { 'retry-after': '2' } });
        this.refused.push(name);
      });
  }

  /** Ends what is under way, and whatever is begun because of that, until nothing waits. */
  async endAll(): Promise<void> {
    for (let name = this.#next(); name !== undefined; name = this.#next()) await this.end(name);
  }

  async end(name: string, error?: Error): Promise<void> {
    this.#ends.get(name)!(error);
    this.#ends.delete(name);
    await nextTurn();
  }

  #next = () => [...this.#ends.keys()][0];

  #work(name: string): Promise<void> {
    this.begun.push(name);
    return new Promise((resolve, reject) => this.#ends.set(name, (error) => (error ? reject(error) : resolve())));
  }
}

const FLOOD = '192.0.2.1';
/** An address that shares neither network nor site with another. */
const elsewhere = (nth: number) => `198.18.${nth}.1`;

it('runs so much at once, the rest in the order it came', async () => {
  const bench = new Bench(new FairQueue(2, 5));
  for (const name of ['a', 'b', 'c', 'd']) void bench.ask(name, FLOOD);
  await nextTurn();
  expect(bench.begun).toEqual(['a', 'b']);
  await bench.end('b');
  expect(bench.begun).toEqual(['a', 'b', 'c']);
  await bench.endAll();
  expect(bench.begun).toEqual(['a', 'b', 'c', 'd']);
});

it('goes on after work that failed', async () => {
  const bench = new Bench(new FairQueue(1, 1));
  const failing = bench.ask('a', FLOOD);
  void bench.ask('b', FLOOD);
  await nextTurn();
  const failed = expect(failing).rejects.toThrow('no');
  await bench.end('a', new Error('no'));
  await failed;
  await bench.endAll();
  void bench.ask('c', FLOOD);
  await bench.endAll();
  expect(bench.begun).toEqual(['a', 'b', 'c']);
});

it('serves the networks in turn', async () => {
  const bench = new Bench(new FairQueue(1, 10));
  for (const name of ['f1', 'f2', 'f3', 'f4']) void bench.ask(name, FLOOD);
  void bench.ask('a', elsewhere(1));
  for (const name of ['b1', 'b2']) void bench.ask(name, elsewhere(2));
  await nextTurn();
  await bench.endAll();
  expect(bench.begun).toEqual(['f1', 'f2', 'a', 'b1', 'f3', 'b2', 'f4']);
});

it('gives a network that comes again no turn before those that wait', async () => {
  const bench = new Bench(new FairQueue(1, 10));
  for (const name of ['f1', 'f2']) void bench.ask(name, FLOOD);
  void bench.ask('a', elsewhere(1));
  await nextTurn();
  await bench.end('f1');
  // None of the flood waits now; what comes is behind.
  void bench.ask('f3', FLOOD);
  await nextTurn();
  await bench.endAll();
  expect(bench.begun).toEqual(['f1', 'f2', 'a', 'f3']);
});

it('gives a site, whatever its networks, the turns of one', async () => {
  const bench = new Bench(new FairQueue(1, 20));
  void bench.ask('first', elsewhere(9));
  await nextTurn();
  for (let nth = 0; nth < 6; nth += 1) void bench.ask(`f${nth}`, `2001:db8:1:${nth}::1`);
  for (let nth = 0; nth < 3; nth += 1) void bench.ask(`g${nth}`, `192.0.2.${nth + 1}`);
  void bench.ask('a', elsewhere(1));
  void bench.ask('b', '2001:db8:2::1');
  await nextTurn();
  await bench.endAll();
  expect(bench.begun).toEqual(['first', 'f0', 'g0', 'a', 'b', 'f1', 'g1', 'f2', 'g2', 'f3', 'f4', 'f5']);
});

it('serves the networks of a site in turn too', async () => {
  const bench = new Bench(new FairQueue(1, 20));
  for (const name of ['f1', 'f2', 'f3']) void bench.ask(name, FLOOD);
  for (const name of ['a1', 'a2']) void bench.ask(name, '192.0.2.2');
  await nextTurn();
  await bench.endAll();
  expect(bench.begun).toEqual(['f1', 'f2', 'a1', 'f3', 'a2']);
});

it('refuses a network that has all the places, with 503 and when to come back', async () => {
  const bench = new Bench(new FairQueue(1, 2));
  for (const name of ['f1', 'f2', 'f3', 'f4', 'f5']) void bench.ask(name, FLOOD);
  await nextTurn();
  expect(bench.refused).toEqual(['f4', 'f5']);
  await bench.endAll();
  expect(bench.begun).toEqual(['f1', 'f2', 'f3']);
});

it('refuses it before anything is done', async () => {
  const queue = new FairQueue(1, 2);
  const { promise, resolve } = withResolvers();
  const requests = Array.from({ length: 3 }, () => queue.as(placesOf(FLOOD), () => promise));
  let done = false;
  const refused = queue.as(placesOf(FLOOD), async () => void (done = true));
  await expect(refused).rejects.toMatchObject({ code: 'TOO_BUSY' });
  expect(done).toBe(false);
  // Others are not told to wait for it.
  expect(await queue.as(placesOf(elsewhere(1)), async () => 'done')).toBe('done');
  resolve();
  await Promise.all(requests);
  expect(await queue.as(placesOf(FLOOD), async () => 'done')).toBe('done');
});

it('has the newest of the network with most give way, until all have the same', async () => {
  const bench = new Bench(new FairQueue(1, 4));
  for (const name of ['f1', 'f2', 'f3', 'f4', 'f5']) void bench.ask(name, FLOOD);
  await nextTurn();
  for (const nth of [1, 2, 3]) void bench.ask(`a${nth}`, elsewhere(nth));
  await nextTurn();
  expect(bench.refused).toEqual(['f5', 'f4', 'f3']);
  void bench.ask('a4', elsewhere(4));
  void bench.ask('a1 again', elsewhere(1));
  await nextTurn();
  expect(bench.refused).toEqual(['f5', 'f4', 'f3', 'a4', 'a1 again']);
  await bench.endAll();
  expect(bench.begun).toEqual(['f1', 'f2', 'a1', 'a2', 'a3']);
});

it('has a site with many networks give way as one with many requests', async () => {
  const bench = new Bench(new FairQueue(1, 4));
  void bench.ask('first', elsewhere(9));
  await nextTurn();
  for (let nth = 0; nth < 4; nth += 1) void bench.ask(`f${nth}`, `2001:db8:1:${nth}::1`);
  await nextTurn();
  for (const nth of [1, 2, 3]) void bench.ask(`a${nth}`, elsewhere(nth));
  await nextTurn();
  expect(bench.refused).toHaveLength(3);
  expect(bench.refused.every((name) => name.startsWith('f'))).toBe(true);
});

it('lets a network of a smaller share in that shares its site with the flood', async () => {
  const bench = new Bench(new FairQueue(1, 4));
  for (const name of ['f1', 'f2', 'f3', 'f4', 'f5']) void bench.ask(name, FLOOD);
  await nextTurn();
  void bench.ask('a', '192.0.2.200');
  await nextTurn();
  expect(bench.refused).toEqual(['f5']);
  await bench.endAll();
  expect(bench.begun).toEqual(['f1', 'f2', 'a', 'f3', 'f4']);
});

it('serves known clients first, and has the others give way to them', async () => {
  const bench = new Bench(new FairQueue(1, 3));
  void bench.ask('first', elsewhere(9));
  await nextTurn();
  for (const nth of [1, 2, 3]) void bench.ask(`a${nth}`, elsewhere(nth));
  for (const nth of [4, 5]) void bench.ask(`known ${nth}`, elsewhere(nth), 'known');
  await nextTurn();
  expect(bench.refused).toEqual(['a3', 'a2']);
  await bench.endAll();
  expect(bench.begun).toEqual(['first', 'known 4', 'known 5', 'a1']);
});

it('has no known client give way to one that is not', async () => {
  const bench = new Bench(new FairQueue(1, 2));
  for (const nth of [1, 2, 3]) void bench.ask(`known ${nth}`, elsewhere(nth), 'known');
  await nextTurn();
  void bench.ask('a', elsewhere(4));
  await nextTurn();
  expect(bench.refused).toEqual(['a']);
});

it('keeps nobody out for a network that is known and asks without end', async () => {
  const bench = new Bench(new FairQueue(1, 6));
  for (let nth = 0; nth < 7; nth += 1) void bench.ask(`known ${nth}`, FLOOD, 'known');
  await nextTurn();
  for (const nth of [1, 2]) void bench.ask(`a${nth}`, elsewhere(nth));
  await nextTurn();
  for (const nth of [7, 8]) void bench.ask(`known ${nth}`, FLOOD, 'known');
  await nextTurn();
  expect(bench.refused).toEqual(['known 6', 'known 5', 'known 7', 'known 8']);
  await bench.endAll();
  expect(bench.begun).toEqual(['known 0', 'known 1', 'known 2', 'known 3', 'a1', 'known 4', 'a2']);
});

it('keeps what was reserved, and refuses to reserve when there is no place', async () => {
  const bench = new Bench(new FairQueue(1, 1));
  const { queue } = bench;
  void bench.ask('f1', FLOOD);
  void bench.ask('f2', elsewhere(1));
  await nextTurn();
  const reserving = () => queue.as(placesOf(elsewhere(2)), () => queue.reserve(async () => 'reserved'));
  await expect(reserving()).rejects.toMatchObject({ code: 'TOO_BUSY' });
  await bench.end('f1');
  let hasRun = false;
  const reserved = queue.as(placesOf(elsewhere(3)), () =>
    queue.reserve(async () => {
      // Meanwhile others have taken the places.
      void bench.ask('a', elsewhere(4), 'known');
      await nextTurn();
      await queue.run(async () => void (hasRun = true));
    }),
  );
  await nextTurn();
  await nextTurn();
  void bench.ask('b', elsewhere(5), 'known');
  await nextTurn();
  expect(bench.refused).toEqual(['b']);
  await bench.end('f2');
  await reserved;
  expect(hasRun).toBe(true);
  await bench.endAll();
  expect(bench.begun).toEqual(['f1', 'f2', 'a']);
});

it('keeps a dozen people from other networks well served, however many requests one site sends', async () => {
  const bench = new Bench(new FairQueue(1, 20));
  let sent = 0;
  const flood = () => {
    for (let nth = 0; nth < 30; nth += 1) void bench.ask(`f${(sent += 1)}`, `2001:db8:1:${sent.toString(16)}::1`);
  };
  flood();
  await nextTurn();
  for (let nth = 0; nth < 12; nth += 1) {
    void bench.ask(`a${nth}`, elsewhere(nth));
    flood();
    await nextTurn();
  }
  // What was under way, and then thirteen sites in turn.
  await bench.endAll();
  expect(bench.refused.filter((name) => name.startsWith('a'))).toEqual([]);
  const served = bench.begun.slice(0, 14).filter((name) => name.startsWith('a'));
  expect(served).toHaveLength(12);
});

function withResolvers() {
  let resolve!: () => void;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
