import type { components } from '@latch/contracts/latch';
import type { QueryClient } from '@tanstack/react-query';
import type { KeptChange } from '../../replica/kept-change';
import type { RestoredChange } from '../../replica/kept-changes';
import type { Pending } from '../../replica/replica';
import { repetitionOf, reversalOf } from '../../replica/reversal';
import { syncedReplica } from '../../replica/synced-replica';
import { uuidv7 } from '../uuid';
import { deferred } from '../../shared/api/deferred';
import { deliver } from '../../shared/api/outbox';
import { loadUntilThere } from '../../shared/ui/overlays';
import { SessionReplacedError } from '../../shared/api/session-events';
import { ChangeKeeper, type Kept } from './change-keeper';
import type { ChangeSpec } from './change-spec';
import { latestUndone } from './latest-undone';
import { LetGo } from './let-go';
import { hasCode } from './refusal';
import { ReadBack, readBack } from './read-back';
import { tellRemoved } from './removed-todos';
import { sendReversal } from './send-reversal';
import { type Made, UndoStack, writesMore, writtenBy } from './undo-stack';

/** Told of what becomes of a change, to say it to the person. */
export interface ChangeTeller {
  /** It is shown, and on its way. */
  made(spec: ChangeSpec, changeId: string): void;
  /** @param waits whether it waits for the person from now on */
  refused(spec: ChangeSpec, error: Error, changeId: string, waits: boolean): void;
}

/** What is needed to send what an earlier page did not get to send. */
interface Resumption {
  tell: ChangeTeller;
  specOf: (change: KeptChange) => ChangeSpec;
}

type Changed = components['schemas']['Ref'];

interface Sending extends Kept {
  made: Made;
  pending: Pending;
}

/** What taking back, or making again, came to. */
export type UndoOutcome = 'done' | 'nothing';

/** The one way in which a person's things are changed: shown at once, sent in order, taken back when refused, undone. */
export class UserChanges {
  readonly stack: UndoStack;
  /** What the person decided to leave as the server has it. */
  readonly letGo: LetGo;
  /** Why something was not undone or redone that waits for the person. */
  readonly waiting = new WeakSet<Error>();
  private readonly synced: ReturnType<typeof syncedReplica>;
  private firstRead: Promise<unknown> | undefined;
  private readonly resumption = deferred<Resumption>();
  private readonly keeper: ChangeKeeper;

  constructor(
    client: QueryClient,
    private readonly userId: string,
  ) {
    this.stack = new UndoStack(latestUndone(client, userId));
    this.synced = syncedReplica(client, userId);
    this.keeper = new ChangeKeeper(userId, this.synced);
    this.letGo = new LetGo(userId, this.stack, this.keeper, this.synced.keptChanges.refused);
    // Before anything that is changed here.
    this.synced.keptChanges.onRestored((restored) => this.resume(restored));
  }

  /** @returns the answer; rejects when it was refused, which was told already */
  run<Result>(spec: ChangeSpec<Result>, tell: ChangeTeller): Promise<Result> {
    const { replica } = this.synced;
    const did = spec.did ?? spec.say ?? spec.announce ?? '';
    const pending = replica.add((rows) => spec.apply(rows));
    const { written } = pending;
    tellRemoved(written);
    const made: Made = { id: spec.changeId ?? uuidv7(), did, about: spec.about ?? [], written };
    if (spec.undoable !== false) this.stack.push(made);
    const sending = { made, pending, ...this.keeper.keep(spec, made) };
    const sent = this.keeper.inTurn(() => this.send(spec, sending, (...what) => tell.refused(...what)));
    tell.made(spec, made.id);
    return sent;
  }

  /** A person goes on with a change that was refused. @returns whether it was still waiting */
  takeRefused(changeId: string): boolean {
    const { refused } = this.synced.keptChanges;
    const waiting = refused.get().find(({ change }) => change.id === changeId);
    return !!waiting && refused.remove(waiting.id);
  }

  /** Says how what an earlier page did not get to send is sent, and who tells of it. */
  resumeWith(resumption: Resumption): void {
    this.resumption.resolve(resumption);
  }

  private resume({ change, pending, ...keeping }: RestoredChange): void {
    if (this.letGo.resume({ change, ...keeping })) return this.synced.replica.drop(pending);
    const { id, did, about, written } = change;
    const made: Made = { id, did, about, written };
    const [kind, reversedId] = change.made;
    if (change.undoable) this.stack.push(made);
    if (kind === 'undo' || kind === 'redo') this.stack.reverse(reversedId as string, kind);
    const { promise } = this.resumption;
    // It is sent against what the server has by now.
    this.firstRead ??= readBack(this.synced);
    const spec = Promise.all([promise, this.firstRead]).then(([{ specOf }]) => specOf(change));
    const refused: ChangeTeller['refused'] = (...what) => void promise.then(({ tell }) => tell.refused(...what));
    void this.send(spec, { made, pending, change, keeping }, refused);
  }

