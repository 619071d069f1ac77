import type { components } from '@latch/contracts/latch';
import type { QueryClient } from '@tanstack/react-query';
import { uuidv7 } from '../uuid';
import { latchApi, unwrap } from '../../shared/api/client';
import { deliver } from '../../shared/api/outbox';
import { loadUntilThere } from '../../shared/ui/overlays';
import { onSessionReplaced, SessionReplacedError } from '../../shared/api/session-events';
import type { ChangeSpec } from './change-spec';
import { pendingOf } from './pending';
import { hasCode } from './refusal';
import { cancelReads, refreshAll, refreshAround } from './refresh';
import { type Made, UndoStack } from './undo-stack';

/** Told of what becomes of a change, to say it to the person. */
export interface ChangeTeller {
  /** It is shown, and on its way. */
  made(spec: ChangeSpec, changeId: string): void;
  refused(spec: ChangeSpec, error: Error, changeId: string): void;
}

type Changed = components['schemas']['Ref'];

/** What taking back, or making again, came to. */
export type UndoOutcome = 'done' | 'nothing';

/** The one way in which a person's things are changed: shown at once, sent in order, taken back when refused, undone. */
export class UserChanges {
  readonly stack = new UndoStack();

  constructor(
    private readonly client: QueryClient,
    private readonly userId: string,
  ) {}

  /** @returns the answer; rejects when it was refused, which was told already */
  run<Result>(spec: ChangeSpec<Result>, tell: ChangeTeller): Promise<Result> {
    const pending = pendingOf(this.client, this.userId);
    const did = spec.did ?? spec.say ?? spec.announce ?? '';
    const made: Made = { ...createMade(spec.changeId ?? uuidv7(), did), about: spec.about ?? [] };
    cancelReads(this.client, this.userId);
    const unshow = spec.show();
    pending.add(spec);
    made.takeBack = () => {
      pending.delete(spec);
      unshow();
    };
    if (spec.undoable !== false) this.stack.push(made);
    const sent = deliver(this.userId, async () => {
      const result = await spec.send(made.id);
      // Here and not later: the next change in line needs the version this answer gave.
      pending.delete(spec);
      if (!made.undone) spec.settle?.(result);
      return result;
    });
    tell.made(spec, made.id);
    sent.then(
      () => this.settled(),
      (error: Error) => {
        this.stack.dropRequest(made);
        pending.delete(spec);
        if (error instanceof SessionReplacedError) return;
        if (!made.undone) made.takeBack();
        refreshAll(this.client, this.userId);
        tell.refused(spec, error, made.id);
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
    const made = this.stack.takeDone(id);
    if (made) {
      tell(made.did);
      cancelReads(this.client, this.userId);
      for (let request: Made | undefined = made; request; request = request.earlier) {
        request.undone = true;
        request.takeBack();
      }
      await this.reverse(made, 'undo');
      return 'done';
    }
    if (id !== undefined) return 'nothing';
    const change = await this.lastElsewhere();
    if (!change) return 'nothing';
    const elsewhere: Made = { ...createMade(change.id, ''), undone: true };
    this.stack.pushUndone(elsewhere);
    const changed = await this.reverse(elsewhere, 'undo');
    const { describeChange } = await loadUntilThere(() => import('../history/describe-change'));
    elsewhere.did = await describeChange(this.userId, change, changed);
    tell(elsewhere.did);
    return 'done';
  }

  /** Makes the last undone change again. @param tell called with what is made again, in words */
  async redo(tell: (did: string) => void): Promise<UndoOutcome> {
    const made = this.stack.takeUndone();
    if (!made) return 'nothing';
    tell(made.did);
    await this.reverse(made, 'redo');
    return 'done';
  }

  /** @returns what is different now */
  private async reverse(made: Made, way: 'undo' | 'redo'): Promise<readonly Changed[]> {
    const { userId } = this;
    const header = { 'Change-Id': uuidv7() };
    const params = { path: { userId, changeId: made.id }, header };
    const url = `/api/users/{userId}/changes/{changeId}/${way}` as const;
    try {
      const { entities } = await deliver(userId, () => unwrap(latchApi.POST(url, { params })));
      this.stack.tell(made.about.length > 0 ? made.about : entities.map(({ id }) => id));
      return entities;
    } catch (error) {
      this.stack.drop(made);
      // It had been refused, so there is nothing to take back; that was told already.
      if (hasCode(error, 'CHANGE_NOT_FOUND')) return [];
      throw error;
    } finally {
      refreshAll(this.client, userId);
    }
  }

  private async lastElsewhere() {
    const { userId } = this;
    const params = { path: { userId } };
    const { items } = await deliver(userId, () => unwrap(latchApi.GET('/api/users/{userId}/changes', { params })));
    return items.find((change) => !change.undone);
  }

  private settled(): void {
    if (pendingOf(this.client, this.userId).size === 0) refreshAround(this.client, this.userId);
  }
}

function createMade(id: string, did: string): Made {
  return { id, did, about: [], takeBack: () => {}, undone: false };
}

const all = new WeakMap<QueryClient, Map<string, UserChanges>>();
let known: Map<string, UserChanges>[] = [];

/** A person's changes; the same for as long as that person is signed in, whatever page is open. */
export function changesOf(client: QueryClient, userId: string): UserChanges {
  let byUser = all.get(client);
  if (!byUser) {
    byUser = new Map();
    all.set(client, byUser);
    known = [...known, byUser];
  }
  const changes = byUser.get(userId) ?? new UserChanges(client, userId);
  byUser.set(userId, changes);
  return changes;
}

onSessionReplaced((keeps) => {
  for (const byUser of known) for (const userId of byUser.keys()) if (userId !== keeps) byUser.delete(userId);
});
