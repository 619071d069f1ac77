import { AsyncLocalStorage } from 'node:async_hooks';
import { httpErrors } from '../http/http-errors.js';

/**
 * Whose work it is. Sites take turns, and within a site its networks do.
 * @see ../limits/network.ts
 */
export interface Client {
  network: string;
  site: string;
  /** `reserved`: it must not be refused any more. `known`: an account's owner, as far as can be told. */
  rank: 'reserved' | 'known' | 'unknown';
}

interface Waiting {
  client: Client;
  start: () => void;
  refuse: (reason: Error) => void;
}

/** What nobody said the client of, is done for somebody who is signed in. */
const SIGNED_IN: Client = { network: '', site: '', rank: 'known' };

/** Of so many places that are handed on, one goes to an unknown client, so that known ones keep nobody out either. */
const TURN_OF_UNKNOWN = 4;

/**
 * Runs only so much work at once, and lets so much wait. A person who waits is served in turns, each site in turn and each network
 * of it in turn, known clients first but for every fourth turn. When no place is left, one who waits gives way to a client of a smaller share, so that
 * no network can keep the others out.
 */
export class FairQueue {
  readonly #clients = new AsyncLocalStorage<Client>();
  /** How many requests of each network are under way, from their beginning on. */
  readonly #underWay = new Map<string, number>();
  readonly #turns = { reserved: new Turns(), known: new Turns(), unknown: new Turns() };
  #running = 0;
  #handedOn = 0;

  /**
   * @param atOnce works
   * @param mostWaiting works, all clients together
   */
  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting: number,
  ) {}

  /** The client of the request that is under way; whose rank may still change. */
  get client(): Client {
    return this.#clients.getStore() ?? SIGNED_IN;
  }

  /**
   * Does what may come to such work for a client. A network with more requests under way than there are places is refused before
   * anything is done: what comes before the work would be the most of all in a flood.
   * @throws {HttpError} 503
   */
  async as<T>(client: Omit<Client, 'rank'>, task: (client: Client) => Promise<T>): Promise<T> {
    const { network } = client;
    const count = this.#underWay.get(network) ?? 0;
    if (count >= this.atOnce + this.mostWaiting) throw httpErrors.tooBusy();
    this.#underWay.set(network, count + 1);
    const whose: Client = { ...client, rank: 'unknown' };
    try {
      return await this.#clients.run(whose, () => task(whose));
    } finally {
      const left = this.#underWay.get(network)! - 1;
      if (left > 0) this.#underWay.set(network, left);
      else this.#underWay.delete(network);
    }
  }

  /**
   * Does what comes to such work in the end, which is not refused then: what is full is so now, or not at all.
   * @throws {HttpError} 503 when there is no place, before anything is done
   */
  async reserve<T>(task: () => Promise<T>): Promise<T> {
    const { client } = this;
    if (this.#isFull()) this.#makeRoomFor(client);
    return await this.#clients.run({ ...client, rank: 'reserved' }, task);
  }

  /** @throws {HttpError} 503 when there is no place, or another client needed it more; and what the work throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    // Who ends hands the place on, so that nobody who just came takes it.
    if (this.#running < this.atOnce) this.#running += 1;
    else await this.#wait(this.client);
    try {
      return await work();
    } finally {
      const next = this.#takeNext();
      if (next) next.start();
      else this.#running -= 1;
    }
  }

  #takeNext(): Waiting | undefined {
    const { reserved, known, unknown } = this.#turns;
    this.#handedOn += 1;
    const isTurnOfUnknown = this.#handedOn % TURN_OF_UNKNOWN === 0;
    return isTurnOfUnknown
      ? (unknown.takeNext() ?? reserved.takeNext() ?? known.takeNext())
      : (reserved.takeNext() ?? known.takeNext() ?? unknown.takeNext());
  }

  #wait(client: Client): Promise<void> {
    if (client.rank !== 'reserved' && this.#isFull()) this.#makeRoomFor(client);
    return new Promise((start, refuse) => this.#turns[client.rank].add({ client, start, refuse }));
  }

  #isFull(): boolean {
    const { reserved, known, unknown } = this.#turns;
    return this.#running >= this.atOnce && reserved.size + known.size + unknown.size >= this.mostWaiting;
  }

  /** @throws {HttpError} 503 when nobody has to give way */
  #makeRoomFor(client: Client): void {
    const { known, unknown } = this.#turns;
    // Who has one that waits already takes nobody's place but by the shares: known clients keep no others out.
    const isShared = client.rank === 'unknown' || known.has(client.site);
    const gone = unknown.takeFromLargest(isShared ? client : undefined) ?? known.takeFromLargest(client);
    if (!gone) throw httpErrors.tooBusy();
    gone.refuse(httpErrors.tooBusy());
  }
}

type Networks = Map<string, Waiting[]>;

/** Those who wait, by site and by network, each in the order in which its turn comes. */
class Turns {
  readonly #sites = new Map<string, Networks>();
  size = 0;

  add(waiting: Waiting): void {
    const { site, network } = waiting.client;
    const networks = this.#sites.get(site) ?? new Map<string, Waiting[]>();
    this.#sites.set(site, networks.set(network, [...(networks.get(network) ?? []), waiting]));
    this.size += 1;
  }

  has(site: string): boolean {
    return this.#sites.has(site);
  }

  /** Whose turn it is. The site, and in it the network, is behind all others then. */
  takeNext(): Waiting | undefined {
    for (const [site, networks] of this.#sites)
      for (const [network, [next, ...others]] of networks) {
        networks.delete(network);
        this.#sites.delete(site);
        if (others.length) networks.set(network, others);
        if (networks.size) this.#sites.set(site, networks);
        this.size -= 1;
        return next;
      }
    return undefined;
  }

  /**
   * The newest of the network that has most, in the site that has most.
   * @param client for whom: none is taken unless that leaves the shares more even; a person who it is, without
   */
  takeFromLargest(client?: Client): Waiting | undefined {
    const site = this.#siteWithTooMuch(client);
    const networks = site === undefined ? undefined : this.#sites.get(site);
    if (site === undefined || !networks) return undefined;
    const [network, waiting] = largest(networks, ({ length }) => length)!;
    const own = client && site === client.site ? (networks.get(client.network)?.length ?? 0) : -1;
    if (client && own + 2 > waiting.length && own >= 0) return undefined;
    const taken = waiting.pop();
    if (!waiting.length) networks.delete(network);
    if (!networks.size) this.#sites.delete(site);
    this.size -= 1;
    return taken;
  }

  #siteWithTooMuch(client?: Client): string | undefined {
    const [site, networks] = largest(this.#sites, countIn) ?? [];
    if (!client || !networks) return site;
    const own = this.#sites.get(client.site);
    return (own ? countIn(own) : 0) + 2 <= countIn(networks) ? site : client.site;
  }
}

function countIn(networks: Networks): number {
  return [...networks.values()].reduce((sum, { length }) => sum + length, 0);
}

/** The entry with the highest number; the last one of several. */
function largest<Value>(entries: Map<string, Value>, numberOf: (value: Value) => number) {
  let found: [string, Value] | undefined;
  for (const entry of entries) if (!found || numberOf(entry[1]) >= numberOf(found[1])) found = entry;
  return found;
}
