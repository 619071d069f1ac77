import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { HistoryModule } from '../history/history.module.js';
import { LabelsModule } from '../labels/labels.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { SavedFiltersModule } from '../saved-filters/saved-filters.module.js';
import { TodosModule } from '../todos/todos.module.js';
import { StreamRegistry } from './stream-registry.service.js';
import { EventsController } from './events.controller.js';
import { FeedController } from './feed.controller.js';
import { FeedRepository } from './feed.repository.js';
import { FeedService } from './feed.service.js';
import { RevisionWatch } from './revision-watch.service.js';
import { RevisionRepository } from './revision.repository.js';
import { StreamLimits } from './stream-limits.js';
import { ToldChangesService } from './told-changes.service.js';

@Module({
  imports: [AuthModule, HistoryModule, LabelsModule, MetricsModule, ProjectsModule, SavedFiltersModule, TodosModule],
  controllers: [EventsController, FeedController],
  providers: [
    StreamRegistry,
    FeedService,
    FeedRepository,
    RevisionWatch,
    RevisionRepository,
    StreamLimits,
    ToldChangesService,
  ],
  exports: [FeedService],
})
export class SyncModule {}
