import { Injectable } from '@nestjs/common';
import { v7 as uuidV7 } from 'uuid';
import { ValidationFailedError } from '@latch/server-kit/http-errors';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { LimitReachedError } from '../common/change.errors.js';
import { digestOf, laterInDigest, requireFirstCreate, requireSameCreate } from '../fields/create-digest.js';
import { requireSomething } from '../common/validation.pipe.js';
import type { OwnerEraser } from '../database/owner-eraser.js';
import { withDefaults } from '@latch/domain/fields';
import { projectFields } from '@latch/domain/outline-fields';
import type { Change, ChangeName } from '../history/change.js';
import { ChangeService } from '../history/change.service.js';
import { mergeOrRefuse } from '../history/merge-fields.js';
import type { CreateProjectDto, MoveProjectDto, UpdateProjectDto } from './dto/project.dto.js';
import { type FoundPlace, placeAmong } from '../ordering/place-among.js';
import { DEEPEST, ProjectTree } from './project-tree.js';
import { InboxStaysError, ProjectNotFoundError } from './project.errors.js';
import {
  type ExportedProject,
  type Project,
  type ProjectResponse,
  type SyncedProject,
  toExportedProject,
  toProjectResponse,
  toSyncedProject,
} from './project.js';
import { ProjectRepository } from './project.repository.js';

const MOST_PROJECTS = 500;

@Injectable()
export class ProjectService {
  constructor(
    private readonly projects: ProjectRepository,
    private readonly changes: ChangeService,
  ) {}

  /** The id of the owner's Inbox, which is made when it is missing. */
  async inboxOf(change: Change): Promise<string> {
    return this.projects.inboxOf(change);
  }

  /** The id of the Inbox, if it was made yet. */
  async findInbox(userId: string): Promise<string | undefined> {
    return this.projects.findInbox(userId);
  }

  /** Whether the owner has this project, and not in Trash. */
  async exists(change: Change, id: string): Promise<boolean> {
    return this.projects.exists(change, id);
  }

  /** Every project that is not in Trash: the Inbox first, then every parent before what is in it, in their order. */
  async all(userId: string): Promise<Project[]> {
    return new ProjectTree(await this.projects.all(userId)).inOrder();
  }

  /** The project and those below it, itself first; none when it does not exist or is in Trash. */
  async subtreeOf(userId: string, id: string, change?: Change): Promise<Project[]> {
    return new ProjectTree(await this.projects.all(userId, change?.manager)).subtreeOf(id);
  }

  /** A page of all there are, with those in Trash, as their owner takes them along. @param after begins behind this id */
  async exportPage(userId: string, limit: number, after?: string): Promise<ExportedProject[]> {
    return (await this.projects.page(userId, limit, after)).map(toExportedProject);
  }

