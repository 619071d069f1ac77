import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Change } from '../history/change.js';
import { UndoRefusedError } from '../history/history.errors.js';
import { type UndoPatch, type Undoable, UndoableRegistry } from '../history/undoable.js';
import { LabelUndo } from '../labels/label-undo.js';
import { ProjectUndo } from '../projects/project-undo.js';
import { SectionUndo } from '../projects/section-undo.js';
import { SavedFilterUndo } from '../saved-filters/saved-filter-undo.js';
import { DeletionService } from './deletion.service.js';
import { RestoringService } from './restoring.service.js';
import { TrashRepository } from './trash.repository.js';
import type { Container } from './trash.js';

/** Lets the changes of projects, sections, labels and saved filters be taken back: their fields by their features, Trash from here. */
@Injectable()
export class TrashUndo implements OnModuleInit {
  constructor(
    private readonly undoables: UndoableRegistry,
    private readonly projects: ProjectUndo,
    private readonly sections: SectionUndo,
    private readonly labels: LabelUndo,
    private readonly filters: SavedFilterUndo,
    private readonly trash: TrashRepository,
    private readonly deletion: DeletionService,
    private readonly restoring: RestoringService,
  ) {}

  onModuleInit(): void {
    this.register('project', this.projects, (change, id) => this.deletion.putProjectAway(change, id));
    this.register('section', this.sections, (change, id) => this.deletion.putSectionAway(change, id));
    this.register('label', this.labels, (change, id) => this.deletion.putLabelAway(change, id));
    this.register('filter', this.filters, (change, id) => this.deletion.putFilterAway(change, id));
  }

  private register(
    entity: Container,
    feature: Pick<Undoable, 'read' | 'write'>,
    putAway: (change: Change, id: string) => Promise<unknown>,
  ): void {
    const write = async (change: Change, patches: UndoPatch[]) => {
      for (const { id, fields } of patches) if (fields.deleted === false) await this.bringBack(change, entity, id);
      await feature.write(change, patches.map(withoutTrash));
      for (const { id, fields } of patches) if (fields.deleted === true) await putAway(change, id);
    };
    this.undoables.register({ entity, read: (change, ids) => feature.read(change, ids), write });
  }

  private async bringBack(change: Change, entity: Container, id: string): Promise<void> {
    const entry = await this.trash.find(change, id);
    if (entry) return this.restoring.restore(change, entry);
    const conflict = { entity, entityId: id, title: '', field: 'deleted', mine: false, theirs: true };
    throw new UndoRefusedError([conflict], 'It is in Trash along with something else. Restore that first.');
  }
}

function withoutTrash({ id, fields: { deleted: _deleted, ...fields } }: UndoPatch): UndoPatch {
  return { id, fields };
}
