import { Injectable } from '@nestjs/common';
import { LimitReachedError } from '../common/change.errors.js';
import { namesOf, pick } from '@latch/domain/fields';
import { projectFields } from '@latch/domain/outline-fields';
import type { Change } from '../history/change.js';
import { UndoRefusedError } from '../history/history.errors.js';
import type { UndoPatch, UndoableState } from '../history/undoable.js';
import { formerPlace, type FormerPlace } from '../ordering/place-among.js';
import { DEEPEST } from './project-tree.js';
import type { Project } from './project.js';
import { ProjectRepository } from './project.repository.js';
import { ProjectService, placeOf } from './project.service.js';

type Place = FormerPlace & { parentId: string | null };

/** Reads and writes projects as their events name what they are, Trash aside. */
@Injectable()
export class ProjectUndo {
  constructor(
    private readonly projects: ProjectRepository,
    private readonly service: ProjectService,
  ) {}

  /** What is gone for good is left out. */
  async read(change: Change, ids: string[]): Promise<Map<string, UndoableState>> {
    const tree = await this.service.treeOf(change);
    const found = await this.projects.findEvenDeleted(change, ids);
    return new Map(
      found.map((project) => {
        const fields = { ...pick(project, namesOf(projectFields)), place: placeOf(tree, project) };
        return [project.id, { title: project.name, deleted: project.deletedAt !== null, fields }];
      }),
    );
  }

  async write(change: Change, patches: UndoPatch[]): Promise<void> {
    const toPlace: [Project, Place][] = [];
    for (const { id, fields } of patches) {
      const { place, ...others } = fields;
      const [found] = await this.projects.findEvenDeleted(change, [id]);
      if (!found) continue;
      const project = await this.service.write(change, found, others);
      if (place) toPlace.push([project, place as Place]);
    }
    // In their former order, so that each finds there what it stood behind.
    toPlace.sort(([, a], [, b]) => (a.position < b.position ? -1 : 1));
    for (const [index, [project, place]] of toPlace.entries()) {
      const waiting = new Set(toPlace.slice(index).map(([{ id }]) => id));
      await this.putBack(change, project, place, waiting);
    }
  }

  /** @param waiting those that stand in its list only until they are put back too */
  private async putBack(change: Change, project: Project, place: Place, waiting: Set<string>): Promise<void> {
    const tree = await this.service.treeOf(change);
    const parentId = place.parentId !== null && tree.get(place.parentId) ? place.parentId : null;
    const { id, name } = project;
    if (tree.isWithin(parentId, id)) {
      const about = { entity: 'project', entityId: id, title: name, field: 'place' };
      const conflict = { ...about, mine: place, theirs: placeOf(tree, project) };
      throw new UndoRefusedError([conflict], 'It would be below itself.');
    }
    if (tree.depthOf(parentId) + tree.heightOf(id) > DEEPEST)
      throw new LimitReachedError(`Projects can be ${DEEPEST} levels deep at most.`);
    const siblings = tree.childrenOf(parentId).filter((sibling) => !waiting.has(sibling.id));
    const found = formerPlace(siblings, place);
    if (found.rebalanced.length > 0) await this.projects.reposition(change, found.rebalanced);
    await this.service.writePlace(change, tree, project, parentId, found);
  }
}
