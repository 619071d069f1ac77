import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { IdPipe } from '../common/uuid.js';
import type { ChangeName } from './change.js';
import { ChangeId } from './change-id.decorator.js';
import { ListHistoryQuery } from './dto/list-history.query.js';
import { ChangeNotFoundError } from './history.errors.js';
import { HistoryService } from './history.service.js';
import { UndoService } from './undo.service.js';

const changeIdInPath = new IdPipe(ChangeNotFoundError);

/** @see contracts/latch.yaml */
@Controller('api/users/:userId')
export class HistoryController {
  constructor(
    private readonly history: HistoryService,
    private readonly undoing: UndoService,
  ) {}

  @Get('history')
  list(@CurrentUser() user: AuthenticatedUser, @Query() query: ListHistoryQuery) {
    return this.history.list(user, query);
  }

  @Get('changes')
  lastChanges(@CurrentUser() user: AuthenticatedUser) {
    return this.history.lastChanges(user);
  }

  @Post('changes/:changeId/undo')
  @HttpCode(200)
  undo(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('changeId', changeIdInPath) id: string,
  ) {
    return this.undoing.turn(user, changeId, id, 'undo');
  }

  @Post('changes/:changeId/redo')
  @HttpCode(200)
  redo(
    @CurrentUser() user: AuthenticatedUser,
    @ChangeId() changeId: ChangeName,
    @Param('changeId', changeIdInPath) id: string,
  ) {
    return this.undoing.turn(user, changeId, id, 'redo');
  }
}
