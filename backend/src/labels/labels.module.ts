import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { LabelUndo } from './label-undo.js';
import { LabelController } from './label.controller.js';
import { LabelRepository } from './label.repository.js';
import { LabelService } from './label.service.js';

@Module({
  imports: [HistoryModule],
  controllers: [LabelController],
  providers: [LabelService, LabelRepository, LabelUndo],
  exports: [LabelService, LabelUndo],
})
export class LabelsModule {}
