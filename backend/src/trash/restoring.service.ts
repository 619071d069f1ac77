import { Injectable } from '@nestjs/common';
import type { Change } from '../history/change.js';
import { LabelService } from '../labels/label.service.js';
import { ProjectService } from '../projects/project.service.js';
import { SavedFilterService } from '../saved-filters/saved-filter.service.js';
import { TodoTrashService } from '../todos/commands/todo-trash.service.js';
import { TrashRepository } from './trash.repository.js';
import type { Trashed } from './trash.js';

/** Brings back what was deleted, with what went along with it. */
@Injectable()
export class RestoringService {
  constructor(
    private readonly trash: TrashRepository,
    private readonly projects: ProjectService,
    private readonly labels: LabelService,
    private readonly filters: SavedFilterService,
    private readonly todos: TodoTrashService,
  ) {}

  /** Where it was, or beside where that was if that is not there any more. */
  async restore(change: Change, { entity, id, title }: Pick<Trashed, 'entity' | 'id' | 'title'>): Promise<void> {
    if (entity === 'project') await this.restoreProject(change, id);
    if (entity === 'section') await this.restoreSection(change, id);
    const holdsTodos = entity !== 'label' && entity !== 'filter';
    const name = holdsTodos ? title : await this.restoreNamed(change, entity, id, title);
    if (holdsTodos) await this.todos.restoreWith(change, id);
    change.record({ entity, entityId: id, title: name, field: 'deleted', before: true, after: false });
  }

  private async restoreProject(change: Change, id: string): Promise<void> {
    await this.trash.bringBack(change, 'project', id);
    await this.trash.bringBack(change, 'section', id);
    await this.trash.liftProject(change, id);
  }

  private async restoreSection(change: Change, id: string): Promise<void> {
    await this.trash.rehomeSection(change, id, await this.projects.inboxOf(change));
    await this.trash.bringBack(change, 'section', id);
  }

  /** @returns its name, which is another one when its own was taken meanwhile */
  private async restoreNamed(change: Change, entity: 'label' | 'filter', id: string, name: string): Promise<string> {
    const others = entity === 'label' ? this.labels : this.filters;
    const free = await others.freeName(change, name);
    if (free !== name) await this.trash.rename(change, entity, id, free);
    await this.trash.bringBack(change, entity, id);
    return free;
  }
}
