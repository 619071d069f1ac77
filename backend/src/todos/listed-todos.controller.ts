import { Controller, Get, Injectable, Param, type PipeTransform, Query } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { IdPipe } from '../common/uuid.js';
import { PageQuery } from '../common/page.query.js';
import { LabelNotFoundError } from '../labels/label.errors.js';
import { ProjectNotFoundError } from '../projects/project.errors.js';
import { ProjectTodosQuery } from './dto/todo-queries.js';
import { ProjectTodosService } from './queries/project-todos.service.js';
import { TodoListService } from './queries/todo-list.service.js';

const idOfProject = new IdPipe(ProjectNotFoundError);
const labelId = new IdPipe(LabelNotFoundError);

/** The id of a project, or `inbox`. */
@Injectable()
class ProjectNamePipe implements PipeTransform<string, string> {
  transform(value: string): string {
    return value === 'inbox' ? value : idOfProject.transform(value);
  }
}

/** The todos of a project and of a label. @see contracts/latch.yaml */
@Controller('api/users/:userId')
export class ListedTodosController {
  constructor(
    private readonly ofProject: ProjectTodosService,
    private readonly lists: TodoListService,
  ) {}

  @Get('projects/:projectId/todos')
  project(
    @CurrentUser() user: AuthenticatedUser,
    @Param('projectId', ProjectNamePipe) project: string,
    @Query() query: ProjectTodosQuery,
  ) {
    return this.ofProject.list(user, project, query);
  }

  @Get('labels/:labelId/todos')
  label(@CurrentUser() user: AuthenticatedUser, @Param('labelId', labelId) id: string, @Query() page: PageQuery) {
    return this.lists.ofLabel(user, id, page);
  }
}
