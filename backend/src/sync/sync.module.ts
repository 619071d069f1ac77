import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { HistoryModule } from '../history/history.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { EventStreams } from './event-streams.service.js';
import { EventsController } from './events.controller.js';
import { RevisionWatch } from './revision-watch.service.js';
import { RevisionRepository } from './revision.repository.js';
import { StreamLimits } from './stream-limits.js';

@Module({
  imports: [AuthModule, HistoryModule, MetricsModule],
  controllers: [EventsController],
  providers: [EventStreams, RevisionWatch, RevisionRepository, StreamLimits],
})
export class SyncModule {}
