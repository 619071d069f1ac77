import { isKeptHere, untilRestored } from '../../replica/kept-replica';
import type { KeptChange } from '../../replica/kept-change';
import type { Keeping } from '../../replica/kept-changes';
import type { syncedReplica } from '../../replica/synced-replica';
import { countUnsent } from '../../shared/api/unsent';
import type { ChangeSpec } from './change-spec';
import { hasCode } from './refusal';
import { dropNotesOf, refusedChange } from './refused-change';
import { renewConflicts } from './renewed-conflicts';
import type { Made } from './undo-stack';

/** Another page sends it from its draft. */
const DRAFT: Keeping = { place: Promise.resolve(undefined), isKept: Promise.resolve(true), forget: () => undefined };

/** What is kept of a change. */
export interface Kept {
  /** How it is made again; null where nothing does. */
  change: KeptChange | null;
  keeping: Keeping | null;
}

/** Keeps one person's changes on this device, until the server has made them or the person has answered its refusal. */
export class ChangeKeeper {
  private earlier: Promise<unknown> | undefined;
  private refusing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly userId: string,
    private readonly synced: ReturnType<typeof syncedReplica>,
  ) {
    const { refused } = synced.keptChanges;
    renewConflicts(synced.replica, refused, (over) => {
      dropNotesOf(userId, over);
      refused.remove(over.id);
    });
  }

  /** Keeps a change, and counts it until its turn. */
  keep(spec: Pick<ChangeSpec, 'kept' | 'keptAsDraft' | 'fails' | 'undoable'>, { id, did, about, written }: Made): Kept {
    const { kept, keptAsDraft, fails, undoable = true } = spec;
    const change = kept ? { id, made: kept, written, did, fails, about, undoable } : null;
    const keeping = change && (keptAsDraft ? DRAFT : this.synced.keptChanges.keep(change));
    if (this.turn) void countUnsent(this.turn, keeping?.isKept);
    return { change, keeping };
  }

  /** Sends after what an earlier page did not get to send, once that is known. */
  inTurn<Result>(send: () => Promise<Result>): Promise<Result> {
    return this.turn?.then(send) ?? send();
  }

  /** When that is known; undefined where there is nothing to wait for. */
  private get turn(): Promise<unknown> | undefined {
    const { keptChanges } = this.synced;
    if (keptChanges.isOpen || !isKeptHere(this.userId)) return undefined;
    return (this.earlier ??= untilRestored(keptChanges));
  }

  /** Has a change that was refused wait for the person. @returns whether it does */
  refuse(kept: Kept, error: Error): Promise<boolean> {
    // In their order: what was typed for a todo that was not added belongs to what waits of it.
    const refusing = this.refusing.then(() => this.putAside(kept, error));
    this.refusing = refusing.catch(() => undefined);
    return refusing;
  }

  private async putAside({ change, keeping }: Kept, error: Error): Promise<boolean> {
    const { replica, feed, keptChanges } = this.synced;
    // Both values are shown as the server has them by now.
    if (hasCode(error, 'CONFLICT')) await feed.now().catch(() => undefined);
    const waits =
      !!change &&
      (await keptChanges.refused.refuse((waiting) => refusedChange(change, error, replica, waiting), keeping?.place));
    if (!waits) keeping?.forget();
    return waits;
  }
}
