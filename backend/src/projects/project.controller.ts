import { Body, Controller, HttpCode, Param, Patch, Post } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { IdPipe } from '../common/uuid.js';
import type { ChangeName } from '../history/change.js';
import { ChangeId } from '../history/change-id.decorator.js';
import { CreateProjectDto, MoveProjectDto, UpdateProjectDto } from './dto/project.dto.js';
import { ProjectNotFoundError } from './project.errors.js';
import { ProjectService } from './project.service.js';

const projectId = new IdPipe(ProjectNotFoundError);

/** What lists and deletes projects stands in outline and trash. @see contracts/latch.yaml */
@Controller('api/users/:userId/projects')
export class ProjectController {
  constructor(private readonly projects: ProjectService) {}

  @Post()
  create(@CurrentUser() user: AuthenticatedUser, @ChangeId() changeId: ChangeName, @Body() project: CreateProjectDto) {
    return this.projects.create(user, changeId, project);
  }

  @Patch(':projectId')
  update(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('projectId', projectId) id: string,
    @Body() fields: UpdateProjectDto,
  ) {
    return this.projects.update(user, changeId, id, fields);
  }

  @Post(':projectId/move')
  @HttpCode(200)
  move(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('projectId', projectId) id: string,
    @Body() place: MoveProjectDto,
  ) {
    return this.projects.move(user, changeId, id, place);
  }
}
