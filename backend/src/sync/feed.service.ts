import { Injectable } from '@nestjs/common';
import type { components } from '@latch/contracts/latch';
import { ValidationFailedError } from '@latch/server-kit/http-errors';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { isRevision, readCursor, writeCursor } from '../common/cursor.js';
import { KEPT_DAYS } from '../database/gone.js';
import type { OwnerEraser } from '../database/owner-eraser.js';
import { ChangeService } from '../history/change.service.js';
import { LabelService } from '../labels/label.service.js';
import { ProjectService } from '../projects/project.service.js';
import { SectionService } from '../projects/section.service.js';
import { TodoListService } from '../todos/queries/todo-list.service.js';
import { ENTITIES, type FeedEntry, type FeedPlace, type FeedRead, FeedRepository } from './feed.repository.js';

export type SyncPage = components['schemas']['SyncPage'];

type Entity = (typeof ENTITIES)[number];
type Lists = Pick<SyncPage, 'projects' | 'sections' | 'labels' | 'todos'>;

/** How long removals are remembered. A copy that did not ask for longer begins anew. */
const REMEMBERED_DAYS = 90;

/** So many characters of notes that building the answer does not hold up others. */
const MOST_NOTES = 1_000_000;

const DAY_MS = 24 * 60 * 60 * 1000;
/** What cursors call this list. */
const LIST = 'sync';
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const LAST_RANK = 2 * ENTITIES.length + 1;
const LAST_REVISION = String(2n ** 63n - 1n);

/** How far a copy has got. */
interface Progress {
  /** The revision that it had read to the end when it began to ask; of the whole, the owner's revision at that time. */
  base: string;
  isWhole: boolean;
  place: FeedPlace;
}

/** Tells what changed since a revision. */
@Injectable()
export class FeedService {
  constructor(
    private readonly feed: FeedRepository,
    private readonly projects: ProjectService,
    private readonly sections: SectionService,
    private readonly labels: LabelService,
    private readonly todos: TodoListService,
    private readonly changes: ChangeService,
  ) {}

  /**
   * A page of what changed. Makes a missing Inbox, so that a copy can be added to.
   * @throws {ValidationFailedError} for a `since` that was not given out
   */
  async page(user: AuthenticatedUser, since: string, limit: number): Promise<SyncPage> {
    const progress = readSince(since);
    if (progress) {
      const read = await this.feed.read(user.userId, progress.place, limit + 1, wholeFrom(progress));
      if (read && !isForgotten(progress, read)) return this.answer(user.userId, progress, read, limit);
    }
    const begun = await this.begin(user, limit);
    return { ...(await this.answer(user.userId, begun.progress, begun.read, limit)), reset: progress !== undefined };
  }

