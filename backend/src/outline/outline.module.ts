import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { LabelsModule } from '../labels/labels.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { SavedFiltersModule } from '../saved-filters/saved-filters.module.js';
import { OutlineController } from './outline.controller.js';
import { OutlineService } from './outline.service.js';

@Module({
  imports: [HistoryModule, LabelsModule, ProjectsModule, SavedFiltersModule],
  controllers: [OutlineController],
  providers: [OutlineService],
})
export class OutlineModule {}
