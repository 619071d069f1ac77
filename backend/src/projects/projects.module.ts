import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { ProjectUndo } from './project-undo.js';
import { ProjectController } from './project.controller.js';
import { ProjectRepository } from './project.repository.js';
import { ProjectService } from './project.service.js';
import { SectionUndo } from './section-undo.js';
import { SectionController } from './section.controller.js';
import { SectionRepository } from './section.repository.js';
import { SectionService } from './section.service.js';

@Module({
  imports: [HistoryModule],
  controllers: [ProjectController, SectionController],
  providers: [ProjectService, ProjectRepository, ProjectUndo, SectionService, SectionRepository, SectionUndo],
  exports: [ProjectService, ProjectUndo, SectionService, SectionUndo],
})
export class ProjectsModule {}
