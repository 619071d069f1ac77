import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { HistoryModule } from '../history/history.module.js';
import { LabelsModule } from '../labels/labels.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { SavedFiltersModule } from '../saved-filters/saved-filters.module.js';
import { SettingsModule } from '../settings/settings.module.js';
import { SyncModule } from '../sync/sync.module.js';
import { TodosModule } from '../todos/todos.module.js';
import { AccountDataController } from './account-data.controller.js';
import { ErasingService } from './erasing.service.js';
import { ExportService } from './export.service.js';

@Module({
  imports: [
    AuthModule,
    HistoryModule,
    LabelsModule,
    ProjectsModule,
    SavedFiltersModule,
    SettingsModule,
    SyncModule,
    TodosModule,
  ],
  controllers: [AccountDataController],
  providers: [ExportService, ErasingService],
})
export class AccountDataModule {}
