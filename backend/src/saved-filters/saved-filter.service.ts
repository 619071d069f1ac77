import { Injectable } from '@nestjs/common';
import { v7 as uuidV7 } from 'uuid';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { LimitReachedError, NameTakenError } from '../common/change.errors.js';
import { freeName } from '../common/free-name.js';
import { digestOf, laterInDigest, requireFirstCreate, requireSameCreate } from '../fields/create-digest.js';
import { requireSomething } from '../common/validation.pipe.js';
import type { OwnerEraser } from '../database/owner-eraser.js';
import { withDefaults } from '@latch/domain/fields';
import { savedFilterFields } from '@latch/domain/outline-fields';
import type { Change, ChangeName } from '../history/change.js';
import { ChangeService } from '../history/change.service.js';
import { mergeOrRefuse } from '../history/merge-fields.js';
import { type FormerPlace, type FoundPlace, formerPlace, placeAmong, standsAfter } from '../ordering/place-among.js';
import type { CreateSavedFilterDto, MoveSavedFilterDto, UpdateSavedFilterDto } from './dto/saved-filter.dto.js';
import { requireUnderstood } from './require-understood.js';
import { SavedFilterNotFoundError } from './saved-filter.errors.js';
import {
  type ExportedSavedFilter,
  type SavedFilter,
  type SavedFilterResponse,
  type SyncedSavedFilter,
  toExportedSavedFilter,
  toSavedFilterResponse,
  toSyncedSavedFilter,
} from './saved-filter.js';
import { SavedFilterRepository } from './saved-filter.repository.js';

const MOST_FILTERS = 500;

@Injectable()
export class SavedFilterService {
  constructor(
    private readonly filters: SavedFilterRepository,
    private readonly changes: ChangeService,
  ) {}

  /** Whether the owner has it, and not in Trash. */
  async exists(change: Change, id: string): Promise<boolean> {
    const [filter] = await this.filters.findEvenDeleted(change, [id]);
    return filter !== undefined && !filter.deletedAt;
  }

  /** Every filter that is not in Trash, by position. */
  async all(userId: string): Promise<SavedFilter[]> {
    return this.filters.all(userId);
  }

  /** A page of all there are, with those in Trash, as their owner takes them along. @param after begins behind this id */
  async exportPage(userId: string, limit: number, after?: string): Promise<ExportedSavedFilter[]> {
    return (await this.filters.page(userId, limit, after)).map(toExportedSavedFilter);
  }

