import { Controller, Delete, Get, Param } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { IdPipe } from '../common/uuid.js';
import type { ChangeName } from '../history/change.js';
import { ChangeId } from '../history/change-id.decorator.js';
import { LabelNotFoundError } from '../labels/label.errors.js';
import { ProjectNotFoundError, SectionNotFoundError } from '../projects/project.errors.js';
import { SavedFilterNotFoundError } from '../saved-filters/saved-filter.errors.js';
import { DeletionService } from './deletion.service.js';

const projectId = new IdPipe(ProjectNotFoundError);
const sectionId = new IdPipe(SectionNotFoundError);
const labelId = new IdPipe(LabelNotFoundError);
const filterId = new IdPipe(SavedFilterNotFoundError);

/** Deleting what is not a todo, which takes more than its own feature. @see contracts/latch.yaml */
@Controller('api/users/:userId')
export class DeletionController {
  constructor(private readonly deletion: DeletionService) {}

  @Get('projects/:projectId/contents')
  contents(@CurrentUser() user: AuthenticatedUser, @Param('projectId', projectId) id: string) {
    return this.deletion.contentsOf(user, id);
  }

  @Delete('projects/:projectId')
  deleteProject(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('projectId', projectId) id: string,
  ) {
    return this.deletion.deleteProject(user, changeId, id);
  }

  @Delete('sections/:sectionId')
  deleteSection(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('sectionId', sectionId) id: string,
  ) {
    return this.deletion.deleteSection(user, changeId, id);
  }

  @Delete('labels/:labelId')
  deleteLabel(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('labelId', labelId) id: string,
  ) {
    return this.deletion.deleteLabel(user, changeId, id);
  }

  @Delete('filters/:filterId')
  deleteFilter(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('filterId', filterId) id: string,
  ) {
    return this.deletion.deleteFilter(user, changeId, id);
  }
}
