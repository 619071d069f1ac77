import { Injectable } from '@nestjs/common';
import type { components } from '@latch/contracts/latch';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import type { Removable } from '../database/gone.js';
import type { OwnerEraser } from '../database/owner-eraser.js';
import { ChangeService } from '../history/change.service.js';
import { LabelService } from '../labels/label.service.js';
import { ProjectService } from '../projects/project.service.js';
import { SectionService } from '../projects/section.service.js';
import { SavedFilterService } from '../saved-filters/saved-filter.service.js';
import { type Progress, beginWhole, isForgotten, readSince, writeSince } from './feed-cursor.js';
import { type FeedEntry, type FeedRead, FeedRepository } from './feed.repository.js';

export type SyncPage = components['schemas']['SyncPage'];

type Rows = Pick<SyncPage, 'projects' | 'sections' | 'labels' | 'filters' | 'todos'>;

/** How long removals are remembered. A copy that did not ask for longer begins anew. */
const REMEMBERED_DAYS = 90;

/** Tells what changed since a revision. */
@Injectable()
export class FeedService {
  constructor(
    private readonly feed: FeedRepository,
    private readonly projects: ProjectService,
    private readonly sections: SectionService,
    private readonly labels: LabelService,
    private readonly filters: SavedFilterService,
    private readonly changes: ChangeService,
  ) {}

  /**
   * A page of what changed. Makes a missing Inbox, so that a copy can be added to.
   * @throws {ValidationFailedError} for a `since` that no answer contained
   */
  async page(user: AuthenticatedUser, since: string, limit: number): Promise<SyncPage> {
    const progress = readSince(since);
    const page = progress && (await this.goOn(user.userId, progress, limit));
    if (page) return page;
    const begun = await this.begin(user, limit);
    return { ...(await this.answer(user.userId, begun.progress, begun.read, limit)), reset: progress !== undefined };
  }

  /**
   * The page of what changed since a revision, where it is all of it.
   * @returns undefined where there is more, where a copy of that revision has to begin anew, and for the beginning
   */
  async onlyPage(userId: string, since: string, limit: number): Promise<SyncPage | undefined> {
    const progress = readSince(since);
    const page = progress && (await this.goOn(userId, progress, limit));
    return page?.more ? undefined : page;
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

  /** @returns undefined where a copy has to begin anew */
  private async goOn(userId: string, progress: Progress, limit: number): Promise<SyncPage | undefined> {
    const begunAt = progress.isWhole ? progress.base : undefined;
    const read = await this.feed.read(userId, progress.place, limit + 1, begunAt);
    return read && !isForgotten(progress, read) ? this.answer(userId, progress, read, limit) : undefined;
  }

  /** The first page of the whole, without any removals. */
  private async begin(user: AuthenticatedUser, limit: number): Promise<{ progress: Progress; read: FeedRead }> {
    const first = () => this.feed.readFirst(user.userId, limit + 1);
    let read = await first();
    if (!read || !(await this.projects.findInbox(user.userId))) {
      await this.changes.run(user, undefined, (change) => this.projects.inboxOf(change));
      read = (await first())!;
    }
    return { progress: beginWhole(read.revision), read };
  }

  private async answer(userId: string, progress: Progress, read: FeedRead, limit: number): Promise<SyncPage> {
    const entries = read.entries.slice(0, countThatFits(read.entries, limit));
    const last = read.entries.length > entries.length ? entries.at(-1) : undefined;
    return {
      revision: last ? writeSince(progress, last) : read.revision,
      more: last !== undefined,
      reset: false,
      settings: read.settings,
      ...(await this.load(userId, entries)),
      gone: entries.filter(({ isGone }) => isGone).map(({ entity, id }) => ({ entity, id })),
    };
  }

  /** The todos are there already. One statement after the other, so that one request never takes several connections. */
  private async load(userId: string, entries: FeedEntry[]): Promise<Rows> {
    const idsOf = (entity: Removable) =>
      entries.filter((one) => one.entity === entity && !one.isGone).map(({ id }) => id);
    return {
      projects: byAge(await this.projects.synced(userId, idsOf('project'))),
      sections: byAge(await this.sections.synced(userId, idsOf('section'))),
      labels: byAge(await this.labels.synced(userId, idsOf('label'))),
      filters: byAge(await this.filters.synced(userId, idsOf('filter'))),
      todos: byAge(entries.flatMap(({ todo }) => todo ?? [])),
    };
  }
}

/** How many of the entries one answer takes: one at least. */
function countThatFits(entries: FeedEntry[], limit: number): number {
  const over = entries.findIndex(({ fits }) => !fits);
  return over === -1 ? limit : Math.min(limit, over);
}

/**
 * In the order of their ids, which begin with the time of creation: what lies next to each other is alike, and is a tenth
 * smaller once compressed.
 */
function byAge<Row extends { id: string }>(rows: Row[]): Row[] {
  return rows.sort((one, other) => (one.id < other.id ? -1 : 1));
}
