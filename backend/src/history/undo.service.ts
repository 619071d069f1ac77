import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import type { Conflict } from '../common/change.errors.js';
import { ENVIRONMENT, type Environment } from '../config/environment.js';
import { OperationTime } from '../database/operation-time.js';
import { type Cause, Change, type ChangeOf, type Entity, type ChangeName } from './change.js';
import { ChangeRepository } from './change.repository.js';
import { ChangeService } from './change.service.js';
import { type Turned, foldEvents } from './fold-events.js';
import { ChangeNotFoundError, UndoRefusedError } from './history.errors.js';
import { HistoryRepository } from './history.repository.js';
import { UndoableRegistry, type UndoableState } from './undoable.js';

type Turn = 'undo' | 'redo';

/** What holds others before what it holds. */
const OUTER_FIRST: Entity[] = ['project', 'section', 'label', 'filter', 'todo'];

/** How many operations' time all requests of a change may take: with the last one's 8 s, less than the app waits for the answer. */
const OPERATIONS = 4;

/** Takes changes back and makes them again, by what the history says of each field. */
@Injectable()
export class UndoService {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    private readonly history: HistoryRepository,
    private readonly changes: ChangeService,
    private readonly writing: ChangeRepository,
    private readonly undoables: UndoableRegistry,
  ) {}

  /**
   * Undoes all of a change, or makes it again; nothing when that was done already. To undo an undo is to make the change
   * again, and the other way round.
   * @returns what is different now
   * @throws {ChangeNotFoundError}
   * @throws {UndoRefusedError} when something newer would be overwritten; nothing is changed then
   */
  async turn(user: AuthenticatedUser, changeId: ChangeName, id: string, wanted: Turn) {
    const named = await this.history.find(user.userId, id);
    if (!named) throw new ChangeNotFoundError();
    const opposite = wanted === 'undo' ? 'redo' : 'undo';
    const cause = named.cause === 'undo' ? opposite : wanted;
    const ofId = named.ofId ?? named.id;
    const as = { cause, ofId } as const;
    return this.changes.run(user, changeId, (change) => this.write(change, as), as);
  }

  /**
   * Each request of a change is turned by itself, the newest first, as if they were changes of their own: what one of them
   * did may have hidden or moved what another one did. All of them are one transaction, and each has its own time.
   */
  private async write(change: Change, as: ChangeOf) {
    if (change.isRepeated) return { entities: [] };
    const turns = await this.history.turnsOf(change, as.ofId);
    const isDone = (turn: { cause: Cause }) => (turn.cause === 'undo') === (as.cause === 'undo');
    const done = turns.findIndex(isDone);
    const changed = new Map<string, { entity: Entity; id: string }>();
    const time = new OperationTime(change.manager, this.environment.databaseTimeoutMs, OPERATIONS);
    for (const [index, { revision }] of turns.slice(0, done < 0 ? turns.length : done).entries()) {
      // Asked again it would take as long: that is no outage.
      if (time.isOver) throw new UndoRefusedError([], 'There is too much in it to be taken back at once.');
      await time.renew();
      const step = index === 0 ? change : await this.nextStep(change, as);
      await this.writeBack(step, await this.findWork(step, foldEvents(await this.history.eventsOf(step, revision))));
      for (const { entity, entityId } of step.events) changed.set(entityId, { entity, id: entityId });
      if (step.events.length > 0) step.finish();
      else step.note();
    }
    return { entities: [...changed.values()] };
  }

  private async nextStep(change: Change, as: ChangeOf): Promise<Change> {
    const { transaction, userId, id, at } = change;
    return new Change({ transaction, userId, id, at, as, revision: await this.writing.nextRevision(change) });
  }

  /** What differs from how it was. @throws {UndoRefusedError} */
  private async findWork(change: Change, fields: Turned[]): Promise<Turned[]> {
    const states = await this.readAll(change, fields);
    const conflicts: Conflict[] = [];
    const work: Turned[] = [];
    for (const field of fields) {
      const { entity, entityId, before: mine } = field;
      const state = states.get(entityId);
      const theirs = valueOf(state, field);
      if (isDeepStrictEqual(theirs, mine)) continue;
      if (state && (await this.isUntouched(change, field, theirs))) work.push(field);
      else {
        const about = { entity, entityId, title: state?.title ?? '', field: field.field };
        conflicts.push({ ...about, mine, theirs: state ? theirs : null });
      }
    }
    const isGone = conflicts.some(({ entityId }) => !states.has(entityId));
    if (conflicts.length > 0)
      throw new UndoRefusedError(conflicts, isGone ? 'Some of it was deleted for good.' : undefined);
    return work;
  }

  private async readAll(change: Change, fields: Turned[]): Promise<Map<string, UndoableState>> {
    const all = new Map<string, UndoableState>();
    for (const entity of OUTER_FIRST) {
      const ids = new Set(fields.filter((field) => field.entity === entity).map(({ entityId }) => entityId));
      if (ids.size === 0) continue;
      for (const [id, state] of await this.undoables.of(entity).read(change, [...ids])) all.set(id, state);
    }
    return all;
  }

  /** Whether the value is the one that was left there. */
  private async isUntouched(change: Change, { field, entityId, after, revision }: Turned, now: unknown) {
    if (field !== 'place' || !isPlace(now) || !isPlace(after)) return isDeepStrictEqual(now, after);
    if (!isDeepStrictEqual(listOf(now), listOf(after))) return false;
    if (now.position === after.position || now.afterId === after.afterId) return true;
    // Its list may have been rebalanced, which gives everything in it another position and moves nothing.
    return !(await this.history.wasPlacedSince(change, entityId, revision));
  }

  /** First what comes out of Trash, so that the rest can be put into it; last what goes there. */
  private async writeBack(change: Change, work: Turned[]): Promise<void> {
    const ofTrash = (deleted: boolean) => work.filter(({ field, before }) => field === 'deleted' && before === deleted);
    await this.writeOnes(change, OUTER_FIRST, ofTrash(false).toReversed());
    const others = work.filter(({ field }) => field !== 'deleted');
    await this.writeOnes(change, OUTER_FIRST, others);
    await this.writeOnes(change, OUTER_FIRST.toReversed(), ofTrash(true));
  }

  private async writeOnes(change: Change, order: Entity[], work: Turned[]): Promise<void> {
    for (const entity of order) {
      const patches = new Map<string, Record<string, unknown>>();
      for (const { entityId, field, before } of work.filter((turned) => turned.entity === entity))
        patches.set(entityId, { ...patches.get(entityId), [field]: before });
      const asList = [...patches].map(([id, fields]) => ({ id, fields }));
      if (asList.length > 0) await this.undoables.of(entity).write(change, asList);
    }
  }
}

interface Place {
  position: unknown;
  afterId: unknown;
}

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'position' in value;
}

/** Which list a place is in. */
function listOf({ position: _position, afterId: _afterId, ...list }: Place): object {
  return list;
}

/** Null of what is gone for good, which counts as being in Trash. */
function valueOf(state: UndoableState | undefined, { field }: Turned): unknown {
  if (field === 'deleted') return state ? state.deleted : true;
  return state?.fields[field] ?? null;
}
