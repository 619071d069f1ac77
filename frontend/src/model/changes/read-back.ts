import type { FeedOnDemand } from '../../replica/feed-on-demand';
import type { syncedReplica } from '../../replica/synced-replica';
import { untilTold } from '../../replica/told';
import { madeRevisions } from '../../shared/api/client';

type Synced = Pick<ReturnType<typeof syncedReplica>, 'replica'> & { feed: Pick<FeedOnDemand, 'now' | 'soon'> };

/** The server tells of a change within this time. Milliseconds. */
const TOLD_MS = 250;
/** Also of one that was made through another replica of the server, which asks once a second. Milliseconds. */
const TOLD_AT_LAST_MS = 1_250;

/** @returns the revision that a change made, from which the replica has it; undefined where the answer did not say so */
export function takeRevision(changeId: string): string | undefined {
  const revision = madeRevisions.get(changeId);
  madeRevisions.delete(changeId);
  return revision;
}

/** Reads back what the server made of one request, of which the answer may say all, or nothing but the revision. */
export class ReadBack {
  #isRead = false;
  #revision: string | undefined;

  constructor(
    private readonly synced: Synced,
    private readonly changeId: string,
  ) {}

  /** The answer is there. @param isRead whether the replica has what it changed */
  answered(isRead = false): void {
    this.#isRead = isRead;
    this.#revision = takeRevision(this.changeId);
  }

  /** For what the next change in line waits for. */
  async now(): Promise<void> {
    this.#isRead = await readBack(this.synced, this.#revision);
  }

  /** For what nothing else waits for: goes on until it is here. */
  async soon(): Promise<void> {
    if (!this.#isRead) await readBackSoon(this.synced, this.#revision);
  }
}

/** Reads what the server made of a change, unless it tells of it. @returns whether it is here */
export async function readBack({ feed, replica }: Synced, revision?: string): Promise<boolean> {
  if (revision && (await untilTold(replica, revision, TOLD_MS))) return true;
  return feed.now().then(
    () => true,
    () => false,
  );
}

/** The same for what nothing else waits for: goes on until it is here. */
export async function readBackSoon({ feed, replica }: Synced, revision: string | undefined): Promise<void> {
  if (!revision || !(await untilTold(replica, revision, TOLD_AT_LAST_MS))) await feed.soon();
}