  /** Forgets removals that no copy is told of any more. @param limit of each owner @returns how many */
  async forget(limit: number): Promise<number> {
    let forgotten = 0;
    for (const userId of await this.feed.ownersToForget(REMEMBERED_DAYS, limit))
      forgotten += await this.changes.sweep(userId, (change) => this.feed.forget(change, REMEMBERED_DAYS, limit));
    return forgotten;
  }

  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await this.feed.eraseAll(eraser);
  }

  /** The first page of the whole. What was removed before that is not in it. */
  private async begin(user: AuthenticatedUser, limit: number): Promise<{ progress: Progress; read: FeedRead }> {
    const place = { revision: '0', id: FIRST_ID, rank: 0 };
    const first = () => this.feed.read(user.userId, place, limit + 1, LAST_REVISION);
    let read = await first();
    if (!read || !(await this.projects.findInbox(user.userId))) {
      await this.changes.run(user, undefined, (change) => this.projects.inboxOf(change));
      read = (await first())!;
    }
    return { progress: { base: read.revision, isWhole: true, place }, read };
  }

  private async answer(userId: string, progress: Progress, read: FeedRead, limit: number): Promise<SyncPage> {
    const wanted = read.entries.slice(0, limit);
    const { count, ...page } = await this.load(userId, wanted);
    const last = read.entries.length > count ? wanted[count - 1] : undefined;
    return {
      revision: last ? writeSince(progress, last) : read.revision,
      more: last !== undefined,
      reset: false,
      ...page,
    };
  }

  /** One statement after the other, so that one request never takes several connections. @returns also how many of the entries it is */
  private async load(
    userId: string,
    entries: FeedEntry[],
  ): Promise<Lists & Pick<SyncPage, 'gone'> & { count: number }> {
    const idsOf = (entity: Entity) => entries.filter(({ rank }) => rank === rankOf(entity)).map(({ id }) => id);
    const projects = await this.projects.synced(userId, idsOf('project'));
    const sections = await this.sections.synced(userId, idsOf('section'));
    const labels = await this.labels.synced(userId, idsOf('label'));
    const todos = await this.todos.synced(userId, idsOf('todo'));
    const count = countThatFits(entries, new Map(todos.map(({ id, notes }) => [id, notes.length])));
    const page = new Set(entries.slice(0, count).map(({ rank, id }) => `${rank} ${id}`));
    const gone = entries.slice(0, count).flatMap(({ rank, id }) => goneOf(rank, id));
    const live = <T extends Kept>(entity: Entity, things: T[]): T[] => {
      const there = things.filter(({ id }) => page.has(`${rankOf(entity)} ${id}`));
      gone.push(...there.filter((thing) => !isLive(thing)).map(({ id }) => ({ entity, id })));
      return there.filter(isLive);
    };
    return {
      projects: live('project', projects),
      sections: live('section', sections),
      labels: live('label', labels),
      todos: live('todo', todos),
      gone,
      count,
    };
  }
}

interface Kept {
  id: string;
  deletedAt: string | null;
  completedAt?: string | null;
}

/** Whether it belongs to the copy on a device. */
function isLive({ deletedAt, completedAt }: Kept): boolean {
  const since = Date.now() - KEPT_DAYS * DAY_MS;
  return [deletedAt, completedAt].every((at) => !at || Date.parse(at) > since);
}

const rankOf = (entity: Entity) => ENTITIES.indexOf(entity) + 1;

/** What the rank of an entry says is gone; nothing when it is there. */
function goneOf(rank: number, id: string): SyncPage['gone'] {
  const entity = ENTITIES[rank - ENTITIES.length - 1];
  return entity ? [{ entity, id }] : [];
}

/** How many of the entries one answer takes: one at least. @param notes the length of the notes of each todo, by id */
function countThatFits(entries: FeedEntry[], notes: Map<string, number>): number {
  let length = 0;
  const over = entries.findIndex(({ rank, id }, index) => {
    if (rank === rankOf('todo')) length += notes.get(id) ?? 0;
    return length > MOST_NOTES && index > 0;
  });
  return over === -1 ? entries.length : over;
}

/** Whether a copy may have missed what is not remembered any more, or has read what this database never had. */
function isForgotten({ base, place }: Progress, { forgotten, revision }: FeedRead): boolean {
  return BigInt(base) < BigInt(forgotten) || BigInt(place.revision) > BigInt(revision);
}

/** Of a read of the whole, the change from which on it has to be told what was removed. */
const wholeFrom = ({ base, isWhole }: Progress) => (isWhole ? base : undefined);

function writeSince({ base, isWhole }: Progress, { revision, rank, id }: FeedPlace): string {
  return writeCursor(LIST, [base, revision, rank, id, isWhole ? 1 : 0]);
}

/** @returns undefined for the beginning @throws {ValidationFailedError} for what was not given out */
function readSince(since: string): Progress | undefined {
  if (since === '0') return undefined;
  if (isRevision(since))
    return { base: since, isWhole: false, place: { revision: since, id: LAST_ID, rank: LAST_RANK } };
  try {
    const [base, revision, rank, id, isWhole] = readCursor(since, LIST, ['revision', 'revision', 'seq', 'id', 'seq'])!;
    return { base: base!, isWhole: isWhole === '1', place: { revision: revision!, id: id!, rank: Number(rank) } };
  } catch {
    throw new ValidationFailedError({ since: ['Use the revision of the answer before.'] });
  }
}
