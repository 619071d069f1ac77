import { Injectable } from '@nestjs/common';
import type { components } from '@latch/contracts/latch';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { ChangeService } from '../history/change.service.js';
import { toLabelResponse } from '../labels/label.js';
import { LabelService } from '../labels/label.service.js';
import { type Project, toProjectResponse } from '../projects/project.js';
import { ProjectService } from '../projects/project.service.js';
import { toSectionResponse } from '../projects/section.js';
import { SectionService } from '../projects/section.service.js';
import { toSavedFilterResponse } from '../saved-filters/saved-filter.js';
import { SavedFilterService } from '../saved-filters/saved-filter.service.js';

export type OutlineResponse = components['schemas']['Outline'];

/** Everything but the todos, composed of what each feature tells. */
@Injectable()
export class OutlineService {
  constructor(
    private readonly projects: ProjectService,
    private readonly sections: SectionService,
    private readonly labels: LabelService,
    private readonly filters: SavedFilterService,
    private readonly changes: ChangeService,
  ) {}

  /** One statement after the other, so that one request never takes several connections. Makes a missing Inbox. */
  async get(user: AuthenticatedUser): Promise<OutlineResponse> {
    const { userId } = user;
    const projects = await this.projectsOf(user);
    const sections = await this.sections.all(userId);
    const labels = await this.labels.all(userId);
    const filters = await this.filters.all(userId);
    return {
      projects: projects.map(toProjectResponse),
      sections: sections.map(toSectionResponse),
      labels: labels.map(toLabelResponse),
      filters: filters.map(toSavedFilterResponse),
    };
  }

  private async projectsOf(user: AuthenticatedUser): Promise<Project[]> {
    const projects = await this.projects.all(user.userId);
    if (projects[0]?.inbox) return projects;
    await this.changes.run(user, undefined, (change) => this.projects.inboxOf(change));
    return this.projects.all(user.userId);
  }
}
