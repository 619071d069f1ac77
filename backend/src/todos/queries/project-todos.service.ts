import { Injectable } from '@nestjs/common';
import type { AuthenticatedUser } from '../../auth/authenticated-user.js';
import { readCursor, writeCursor } from '../../common/cursor.js';
import { ValidationFailedError } from '@latch/server-kit/http-errors';
import { ChangeService } from '../../history/change.service.js';
import { ProjectNotFoundError } from '../../projects/project.errors.js';
import { ProjectService } from '../../projects/project.service.js';
import type { BoardQuery } from '../dto/todo-queries.js';
import { inPreorder } from './preorder.js';
import {
  type BoardRow,
  type ListedTodo,
  NOWHERE,
  type ProjectName,
  type ProjectPart,
  ProjectTodosRepository,
} from './project-todos.repository.js';
import type { Page } from './todo-list.service.js';
import { toTodoResponse } from '../todo.js';

/** Before every position: those begin with a letter. */
const FIRST_KEY = '0';
/** Position and id of a list, position and id of a todo in it. */
const PLACE = ['sectionKey', 'id', 'key', 'id'] as const;

/** The open todos of a project, as a list and as a board. */
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

  /** The first of each of the first columns, in one statement. @throws {ProjectNotFoundError} */
  async board(user: AuthenticatedUser, project: ProjectName, { limit, columns: most }: BoardQuery) {
    const rows = await this.todos.board(user.userId, project, limit, most);
    const todos = rows.filter(isTodo);
    if (todos.length === 0) await this.refuseMissing(user, project, 'all');
    const columns = rows.filter(({ columnId }, index) => columnId !== rows[index - 1]?.columnId);
    return {
      columns: columns.map(({ columnId, columnPlace }, index) => {
        const sectionId = index === 0 ? null : columnId;
        const list = listName(project, sectionId ?? 'none');
        if (most !== undefined && index >= most)
          return { sectionId, items: [], nextCursor: writeCursor(list, [columnPlace, columnId!, FIRST_KEY, NOWHERE]) };
        const mine = todos.filter((todo) => todo.columnId === columnId);
        return { sectionId, ...toPage(mine, limit, list) };
      }),
    };
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

function isTodo(row: BoardRow): row is BoardRow & ListedTodo {
  return row.id !== null;
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
