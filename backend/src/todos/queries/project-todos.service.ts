import { Injectable } from '@nestjs/common';
import type { AuthenticatedUser } from '../../auth/authenticated-user.js';
import { readCursor, writeCursor } from '../../common/cursor.js';
import { ValidationFailedError } from '@latch/server-kit/http-errors';
import { ChangeService } from '../../history/change.service.js';
import { ProjectNotFoundError } from '../../projects/project.errors.js';
import { ProjectService } from '../../projects/project.service.js';
import { inPreorder } from './preorder.js';
import {
  type ListedTodo,
  type ProjectName,
  type ProjectPart,
  ProjectTodosRepository,
} from './project-todos.repository.js';
import type { Page } from './todo-list.service.js';
import { toTodoResponse } from '../todo.js';

/** Position and id of a list, position and id of a todo in it. */
const PLACE = ['sectionKey', 'id', 'key', 'id'] as const;

/** The open todos of a project. */
@Injectable()
export class ProjectTodosService {
  constructor(
    private readonly todos: ProjectTodosRepository,
    private readonly projects: ProjectService,
    private readonly changes: ChangeService,
  ) {}

  /**
   * One page, section by section; subtasks come with what they are a part of and do not count.
   * @throws {ProjectNotFoundError}
   */
  async list(
    user: AuthenticatedUser,
    project: ProjectName,
    { limit, cursor, sectionId: part = 'all' }: Page & { sectionId?: ProjectPart },
  ) {
    const list = listName(project, part);
    const after = readCursor(cursor, list, PLACE);
    const todos = await this.todos.page(user.userId, project, part, limit, after);
    if (todos.length === 0) await this.refuseMissing(user, project, part);
    return toPage(todos, limit, list);
  }

  /** Where there are todos there is a project, so only an empty page asks. The Inbox is made instead. */
  private async refuseMissing(user: AuthenticatedUser, project: ProjectName, part: ProjectPart): Promise<void> {
    if (!(await this.todos.exists(user.userId, project))) {
      if (project !== 'inbox') throw new ProjectNotFoundError();
      await this.changes.run(user, undefined, (change) => this.projects.inboxOf(change));
    }
    if (part !== 'all' && part !== 'none' && !(await this.todos.hasSection(user.userId, project, part)))
      throw new ValidationFailedError({ sectionId: ['This section does not exist.'] });
  }
}

function listName(project: ProjectName, part: ProjectPart): string {
  return `${project} ${part}`;
}

/** @param todos in no order; one more at the top than the limit when there are more */
function toPage(todos: ListedTodo[], limit: number, list: string) {
  const tops = todos.filter(({ parentId }) => parentId === null).sort(bySection);
  const last = tops.length > limit ? tops[limit - 1] : undefined;
  const items = inPreorder(tops.slice(0, limit), todos);
  return { items: items.map(toTodoResponse), nextCursor: last ? writeCursor(list, placeOf(last)) : null };
}

/** As PostgreSQL compares them: section by section, those outside of any first. */
function bySection(a: ListedTodo, b: ListedTodo): number {
  const [ofA, ofB] = [placeOf(a), placeOf(b)];
  const differing = ofA.findIndex((part, index) => part !== ofB[index]);
  return ofA[differing]! < ofB[differing]! ? -1 : 1;
}

function placeOf({ place, sectionId, projectId, position, id }: ListedTodo): string[] {
  return [place, sectionId ?? projectId, position, id];
}
