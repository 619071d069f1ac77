import { Injectable } from '@nestjs/common';
import { namesOf, pick } from '@latch/domain/fields';
import { sectionFields } from '@latch/domain/outline-fields';
import type { Change } from '../history/change.js';
import type { UndoPatch, UndoableState } from '../history/undoable.js';
import { type FormerPlace, formerPlace, standsAfter } from '../ordering/place-among.js';
import type { Section } from './section.js';
import { SectionRepository } from './section.repository.js';
import { SectionService } from './section.service.js';

/** Reads and writes sections as their events name what they are, Trash aside. */
@Injectable()
export class SectionUndo {
  constructor(
    private readonly sections: SectionRepository,
    private readonly service: SectionService,
  ) {}

  /** What is gone for good is left out. */
  async read(change: Change, ids: string[]): Promise<Map<string, UndoableState>> {
    const states = new Map<string, UndoableState>();
    for (const section of await this.sections.findEvenDeleted(change, ids)) {
      const siblings = await this.sections.ofProject(change, section.projectId);
      const place = { position: section.position, afterId: standsAfter(siblings, section.id) };
      const fields = { ...pick(section, namesOf(sectionFields)), place };
      states.set(section.id, { title: section.name, deleted: section.deletedAt !== null, fields });
    }
    return states;
  }

  async write(change: Change, patches: UndoPatch[]): Promise<void> {
    const toPlace: [Section, FormerPlace][] = [];
    for (const { id, fields } of patches) {
      const { place, ...others } = fields;
      const [found] = await this.sections.findEvenDeleted(change, [id]);
      if (!found) continue;
      const section = await this.service.write(change, found, others);
      if (place) toPlace.push([section, place as FormerPlace]);
    }
    // In their former order, so that each finds there what it stood behind.
    toPlace.sort(([, a], [, b]) => (a.position < b.position ? -1 : 1));
    for (const [index, [section, place]] of toPlace.entries()) {
      const waiting = new Set(toPlace.slice(index).map(([{ id }]) => id));
      await this.putBack(change, section, place, waiting);
    }
  }

  /** @param waiting those that stand in its list only until they are put back too */
  private async putBack(change: Change, section: Section, place: FormerPlace, waiting: Set<string>): Promise<void> {
    const siblings = await this.sections.ofProject(change, section.projectId);
    const others = siblings.filter((sibling) => !waiting.has(sibling.id));
    const found = formerPlace(others, place);
    if (found.rebalanced.length > 0) await this.sections.reposition(change, found.rebalanced);
    await this.service.writePlace(change, siblings, section, found);
  }
}
