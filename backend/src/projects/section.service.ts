import { Injectable } from '@nestjs/common';
import { v7 as uuidV7 } from 'uuid';
import { ValidationFailedError } from '@latch/server-kit/http-errors';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { LimitReachedError } from '../common/change.errors.js';
import { digestOf, laterInDigest, requireFirstCreate, requireSameCreate } from '../fields/create-digest.js';
import { requireSomething } from '../common/validation.pipe.js';
import type { OwnerEraser } from '../database/owner-eraser.js';
import { withDefaults } from '@latch/domain/fields';
import { sectionFields } from '@latch/domain/outline-fields';
import type { Change, ChangeName } from '../history/change.js';
import { ChangeService } from '../history/change.service.js';
import { mergeOrRefuse } from '../history/merge-fields.js';
import type { CreateSectionDto, MoveSectionDto, UpdateSectionDto } from './dto/section.dto.js';
import { type FoundPlace, placeAmong, standsAfter } from '../ordering/place-among.js';
import { SectionNotFoundError } from './project.errors.js';
import { ProjectService } from './project.service.js';
import {
  type ExportedSection,
  type Section,
  type SectionResponse,
  type SyncedSection,
  toExportedSection,
  toSectionResponse,
  toSyncedSection,
} from './section.js';
import { SectionRepository } from './section.repository.js';

const MOST_SECTIONS = 100;

@Injectable()
export class SectionService {
  constructor(
    private readonly sections: SectionRepository,
    private readonly projects: ProjectService,
    private readonly changes: ChangeService,
  ) {}

  /** The project of a section that the owner has, and not in Trash. */
  async projectOf(change: Change, sectionId: string): Promise<string | undefined> {
    const [section] = await this.sections.findEvenDeleted(change, [sectionId]);
    return section && !section.deletedAt ? section.projectId : undefined;
  }

  /** Every section that is not in Trash, by position. */
  async all(userId: string): Promise<Section[]> {
    return this.sections.all(userId);
  }

  /** A page of all there are, with those in Trash, as their owner takes them along. @param after begins behind this id */
  async exportPage(userId: string, limit: number, after?: string): Promise<ExportedSection[]> {
    return (await this.sections.page(userId, limit, after)).map(toExportedSection);
  }

  /** Those of the ids that are there, in Trash too, as a copy on a device has them. */
  async synced(userId: string, ids: string[]): Promise<SyncedSection[]> {
    return ids.length === 0 ? [] : (await this.sections.findAll(userId, ids)).map(toSyncedSection);
  }

  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await this.sections.eraseAll(eraser);
  }

  /**
   * Repeating a create gives the same section, as it is by now.
   * @throws {IdTakenError} when the id was used with another body, or its section was deleted
   * @throws {LimitReachedError}
   */
  async create(user: AuthenticatedUser, changeId: ChangeName, dto: CreateSectionDto): Promise<SectionResponse> {
    const { id = uuidV7(), projectId, name } = dto;
    const fields = withDefaults(sectionFields, dto);
    const createDigest = digestOf(projectId, name, ...laterInDigest(sectionFields, fields, ['name']));
    return this.changes.run(user, changeId, async (change) => {
      const [existing] = await this.sections.findEvenDeleted(change, [id]);
      if (existing) {
        requireSameCreate(existing, createDigest);
        return toSectionResponse(existing);
      }
      requireFirstCreate(change);
      if (!(await this.projects.exists(change, projectId)))
        throw new ValidationFailedError({ projectId: ['This project does not exist.'] });
      const siblings = await this.sections.ofProject(change, projectId);
      if (siblings.length >= MOST_SECTIONS)
        throw new LimitReachedError(`A project can have ${MOST_SECTIONS} sections at most.`);
      const { position } = await this.findPlace(change, siblings, dto);
      const section = await this.sections.insert(change, { id, ...fields, projectId, position, createDigest });
      change.record({ entity: 'section', entityId: id, title: name, field: 'created', before: null, after: true });
      return toSectionResponse(section);
    });
  }

  /**
   * Merged field by field with what others changed.
   * @throws {SectionNotFoundError}
   * @throws {ConflictError} when somebody else changed the same field since the version that was seen
   */
  async update(
    user: AuthenticatedUser,
    changeId: ChangeName,
    id: string,
    dto: UpdateSectionDto,
  ): Promise<SectionResponse> {
    const { version, ...wanted } = dto;
    requireSomething(dto);
    return this.changes.run(user, changeId, async (change) => {
      const section = await this.findOrThrow(change, id);
      if (change.isRepeated) return toSectionResponse(section);
      const changes = mergeOrRefuse('section', section, wanted, version);
      return toSectionResponse(await this.write(change, section, changes));
    });
  }

  /** Elsewhere among the sections of its project. @throws {SectionNotFoundError} */
  async move(user: AuthenticatedUser, changeId: ChangeName, id: string, dto: MoveSectionDto): Promise<SectionResponse> {
    requireSomething(dto);
    return this.changes.run(user, changeId, async (change) => {
      const section = await this.findOrThrow(change, id);
      if (change.isRepeated) return toSectionResponse(section);
      const siblings = await this.sections.ofProject(change, section.projectId);
      const others = siblings.filter((sibling) => sibling.id !== id);
      const place = await this.findPlace(change, others, dto);
      return toSectionResponse(await this.writePlace(change, siblings, section, place));
    });
  }

  /** Writes fields that are known to differ, and what became of them into the history. */
  async write(change: Change, section: Section, fields: Partial<Section>): Promise<Section> {
    const names = Object.keys(fields) as (keyof Section)[];
    if (names.length === 0) return section;
    const written = await this.sections.update(change, section.id, fields, names);
    const about = { entity: 'section' as const, entityId: section.id, title: written.name };
    change.record(...names.map((field) => ({ ...about, field, before: section[field], after: written[field] })));
    return written;
  }

  /**
   * Puts a section somewhere, and what became of it into the history; nothing when it stands there already.
   * @param siblings all of its project, itself too
   */
  async writePlace(
    change: Change,
    siblings: Section[],
    section: Section,
    { position, afterId }: FoundPlace,
  ): Promise<Section> {
    const before = { position: section.position, afterId: standsAfter(siblings, section.id) };
    if (before.afterId === afterId) return section;
    const written = await this.sections.update(change, section.id, { position }, ['place']);
    const about = { entity: 'section' as const, entityId: section.id, title: section.name };
    change.record({ ...about, field: 'place', before, after: { position, afterId } });
    return written;
  }

  /** @returns where it is to stand; the list is rebalanced when there is no room */
  private async findPlace(change: Change, siblings: Section[], anchor: MoveSectionDto): Promise<FoundPlace> {
    const place = placeAmong(siblings, anchor, 'section');
    if (place.rebalanced.length > 0) await this.sections.reposition(change, place.rebalanced);
    return place;
  }

  private async findOrThrow(change: Change, id: string): Promise<Section> {
    const [section] = await this.sections.findEvenDeleted(change, [id]);
    if (!section || section.deletedAt) throw new SectionNotFoundError();
    return section;
  }
}
