import { Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { IdPipe } from '../common/uuid.js';
import { PageQuery } from '../common/page.query.js';
import type { ChangeName } from '../history/change.js';
import { ChangeId } from '../history/change-id.decorator.js';
import { TrashedNotFoundError } from './trash.errors.js';
import { TrashService } from './trash.service.js';

const trashedId = new IdPipe(TrashedNotFoundError);

/** @see contracts/latch.yaml */
@Controller('api/users/:userId/trash')
export class TrashController {
  constructor(private readonly trash: TrashService) {}

  @Get()
  list(@CurrentUser() user: AuthenticatedUser, @Query() page: PageQuery) {
    return this.trash.list(user, page);
  }

  @Delete()
  empty(@CurrentUser() user: AuthenticatedUser) {
    return this.trash.empty(user);
  }

  @Delete(':trashedId')
  @HttpCode(204)
  deleteForGood(@CurrentUser() user: AuthenticatedUser, @Param('trashedId', trashedId) id: string) {
    return this.trash.deleteForGood(user, id);
  }

  @Post(':trashedId/restore')
  @HttpCode(200)
  restore(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('trashedId', trashedId) id: string,
  ) {
    return this.trash.restore(user, changeId, id);
  }
}
