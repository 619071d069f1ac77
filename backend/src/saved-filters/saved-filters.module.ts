import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { SavedFilterUndo } from './saved-filter-undo.js';
import { SavedFilterController } from './saved-filter.controller.js';
import { SavedFilterRepository } from './saved-filter.repository.js';
import { SavedFilterService } from './saved-filter.service.js';

@Module({
  imports: [HistoryModule],
  controllers: [SavedFilterController],
  providers: [SavedFilterService, SavedFilterRepository, SavedFilterUndo],
  exports: [SavedFilterService, SavedFilterUndo],
})
export class SavedFiltersModule {}
