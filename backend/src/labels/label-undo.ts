import { Injectable } from '@nestjs/common';
import { namesOf, pick } from '@latch/domain/fields';
import { labelFields } from '@latch/domain/outline-fields';
import type { Change } from '../history/change.js';
import type { UndoPatch, UndoableState } from '../history/undoable.js';
import { LabelRepository } from './label.repository.js';
import { LabelService } from './label.service.js';

/** Reads and writes labels as their events name what they are, Trash aside. */
@Injectable()
export class LabelUndo {
  constructor(
    private readonly labels: LabelRepository,
    private readonly service: LabelService,
  ) {}

  /** What is gone for good is left out. */
  async read(change: Change, ids: string[]): Promise<Map<string, UndoableState>> {
    const found = await this.labels.findEvenDeleted(change, ids);
    return new Map(
      found.map((label) => [
        label.id,
        { title: label.name, deleted: label.deletedAt !== null, fields: pick(label, namesOf(labelFields)) },
      ]),
    );
  }

  /** @throws {NameTakenError} when another label has its former name by now */
  async write(change: Change, patches: UndoPatch[]): Promise<void> {
    for (const { id, fields } of patches) {
      const [label] = await this.labels.findEvenDeleted(change, [id]);
      if (label) await this.service.write(change, label, fields);
    }
  }
}
