import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { components } from '@latch/contracts/latch';
import { StoreUnavailableError } from '@latch/server-kit/http-errors';
import { LOGGER } from '../config/environment.js';
import { FeedService } from './feed.service.js';
import { SharedByTurn } from './shared-by-turn.js';
import { StreamLimits } from './stream-limits.js';

type ToldChangesData = components['schemas']['ToldChanges'];

/** Everything that changed since a revision, as streams tell it. */
export interface ToldChanges {
  /** What it comes to. */
  revision: bigint;
  /** One line of JSON. */
  data: string;
}

/**
 * Reads what changed for the streams of a person, where it is little. Streams that are woken together share one read, which begins
 * after all of them asked for it and is not kept.
 * @see docs/adr/0033-a-small-change-comes-with-its-wake-up.md
 */
@Injectable()
export class ToldChangesService {
  /** Reads that begin with the next turn of the event loop, by what is read. */
  private readonly asked = new SharedByTurn<ToldChanges | undefined>();

  constructor(
    private readonly feed: FeedService,
    private readonly limits: StreamLimits,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @returns undefined where it is too much, takes too long, or cannot be read. Never rejects. */
  since(userId: string, revision: bigint): Promise<ToldChanges | undefined> {
    return this.asked.run(`${revision} ${userId}`, () => this.readInTime(userId, String(revision)));
  }

  private async readInTime(userId: string, since: string): Promise<ToldChanges | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), this.limits.mostReadingMs).unref();
    });
    const read = this.read(userId, since).catch((err: unknown) => {
      if (!(err instanceof StoreUnavailableError))
        this.logger.error({ err }, 'The changes that a stream was to be told could not be read');
      return undefined;
    });
    return Promise.race([read, late]).finally(() => clearTimeout(timer));
  }

  private async read(userId: string, since: string): Promise<ToldChanges | undefined> {
    const { mostChanges, mostChangesBytes } = this.limits;
    const page = await this.feed.onlyPage(userId, since, mostChanges);
    if (!page) return undefined;
    const data = JSON.stringify({ since, page } satisfies ToldChangesData);
    return Buffer.byteLength(data) > mostChangesBytes ? undefined : { revision: BigInt(page.revision), data };
  }
}