  private send<Result>(
    asked: ChangeSpec<Result> | Promise<ChangeSpec<Result>>,
    sendingOf: Sending,
    refused: ChangeTeller['refused'],
  ): Promise<Result> {
    const { made, pending, keeping } = sendingOf;
    const { replica, feed } = this.synced;
    const back = new ReadBack(this.synced, made.id);
    const sending = async () => {
      const spec = await asked;
      const result = await spec.send(made.id);
      // Here and not later: the next change in line needs the version this answer gave.
      back.answered(spec.settle?.(result));
      keeping?.forget();
      // It changed more than its answer tells of, such as subtasks that were completed along.
      if (writesMore(made)) await back.now();
      return result;
    };
    const sent = deliver(this.userId, sending, keeping?.isKept);
    sent.then(
      async () => {
        await back.soon();
        replica.drop(pending);
      },
      async (error: Error) => {
        this.stack.dropRequest(made);
        back.answered();
        if (error instanceof SessionReplacedError) return;
        replica.drop(pending);
        void feed.soon();
        // What the person took back meanwhile asks them nothing.
        const kept = this.stack.isTakenBack(made.id) ? { change: null, keeping } : sendingOf;
        const waits = await this.keeper.refuse(kept, error);
        refused(await asked, error, made.id, waits);
      },
    );
    sent.catch(() => undefined);
    return sent;
  }

  /**
   * Takes a change back: the given one, or the last of this page, or else the last from anywhere.
   * @param tell called with what is taken back, in words, as soon as it shows
   * @throws {ApiError} `UNDO_REFUSED` when something newer would be overwritten
   */
  async undo(tell: (did: string) => void, id?: string): Promise<UndoOutcome> {
    const earlier = id === undefined && this.stack.last?.isEarlier ? this.stack.last : undefined;
    const since = earlier && (await this.letGo.changeSince(earlier));
    const made = since ? undefined : this.stack.takeDone(id);
    if (made) {
      tell(made.did);
      await this.reverse(made, 'undo');
      return 'done';
    }
    if (id !== undefined) return 'nothing';
    const { describeChange, lastChange } = await loadUntilThere(() => import('../history/describe-change'));
    const change = since ?? (await lastChange(this.userId));
    if (!change) return 'nothing';
    const elsewhere: Made = { id: change.id, did: '', about: [], written: [] };
    this.stack.pushUndone(elsewhere);
    const undone = this.reverse(elsewhere, 'undo').then(async (changed) => {
      elsewhere.did = await describeChange(this.userId, change, changed);
      tell(elsewhere.did);
    });
    elsewhere.named = undone.catch(() => undefined);
    await undone;
    return 'done';
  }

  /** Makes the last undone change again. @param tell called with what is made again, in words */
  async redo(tell: (did: string) => void): Promise<UndoOutcome> {
    const made = this.stack.takeUndone();
    if (!made) return 'nothing';
    await made.named;
    tell(made.did);
    await this.reverse(made, 'redo');
    return 'done';
  }

  /** Shows it at once. @returns what is different now */
  private async reverse(made: Made, way: 'undo' | 'redo'): Promise<readonly Changed[]> {
    if (made.local) {
      made.local[way]();
      return [];
    }
    const { userId } = this;
    const { replica, feed } = this.synced;
    const written = writtenBy(made);
    const pending = replica.add(way === 'undo' ? reversalOf(written) : repetitionOf(written));
    tellRemoved(pending.written);
    const reversal: Made = { id: uuidv7(), did: '', about: [], written: pending.written };
    const fails = `${way === 'undo' ? 'Not undone' : 'Not redone'}${made.did && `: ${made.did}`}`;
    const kept = this.keeper.keep({ kept: [way, made.id], fails, undoable: false }, reversal);
    const { keeping } = kept;
    const back = new ReadBack(this.synced, reversal.id);
    const sending = async () => {
      const answer = await sendReversal(userId, way, made.id, reversal.id);
      keeping?.forget();
      back.answered();
      // The next change in line needs the versions, which the answer does not have.
      await back.now();
      return answer;
    };
    try {
      const { entities } = await this.keeper.inTurn(() => deliver(userId, sending, keeping?.isKept));
      await back.soon();
      replica.drop(pending);
      // What was done here was shown at once; the person may be elsewhere by now.
      if (made.about.length === 0) this.stack.tell(entities.map(({ id }) => id));
      return entities;
    } catch (error) {
      this.stack.drop(made);
      replica.drop(pending);
      if (error instanceof SessionReplacedError) throw error;
      void feed.soon();
      // It had been refused, so there is nothing to take back; that was told already.
      if (hasCode(error, 'CHANGE_NOT_FOUND')) {
        keeping?.forget();
        return [];
      }
      if (await this.keeper.refuse(kept, error as Error)) this.waiting.add(error as Error);
      throw error;
    }
  }
}

const all = new WeakMap<ReturnType<typeof syncedReplica>, UserChanges>();

/** A person's changes; the same for as long as that person is signed in, whatever page is open, as their replica is. */
export function changesOf(client: QueryClient, userId: string): UserChanges {
  const synced = syncedReplica(client, userId);
  const changes = all.get(synced) ?? new UserChanges(client, userId);
  all.set(synced, changes);
  return changes;
}
