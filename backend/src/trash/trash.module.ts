import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { LabelsModule } from '../labels/labels.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { SavedFiltersModule } from '../saved-filters/saved-filters.module.js';
import { SyncModule } from '../sync/sync.module.js';
import { TodosModule } from '../todos/todos.module.js';
import { DeletionController } from './deletion.controller.js';
import { DeletionService } from './deletion.service.js';
import { PurgeService } from './purge.service.js';
import { RestoringService } from './restoring.service.js';
import { TrashController } from './trash.controller.js';
import { TrashRepository } from './trash.repository.js';
import { TrashService } from './trash.service.js';
import { TrashUndo } from './trash-undo.js';

@Module({
  imports: [HistoryModule, LabelsModule, ProjectsModule, SavedFiltersModule, SyncModule, TodosModule],
  controllers: [TrashController, DeletionController],
  providers: [TrashService, TrashRepository, DeletionService, RestoringService, PurgeService, TrashUndo],
})
export class TrashModule {}
