import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../config/environment.js';
import { CommittedChanges } from '../history/committed-changes.js';
import { RevisionRepository } from './revision.repository.js';
import { StreamLimits } from './stream-limits.js';

/** A stream of one owner. */
interface Listener {
  wake(revision: bigint): void;
  /** Everything of the owner was erased. */
  end(): void;
}

interface Watched {
  userId: string;
  /** The highest one that is known; undefined until the first one is. */
  revision?: bigint;
  listeners: Set<Listener>;
}

/**
 * Knows the revisions of the owners who are connected. Changes made by this process are announced at once; those made by
 * other replicas are found by asking the database, once a second and only while somebody is connected.
 * @see docs/adr/0024-wake-up-by-server-sent-events.md
 */
@Injectable()
export class RevisionWatch implements OnModuleDestroy {
  private readonly owners = new Map<string, Watched>();
  private timer?: NodeJS.Timeout;
  private isAsking = false;
  private isClosing = false;
  private isUnreachable = false;

  constructor(
    changes: CommittedChanges,
    private readonly revisions: RevisionRepository,
    private readonly limits: StreamLimits,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    changes.listen((userId, revision) => {
      const owner = this.owners.get(userId);
      if (owner) tell(owner, revision === null ? null : BigInt(revision));
    });
  }

  onModuleDestroy(): void {
    this.isClosing = true;
    clearTimeout(this.timer);
  }

  /** How many streams of this owner are open. */
  listenersOf(userId: string): number {
    return this.owners.get(userId)?.listeners.size ?? 0;
  }

  add(userId: string, listener: Listener): void {
    const owner: Watched = this.owners.get(userId) ?? { userId, listeners: new Set() };
    this.owners.set(userId, owner);
    owner.listeners.add(listener);
    if (!this.timer && !this.isAsking) this.askLater(this.limits.pollMs);
  }

  remove(userId: string, listener: Listener): void {
    const owner = this.owners.get(userId);
    owner?.listeners.delete(listener);
    if (owner?.listeners.size === 0) this.owners.delete(userId);
  }

  /** The revision in the database now. @throws {StoreUnavailableError} */
  async read(userId: string): Promise<bigint> {
    const revision = (await this.revisions.of([userId])).get(userId) ?? 0n;
    const owner = this.owners.get(userId);
    if (owner && (owner.revision === undefined || owner.revision < revision)) tell(owner, revision);
    return revision;
  }

  private askLater(ms: number): void {
    this.timer = setTimeout(() => void this.ask(), ms).unref();
  }

  /** Asks for the revisions of all connected owners, and again as long as there is one. */
  private async ask(): Promise<void> {
    this.timer = undefined;
    if (this.owners.size === 0 || this.isClosing) return;
    this.isAsking = true;
    const began = performance.now();
    // What was committed before the question cannot be missing from the answer; what is committed meanwhile can.
    const before = [...this.owners.values()].map((owner) => ({ owner, known: owner.revision }));
    try {
      const found = await this.revisions.of(before.map(({ owner }) => owner.userId));
      for (const { owner, known } of before) compare(owner, known, found.get(owner.userId) ?? 0n);
      this.noteReachable();
    } catch (err) {
      this.noteUnreachable(err);
    }
    this.isAsking = false;
    if (!this.isClosing) this.askLater(Math.max(0, this.limits.pollMs - (performance.now() - began)));
  }

  private noteReachable(): void {
    if (this.isUnreachable) this.logger.info('Changes made through other replicas are found again');
    this.isUnreachable = false;
  }

  private noteUnreachable(err: unknown): void {
    if (!this.isUnreachable)
      this.logger.warn({ err }, 'Changes made through other replicas cannot be found; asked again until they can');
    this.isUnreachable = true;
  }
}

/** Revisions only ever grow, unless everything of the owner was erased. */
function compare(owner: Watched, known: bigint | undefined, found: bigint): void {
  if (known !== undefined && found < known) tell(owner, null);
  else tell(owner, found);
}

function tell(owner: Watched, revision: bigint | null): void {
  const listeners = [...owner.listeners];
  if (revision === null) {
    for (const listener of listeners) listener.end();
  } else if (owner.revision === undefined || revision > owner.revision) {
    owner.revision = revision;
    for (const listener of listeners) listener.wake(revision);
  }
}
