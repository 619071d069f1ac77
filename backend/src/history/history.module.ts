import { Module } from '@nestjs/common';
import { ChangeRepository } from './change.repository.js';
import { ChangeService } from './change.service.js';
import { HistoryController } from './history.controller.js';
import { HistoryRepository } from './history.repository.js';
import { HistoryService } from './history.service.js';
import { UndoService } from './undo.service.js';
import { UndoableRegistry } from './undoable.js';

@Module({
  controllers: [HistoryController],
  providers: [ChangeService, ChangeRepository, HistoryService, HistoryRepository, UndoService, UndoableRegistry],
  exports: [ChangeService, HistoryService, UndoableRegistry],
})
export class HistoryModule {}
