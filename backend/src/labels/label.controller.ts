import { Body, Controller, Param, Patch, Post } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { IdPipe } from '../common/uuid.js';
import type { ChangeName } from '../history/change.js';
import { ChangeId } from '../history/change-id.decorator.js';
import { CreateLabelDto, UpdateLabelDto } from './dto/label.dto.js';
import { LabelNotFoundError } from './label.errors.js';
import { LabelService } from './label.service.js';

const labelId = new IdPipe(LabelNotFoundError);

/** @see contracts/latch.yaml */
@Controller('api/users/:userId/labels')
export class LabelController {
  constructor(private readonly labels: LabelService) {}

  @Post()
  create(@CurrentUser() user: AuthenticatedUser, @ChangeId() changeId: ChangeName, @Body() label: CreateLabelDto) {
    return this.labels.create(user, changeId, label);
  }

  @Patch(':labelId')
  update(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('labelId', labelId) id: string,
    @Body() fields: UpdateLabelDto,
  ) {
    return this.labels.update(user, changeId, id, fields);
  }
}
