import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { AccountDataModule } from './account-data/account-data.module.js';
import { AuthModule } from './auth/auth.module.js';
import { DrainingService } from './common/draining.service.js';
import { ConfigModule } from './config/config.module.js';
import type { Environment } from './config/environment.js';
import { DatabaseModule } from './database/database.module.js';
import { DocsModule } from './docs/docs.module.js';
import { HealthModule } from './health/health.module.js';
import { HistoryModule } from './history/history.module.js';
import { LabelsModule } from './labels/labels.module.js';
import { MeModule } from './me/me.module.js';
import { OutlineModule } from './outline/outline.module.js';
import { ProjectsModule } from './projects/projects.module.js';
import { SavedFiltersModule } from './saved-filters/saved-filters.module.js';
import { SettingsModule } from './settings/settings.module.js';
import { SyncModule } from './sync/sync.module.js';
import { TodosModule } from './todos/todos.module.js';
import { TrashModule } from './trash/trash.module.js';

@Module({
  imports: [
    DatabaseModule,
    AuthModule,
    MeModule,
    OutlineModule,
    ProjectsModule,
    LabelsModule,
    SavedFiltersModule,
    SettingsModule,
    TodosModule,
    TrashModule,
    HistoryModule,
    SyncModule,
    AccountDataModule,
    HealthModule,
    DocsModule,
  ],
  providers: [DrainingService],
})
export class AppModule {
  /** The whole backend with these settings. */
  static with(environment: Environment, logger: Logger): DynamicModule {
    return { module: AppModule, imports: [ConfigModule.with(environment, logger)] };
  }
}