  /** Those of the ids that are there, in Trash too, as a copy on a device has them. */
  async synced(userId: string, ids: string[]): Promise<SyncedSavedFilter[]> {
    return ids.length === 0 ? [] : (await this.filters.findAll(userId, ids)).map(toSyncedSavedFilter);
  }

  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await this.filters.eraseAll(eraser);
  }

  /**
   * Repeating a create gives the same filter, as it is by now.
   * @throws {FilterNotUnderstoodError}
   * @throws {IdTakenError} when the id was used with another body, or its filter was deleted
   * @throws {NameTakenError}
   * @throws {LimitReachedError}
   */
  async create(user: AuthenticatedUser, changeId: ChangeName, dto: CreateSavedFilterDto): Promise<SavedFilterResponse> {
    const { id = uuidV7(), name } = dto;
    const fields = withDefaults(savedFilterFields, dto);
    const { colour, favourite, query } = fields;
    const later = laterInDigest(savedFilterFields, fields, ['name', 'colour', 'favourite', 'query']);
    const createDigest = digestOf(name, colour, favourite, query, ...later);
    requireUnderstood(query);
    return this.changes.run(user, changeId, async (change) => {
      const [existing] = await this.filters.findEvenDeleted(change, [id]);
      if (existing) {
        requireSameCreate(existing, createDigest);
        return toSavedFilterResponse(existing);
      }
      requireFirstCreate(change);
      const siblings = await this.filters.all(user.userId, change.manager);
      if (siblings.length >= MOST_FILTERS) throw new LimitReachedError(`There can be ${MOST_FILTERS} filters at most.`);
      if (await this.isTaken(change, name)) throw new NameTakenError('filter');
      const { position } = await this.findPlace(change, siblings, dto);
      const filter = await this.filters.insert(change, { id, ...fields, position, createDigest });
      change.record({ entity: 'filter', entityId: id, title: name, field: 'created', before: null, after: true });
      return toSavedFilterResponse(filter);
    });
  }

  /**
   * Merged field by field with what others changed.
   * @throws {FilterNotUnderstoodError}
   * @throws {SavedFilterNotFoundError}
   * @throws {ConflictError} when somebody else changed the same field since the version that was seen
   * @throws {NameTakenError}
   */
  async update(
    user: AuthenticatedUser,
    changeId: ChangeName,
    id: string,
    dto: UpdateSavedFilterDto,
  ): Promise<SavedFilterResponse> {
    const { version, ...wanted } = dto;
    requireSomething(dto);
    if (dto.query !== undefined) requireUnderstood(dto.query);
    return this.changes.run(user, changeId, async (change) => {
      const filter = await this.findOrThrow(change, id);
      if (change.isRepeated) return toSavedFilterResponse(filter);
      const changes = mergeOrRefuse('filter', filter, wanted, version);
      return toSavedFilterResponse(await this.write(change, filter, changes));
    });
  }

  /** Elsewhere among the filters. @throws {SavedFilterNotFoundError} */
  async move(
    user: AuthenticatedUser,
    changeId: ChangeName,
    id: string,
    dto: MoveSavedFilterDto,
  ): Promise<SavedFilterResponse> {
    requireSomething(dto);
    return this.changes.run(user, changeId, async (change) => {
      const filter = await this.findOrThrow(change, id);
      if (change.isRepeated) return toSavedFilterResponse(filter);
      const siblings = await this.filters.all(user.userId, change.manager);
      const others = siblings.filter((sibling) => sibling.id !== id);
      const place = await this.findPlace(change, others, dto);
      return toSavedFilterResponse(await this.writePlace(change, siblings, filter, place));
    });
  }

  /**
   * Writes fields that are known to differ, and what became of them into the history. A query is not read again: it was when it
   * was saved, and words of dates may mean nothing in another year.
   * @throws {NameTakenError}
   */
  async write(change: Change, filter: SavedFilter, fields: Partial<SavedFilter>): Promise<SavedFilter> {
    const names = Object.keys(fields) as (keyof SavedFilter)[];
    if (names.length === 0) return filter;
    const isRenamed = fields.name !== undefined && !filter.deletedAt;
    if (isRenamed && (await this.isTaken(change, fields.name!, filter.id))) throw new NameTakenError('filter');
    const written = await this.filters.update(change, filter.id, fields, names);
    const about = { entity: 'filter' as const, entityId: filter.id, title: written.name };
    change.record(...names.map((field) => ({ ...about, field, before: filter[field], after: written[field] })));
    return written;
  }

  /** Where it stood before. @param waiting those that stand in the list only until they are put back too */
  async putBack(change: Change, filter: SavedFilter, place: FormerPlace, waiting: Set<string>): Promise<void> {
    const siblings = await this.filters.all(change.userId, change.manager);
    const others = siblings.filter((sibling) => !waiting.has(sibling.id));
    const found = formerPlace(others, place);
    await this.makeRoom(change, found);
    await this.writePlace(change, siblings, filter, found);
  }

  /** A name that no filter has which is not in Trash: the given one, or with a number behind it. */
  async freeName(change: Change, name: string): Promise<string> {
    return freeName(name, savedFilterFields.name.most, (free) => this.isTaken(change, free));
  }

  /** Nothing when it stands there already. @param siblings all, itself too */
  private async writePlace(
    change: Change,
    siblings: SavedFilter[],
    filter: SavedFilter,
    { position, afterId }: FoundPlace,
  ): Promise<SavedFilter> {
    const before = { position: filter.position, afterId: standsAfter(siblings, filter.id) };
    if (before.afterId === afterId) return filter;
    const written = await this.filters.update(change, filter.id, { position }, ['place']);
    const about = { entity: 'filter' as const, entityId: filter.id, title: filter.name };
    change.record({ ...about, field: 'place', before, after: { position, afterId } });
    return written;
  }

  /** @returns where it is to stand; the list is rebalanced when there is no room */
  private async findPlace(change: Change, siblings: SavedFilter[], anchor: MoveSavedFilterDto): Promise<FoundPlace> {
    const place = placeAmong(siblings, anchor, 'filter');
    await this.makeRoom(change, place);
    return place;
  }

  private async makeRoom(change: Change, { rebalanced }: FoundPlace): Promise<void> {
    if (rebalanced.length > 0) await this.filters.reposition(change, rebalanced);
  }

  /** @param except a filter that may have it */
  private async isTaken(change: Change, name: string, except?: string): Promise<boolean> {
    return (await this.filters.withName(change, name)).some((id) => id !== except);
  }

  private async findOrThrow(change: Change, id: string): Promise<SavedFilter> {
    const [filter] = await this.filters.findEvenDeleted(change, [id]);
    if (!filter || filter.deletedAt) throw new SavedFilterNotFoundError();
    return filter;
  }
}
