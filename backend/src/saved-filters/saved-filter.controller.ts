import { Body, Controller, HttpCode, Param, Patch, Post } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { IdPipe } from '../common/uuid.js';
import type { ChangeName } from '../history/change.js';
import { ChangeId } from '../history/change-id.decorator.js';
import { CreateSavedFilterDto, MoveSavedFilterDto, UpdateSavedFilterDto } from './dto/saved-filter.dto.js';
import { SavedFilterNotFoundError } from './saved-filter.errors.js';
import { SavedFilterService } from './saved-filter.service.js';

const filterId = new IdPipe(SavedFilterNotFoundError);

/** @see contracts/latch.yaml */
@Controller('api/users/:userId/filters')
export class SavedFilterController {
  constructor(private readonly filters: SavedFilterService) {}

  @Post()
  create(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Body() filter: CreateSavedFilterDto,
  ) {
    return this.filters.create(user, changeId, filter);
  }

  @Patch(':filterId')
  update(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('filterId', filterId) id: string,
    @Body() fields: UpdateSavedFilterDto,
  ) {
    return this.filters.update(user, changeId, id, fields);
  }

  @Post(':filterId/move')
  @HttpCode(200)
  move(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('filterId', filterId) id: string,
    @Body() place: MoveSavedFilterDto,
  ) {
    return this.filters.move(user, changeId, id, place);
  }
}