  /** Those of the ids that are there, in Trash too, as a copy on a device has them. */
  async synced(userId: string, ids: string[]): Promise<SyncedProject[]> {
    return ids.length === 0 ? [] : (await this.projects.findAll(userId, ids)).map(toSyncedProject);
  }

  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await this.projects.eraseAll(eraser);
  }

  /**
   * Repeating a create gives the same project, as it is by now.
   * @throws {IdTakenError} when the id was used with another body, or its project was deleted
   * @throws {LimitReachedError}
   */
  async create(user: AuthenticatedUser, changeId: ChangeName, dto: CreateProjectDto): Promise<ProjectResponse> {
    const { id = uuidV7(), name, parentId = null } = dto;
    const fields = withDefaults(projectFields, dto);
    const { colour, favourite, layout } = fields;
    const later = laterInDigest(projectFields, fields, ['name', 'colour', 'favourite', 'layout']);
    const createDigest = digestOf(name, colour, favourite, layout, parentId, ...later);
    return this.changes.run(user, changeId, async (change) => {
      const [existing] = await this.projects.findEvenDeleted(change, [id]);
      if (existing) {
        requireSameCreate(existing, createDigest);
        return toProjectResponse(existing);
      }
      requireFirstCreate(change);
      await this.projects.inboxOf(change);
      const tree = await this.treeOf(change);
      if (tree.projects.length >= MOST_PROJECTS)
        throw new LimitReachedError(`There can be ${MOST_PROJECTS} projects at most.`);
      this.refuseParent(tree, parentId, 1);
      const place = await this.findPlace(change, tree.childrenOf(parentId), dto);
      const { position } = place;
      const project = await this.projects.insert(change, { id, ...fields, parentId, position, createDigest });
      change.record({ entity: 'project', entityId: id, title: name, field: 'created', before: null, after: true });
      return toProjectResponse(project);
    });
  }

  /**
   * Merged field by field with what others changed.
   * @throws {ProjectNotFoundError}
   * @throws {ConflictError} when somebody else changed the same field since the version that was seen
   * @throws {InboxStaysError}
   */
  async update(
    user: AuthenticatedUser,
    changeId: ChangeName,
    id: string,
    dto: UpdateProjectDto,
  ): Promise<ProjectResponse> {
    const { version, ...wanted } = dto;
    requireSomething(dto);
    return this.changes.run(user, changeId, async (change) => {
      const project = await this.findOrThrow(change, id);
      if (change.isRepeated) return toProjectResponse(project);
      if (project.inbox && (wanted.name !== undefined || wanted.archived !== undefined)) throw new InboxStaysError();
      const changes = mergeOrRefuse('project', project, wanted, version);
      return toProjectResponse(await this.write(change, project, changes));
    });
  }

  /**
   * Below another one, or elsewhere in its list.
   * @throws {ProjectNotFoundError}
   * @throws {InboxStaysError}
   * @throws {LimitReachedError} when it would be too deep
   */
  async move(user: AuthenticatedUser, changeId: ChangeName, id: string, dto: MoveProjectDto): Promise<ProjectResponse> {
    requireSomething(dto);
    return this.changes.run(user, changeId, async (change) => {
      const tree = await this.treeOf(change);
      const project = tree.get(id);
      if (!project) throw new ProjectNotFoundError();
      if (change.isRepeated) return toProjectResponse(project);
      if (project.inbox) throw new InboxStaysError();
      const { parentId = project.parentId } = dto;
      if (tree.isWithin(parentId, id)) {
        const below = parentId === id ? 'itself' : 'a project that is in it';
        throw new ValidationFailedError({ parentId: [`A project cannot be moved into ${below}.`] });
      }
      this.refuseParent(tree, parentId, tree.heightOf(id));
      const siblings = tree.childrenOf(parentId).filter((sibling) => sibling.id !== id);
      const place = await this.findPlace(change, siblings, dto);
      return toProjectResponse(await this.writePlace(change, tree, project, parentId, place));
    });
  }

  /** Writes fields that are known to differ, and what became of them into the history. */
  async write(change: Change, project: Project, fields: Partial<Project>): Promise<Project> {
    const names = Object.keys(fields) as (keyof Project)[];
    if (names.length === 0) return project;
    const written = await this.projects.update(change, project.id, fields, names);
    const about = { entity: 'project' as const, entityId: project.id, title: written.name };
    change.record(...names.map((field) => ({ ...about, field, before: project[field], after: written[field] })));
    return written;
  }

  /** Puts a project somewhere, and what became of it into the history; nothing when it stands there already. */
  async writePlace(
    change: Change,
    tree: ProjectTree,
    project: Project,
    parentId: string | null,
    { position, afterId }: FoundPlace,
  ): Promise<Project> {
    const before = placeOf(tree, project);
    if (before.parentId === parentId && before.afterId === afterId) return project;
    const written = await this.projects.update(change, project.id, { parentId, position }, ['place']);
    const after = { parentId, position, afterId };
    change.record({ entity: 'project', entityId: project.id, title: project.name, field: 'place', before, after });
    return written;
  }

  /** @returns where it is to stand; the list is rebalanced when there is no room */
  async findPlace(change: Change, siblings: Project[], anchor: MoveProjectDto): Promise<FoundPlace> {
    const [first] = siblings;
    if (first?.inbox && anchor.beforeId === first.id)
      throw new ValidationFailedError({ beforeId: ['The Inbox comes first.'] });
    const place = placeAmong(siblings, anchor, 'project');
    if (place.rebalanced.length > 0) await this.projects.reposition(change, place.rebalanced);
    return place;
  }

  /** @throws {ProjectNotFoundError} */
  async findOrThrow(change: Change, id: string): Promise<Project> {
    const [project] = await this.projects.findEvenDeleted(change, [id]);
    if (!project || project.deletedAt) throw new ProjectNotFoundError();
    return project;
  }

  async treeOf({ userId, manager }: Change): Promise<ProjectTree> {
    return new ProjectTree(await this.projects.all(userId, manager));
  }

  /** @param height levels that what is to stand below it takes */
  private refuseParent(tree: ProjectTree, parentId: string | null, height: number): void {
    if (parentId === null) return;
    const parent = tree.get(parentId);
    if (!parent) throw new ValidationFailedError({ parentId: ['This project does not exist.'] });
    if (parent.inbox) throw new ValidationFailedError({ parentId: ['Nothing can be below the Inbox.'] });
    if (tree.depthOf(parentId) + height > DEEPEST)
      throw new LimitReachedError(`Projects can be ${DEEPEST} levels deep at most.`);
  }
}

/** Where it stands now, as the history keeps it. */
export function placeOf(tree: ProjectTree, { id, parentId, position }: Project) {
  const siblings = tree.childrenOf(parentId);
  const index = siblings.findIndex((sibling) => sibling.id === id);
  return { parentId, position, afterId: siblings[index - 1]?.id ?? null };
}
