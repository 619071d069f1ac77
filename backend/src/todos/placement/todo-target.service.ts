import { Injectable } from '@nestjs/common';
import { ValidationFailedError } from '@latch/server-kit/http-errors';
import type { Change } from '../../history/change.js';
import { ProjectService } from '../../projects/project.service.js';
import { SectionService } from '../../projects/section.service.js';
import type { PlaceDto } from '../dto/todo.dto.js';
import { TodoRepository } from '../todo.repository.js';

/** A list that todos can stand in. */
export interface Target {
  projectId: string;
  sectionId: string | null;
  parentId: string | null;
  /** Whether it is within a completed todo; undefined where nobody looked, since nothing is to go there. */
  isCompleted?: boolean;
}

export function listIdOf({ parentId, sectionId, projectId }: Target): string {
  return parentId ?? sectionId ?? projectId;
}

const GONE = {
  projectId: 'This project does not exist.',
  sectionId: 'This section does not exist.',
  parentId: 'This todo does not exist.',
};

/** Finds the list that a client means. */
@Injectable()
export class TodoTargetService {
  constructor(
    private readonly todos: TodoRepository,
    private readonly projects: ProjectService,
    private readonly sections: SectionService,
  ) {}

  /**
   * That of the parent, or else of the section, or else of the project, or else the one it is in; the Inbox for what is
   * nowhere yet.
   * @throws {ValidationFailedError} when one of them is not there, or they do not agree
   */
  async find(change: Change, wanted: PlaceDto, current?: Target): Promise<Target> {
    if (wanted.parentId) return this.ofParent(change, wanted.parentId, wanted);
    if (wanted.sectionId) return this.ofSection(change, wanted.sectionId, wanted);
    if (wanted.projectId) {
      if (!(await this.projects.exists(change, wanted.projectId))) throw refuse('projectId', GONE.projectId);
      return { projectId: wanted.projectId, sectionId: null, parentId: null };
    }
    if (!current) return { projectId: await this.projects.inboxOf(change), sectionId: null, parentId: null };
    const { projectId, sectionId, parentId } = current;
    if (wanted.sectionId === null) return { projectId, sectionId: null, parentId: null };
    return { projectId, sectionId, parentId: wanted.parentId === null ? null : parentId };
  }

  private async ofParent(change: Change, parentId: string, wanted: PlaceDto): Promise<Target> {
    const [parent] = await this.todos.find(change, [parentId]);
    if (!parent) throw refuse('parentId', GONE.parentId);
    const { projectId, sectionId, completedAt } = parent;
    if ((wanted.projectId ?? projectId) !== projectId) throw refuse('parentId', 'This todo is in another project.');
    if (wanted.sectionId !== undefined && wanted.sectionId !== sectionId)
      throw refuse('parentId', 'This todo is in another section.');
    return { projectId, sectionId, parentId, isCompleted: completedAt !== null };
  }

  private async ofSection(change: Change, sectionId: string, wanted: PlaceDto): Promise<Target> {
    const projectId = await this.sections.projectOf(change, sectionId);
    if (!projectId) throw refuse('sectionId', GONE.sectionId);
    if ((wanted.projectId ?? projectId) !== projectId) throw refuse('sectionId', 'This section is in another project.');
    return { projectId, sectionId, parentId: null };
  }
}

function refuse(field: string, reason: string): ValidationFailedError {
  return new ValidationFailedError({ [field]: [reason] });
}
