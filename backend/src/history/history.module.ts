import { Module } from '@nestjs/common';
import { ChangeRepository } from './change.repository.js';
import { ChangeService } from './change.service.js';
import { CommittedChanges } from './committed-changes.js';
import { HistoryController } from './history.controller.js';
import { HistoryRepository } from './history.repository.js';
import { HistoryService } from './history.service.js';
import { UndoService } from './undo.service.js';
import { UndoableRegistry } from './undoable.js';

@Module({
  controllers: [HistoryController],
  providers: [
    ChangeService,
    ChangeRepository,
    CommittedChanges,
    HistoryService,
    HistoryRepository,
    UndoService,
    UndoableRegistry,
  ],
  exports: [ChangeService, CommittedChanges, HistoryService, UndoableRegistry],
})
export class HistoryModule {}
