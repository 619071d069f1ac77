import { Body, Controller, HttpCode, Param, Patch, Post } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { IdPipe } from '../common/uuid.js';
import type { ChangeName } from '../history/change.js';
import { ChangeId } from '../history/change-id.decorator.js';
import { CreateSectionDto, MoveSectionDto, UpdateSectionDto } from './dto/section.dto.js';
import { SectionNotFoundError } from './project.errors.js';
import { SectionService } from './section.service.js';

const sectionId = new IdPipe(SectionNotFoundError);

/** @see contracts/latch.yaml */
@Controller('api/users/:userId/sections')
export class SectionController {
  constructor(private readonly sections: SectionService) {}

  @Post()
  create(@CurrentUser() user: AuthenticatedUser, @ChangeId() changeId: ChangeName, @Body() section: CreateSectionDto) {
    return this.sections.create(user, changeId, section);
  }

  @Patch(':sectionId')
  update(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('sectionId', sectionId) id: string,
    @Body() fields: UpdateSectionDto,
  ) {
    return this.sections.update(user, changeId, id, fields);
  }

  @Post(':sectionId/move')
  @HttpCode(200)
  move(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('sectionId', sectionId) id: string,
    @Body() place: MoveSectionDto,
  ) {
    return this.sections.move(user, changeId, id, place);
  }
}
