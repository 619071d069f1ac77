import { Injectable } from '@nestjs/common';
import { v7 as uuidV7 } from 'uuid';
import { ValidationFailedError } from '@latch/server-kit/http-errors';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { IdTakenError, LimitReachedError } from '../common/change.errors.js';
import { digestOf } from '../common/digest.js';
import { requireSomething } from '../common/require-something.js';
import type { OwnerEraser } from '../database/owner-eraser.js';
import type { Change } from '../history/change.js';
import { ChangeService } from '../history/change.service.js';
import { mergeOrRefuse } from '../history/merge-fields.js';
import type { CreateSectionDto, MoveSectionDto, UpdateSectionDto } from './dto/section.dto.js';
import { type FoundPlace, placeAmong } from './place-among.js';
import { SectionNotFoundError } from './project.errors.js';
import { ProjectService } from './project.service.js';
import {
  type ExportedSection,
  type Section,
  type SectionResponse,
  toExportedSection,
  toSectionResponse,
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

  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await this.sections.eraseAll(eraser);
  }

  /**
   * Repeating a create gives the same section, as it is by now.
   * @throws {IdTakenError} when the id was used with another body, or its section was deleted
   * @throws {LimitReachedError}
   */
  async create(user: AuthenticatedUser, changeId: string, dto: CreateSectionDto): Promise<SectionResponse> {
    const { id = uuidV7(), projectId, name } = dto;
    const createDigest = digestOf(projectId, name);
    return this.changes.run(user, changeId, async (change) => {
      const [existing] = await this.sections.findEvenDeleted(change, [id]);
      if (existing) return this.answer(change, sameAgain(existing, createDigest));
      if (!(await this.projects.exists(change, projectId)))
        throw new ValidationFailedError({ projectId: ['This project does not exist.'] });
      const siblings = await this.sections.ofProject(change, projectId);
      if (siblings.length >= MOST_SECTIONS)
        throw new LimitReachedError(`A project can have ${MOST_SECTIONS} sections at most.`);
      const { position } = await this.findPlace(change, siblings, dto);
      const section = await this.sections.insert(change, { id, projectId, name, position, createDigest });
      change.record({ entity: 'section', entityId: id, title: name, field: 'created', before: null, after: true });
      return toSectionResponse(section, 0);
    });
  }

  /**
   * Merged field by field with what others changed.
   * @throws {SectionNotFoundError}
   * @throws {ConflictError} when somebody else changed the same field since the version that was seen
   */
  async update(user: AuthenticatedUser, changeId: string, id: string, dto: UpdateSectionDto): Promise<SectionResponse> {
    const { version, ...wanted } = dto;
    requireSomething(dto);
    return this.changes.run(user, changeId, async (change) => {
      const section = await this.findOrThrow(change, id);
      const changes = mergeOrRefuse('section', section, wanted, version);
      return this.answer(change, await this.write(change, section, changes));
    });
  }

  /** Elsewhere among the sections of its project. @throws {SectionNotFoundError} */
  async move(user: AuthenticatedUser, changeId: string, id: string, dto: MoveSectionDto): Promise<SectionResponse> {
    requireSomething(dto);
    return this.changes.run(user, changeId, async (change) => {
      const section = await this.findOrThrow(change, id);
      const siblings = await this.sections.ofProject(change, section.projectId);
      const others = siblings.filter((sibling) => sibling.id !== id);
      const place = await this.findPlace(change, others, dto);
      return this.answer(change, await this.writePlace(change, siblings, section, place));
    });
  }

  /** Writes fields that are known to differ, and what became of them into the history. */
  async write(change: Change, section: Section, { name }: { name?: string }): Promise<Section> {
    if (name === undefined) return section;
    const written = await this.sections.update(change, section.id, { name }, ['name']);
    const about = { entity: 'section' as const, entityId: section.id, title: name };
    change.record({ ...about, field: 'name', before: section.name, after: name });
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

  private async answer(change: Change, section: Section): Promise<SectionResponse> {
    return toSectionResponse(section, await this.sections.openCount(change, section));
  }
}

function sameAgain(existing: Section & { createDigest: Buffer | null }, digest: Buffer): Section {
  if (!existing.createDigest?.equals(digest)) throw new IdTakenError();
  if (existing.deletedAt) throw new IdTakenError('It was deleted. Restore it, or create another one.');
  return existing;
}

/** What stands directly before it in its list; null when it is the first. */
export function standsAfter(siblings: { id: string }[], id: string): string | null {
  return siblings[siblings.findIndex((sibling) => sibling.id === id) - 1]?.id ?? null;
}
