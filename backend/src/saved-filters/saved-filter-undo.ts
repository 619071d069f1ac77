import { Injectable } from '@nestjs/common';
import { namesOf, pick } from '@latch/domain/fields';
import { savedFilterFields } from '@latch/domain/outline-fields';
import type { Change } from '../history/change.js';
import type { UndoPatch, UndoableState } from '../history/undoable.js';
import { type FormerPlace, standsAfter } from '../ordering/place-among.js';
import type { SavedFilter } from './saved-filter.js';
import { SavedFilterRepository } from './saved-filter.repository.js';
import { SavedFilterService } from './saved-filter.service.js';

/** Reads and writes saved filters as their events name what they are, Trash aside. */
@Injectable()
export class SavedFilterUndo {
  constructor(
    private readonly filters: SavedFilterRepository,
    private readonly service: SavedFilterService,
  ) {}

  /** What is gone for good is left out. */
  async read(change: Change, ids: string[]): Promise<Map<string, UndoableState>> {
    const siblings = await this.filters.all(change.userId, change.manager);
    const found = await this.filters.findEvenDeleted(change, ids);
    return new Map(
      found.map((filter) => {
        const place = { position: filter.position, afterId: standsAfter(siblings, filter.id) };
        const fields = { ...pick(filter, namesOf(savedFilterFields)), place };
        return [filter.id, { title: filter.name, deleted: filter.deletedAt !== null, fields }];
      }),
    );
  }

  /** @throws {NameTakenError} when another filter has its former name by now */
  async write(change: Change, patches: UndoPatch[]): Promise<void> {
    const toPlace: [SavedFilter, FormerPlace][] = [];
    for (const { id, fields } of patches) {
      const { place, ...others } = fields;
      const [found] = await this.filters.findEvenDeleted(change, [id]);
      if (!found) continue;
      const filter = await this.service.write(change, found, others);
      if (place) toPlace.push([filter, place as FormerPlace]);
    }
    // In their former order, so that each finds there what it stood behind.
    toPlace.sort(([, a], [, b]) => (a.position < b.position ? -1 : 1));
    for (const [index, [filter, place]] of toPlace.entries()) {
      const waiting = new Set(toPlace.slice(index).map(([{ id }]) => id));
      await this.service.putBack(change, filter, place, waiting);
    }
  }
}
