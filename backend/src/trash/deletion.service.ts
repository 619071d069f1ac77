import { Injectable } from '@nestjs/common';
import type { components } from '@latch/contracts/latch';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import type { Change, ChangeName } from '../history/change.js';
import { ChangeService } from '../history/change.service.js';
import { LabelNotFoundError } from '../labels/label.errors.js';
import { LabelService } from '../labels/label.service.js';
import { InboxStaysError, ProjectNotFoundError, SectionNotFoundError } from '../projects/project.errors.js';
import { ProjectService } from '../projects/project.service.js';
import { SectionService } from '../projects/section.service.js';
import { SavedFilterNotFoundError } from '../saved-filters/saved-filter.errors.js';
import { SavedFilterService } from '../saved-filters/saved-filter.service.js';
import { TodoTrashService } from '../todos/commands/todo-trash.service.js';
import { TrashRepository } from './trash.repository.js';
import type { Container } from './trash.js';

export type Deleted = components['schemas']['Deleted'];

/** Moves projects, sections, labels and saved filters to Trash, with what is in them. */
@Injectable()
export class DeletionService {
  constructor(
    private readonly trash: TrashRepository,
    private readonly projects: ProjectService,
    private readonly sections: SectionService,
    private readonly labels: LabelService,
    private readonly filters: SavedFilterService,
    private readonly todos: TodoTrashService,
    private readonly changes: ChangeService,
  ) {}

  /** How much would go with a project. @throws {ProjectNotFoundError} */
  async contentsOf({ userId }: AuthenticatedUser, id: string): Promise<Deleted> {
    const below = await this.projects.subtreeOf(userId, id);
    if (below.length === 0) throw new ProjectNotFoundError();
    const projectIds = below.map((project) => project.id);
    const todos = await this.todos.countIn(userId, { projectIds });
    return { todos, sections: await this.trash.countSections(userId, projectIds), projects: below.length - 1 };
  }

  /** @returns what went with it @throws {ProjectNotFoundError} @throws {InboxStaysError} */
  async deleteProject(user: AuthenticatedUser, changeId: ChangeName, id: string): Promise<Deleted> {
    return this.changes.run(user, changeId, async (change) => {
      if (change.isRepeated) return NOTHING;
      const [project] = await this.projects.subtreeOf(user.userId, id, change);
      if (!project) throw new ProjectNotFoundError();
      if (project.inbox) throw new InboxStaysError();
      return this.putProjectAway(change, id);
    });
  }

  /** @returns what went with it @throws {SectionNotFoundError} */
  async deleteSection(user: AuthenticatedUser, changeId: ChangeName, id: string): Promise<Deleted> {
    return this.changes.run(user, changeId, async (change) => {
      if (change.isRepeated) return NOTHING;
      if (!(await this.sections.projectOf(change, id))) throw new SectionNotFoundError();
      return this.putSectionAway(change, id);
    });
  }

  /** It is on no todo any more, and on each of them again when it comes back. @throws {LabelNotFoundError} */
  async deleteLabel(user: AuthenticatedUser, changeId: ChangeName, id: string): Promise<Deleted> {
    return this.changes.run(user, changeId, async (change) => {
      if (change.isRepeated) return NOTHING;
      if ((await this.labels.findExisting(change, [id])).length === 0) throw new LabelNotFoundError();
      return this.putLabelAway(change, id);
    });
  }

  /** Nothing goes with it. @throws {SavedFilterNotFoundError} */
  async deleteFilter(user: AuthenticatedUser, changeId: ChangeName, id: string): Promise<Deleted> {
    return this.changes.run(user, changeId, async (change) => {
      if (change.isRepeated) return NOTHING;
      if (!(await this.filters.exists(change, id))) throw new SavedFilterNotFoundError();
      return this.putFilterAway(change, id);
    });
  }

  /** Does nothing with what is in Trash already, as those below. */
  async putProjectAway(change: Change, id: string): Promise<Deleted> {
    const below = await this.projects.subtreeOf(change.userId, id, change);
    if (below.length === 0) return NOTHING;
    const projectIds = below.map((project) => project.id);
    const todos = await this.todos.trashWhere(change, { projectIds }, id);
    const sections = await this.trash.putAway(change, 'section', 'project_id', projectIds, id);
    record(change, 'project', id, await this.trash.putAway(change, 'project', 'id', projectIds, id));
    return { todos, sections: sections.length, projects: below.length - 1 };
  }

  async putSectionAway(change: Change, id: string): Promise<Deleted> {
    record(change, 'section', id, await this.trash.putAway(change, 'section', 'id', [id], id));
    return { ...NOTHING, todos: await this.todos.trashWhere(change, { sectionIds: [id] }, id) };
  }

  async putLabelAway(change: Change, id: string): Promise<Deleted> {
    record(change, 'label', id, await this.trash.putAway(change, 'label', 'id', [id], id));
    return NOTHING;
  }

  async putFilterAway(change: Change, id: string): Promise<Deleted> {
    record(change, 'filter', id, await this.trash.putAway(change, 'filter', 'id', [id], id));
    return NOTHING;
  }
}

const NOTHING: Deleted = { todos: 0, sections: 0, projects: 0 };

function record(change: Change, entity: Container, entityId: string, gone: { id: string; name: string }[]): void {
  const itself = gone.find(({ id }) => id === entityId);
  if (itself) change.record({ entity, entityId, title: itself.name, field: 'deleted', before: false, after: true });
}
