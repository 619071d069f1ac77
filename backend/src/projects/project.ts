import type { components } from '@latch/contracts/latch';
import type { OwnedRow } from '../database/owned-rows.js';
import { type Values, namesOf, pick } from '@latch/domain/fields';
import { projectFields } from '@latch/domain/outline-fields';

export type ProjectResponse = components['schemas']['Project'];
export type SyncedProject = components['schemas']['SyncedProject'];
export type ExportedProject = components['schemas']['ExportedProject'];

/** A row of `projects`. It never leaves its feature; `toProjectResponse` says what does. */
export interface Project extends Values<typeof projectFields>, OwnedRow {
  inbox: boolean;
  parentId: string | null;
  position: string;
}

const ANSWERED = [
  'id',
  ...namesOf(projectFields),
  'inbox',
  'parentId',
  'position',
  'version',
  'createdAt',
  'updatedAt',
] as const;

/** What the world sees of a project. */
export function toProjectResponse(project: Project): ProjectResponse {
  return pick(project, ANSWERED);
}

/** What its owner takes along of a project. */
export function toExportedProject(project: Project): ExportedProject {
  return pick(project, [...ANSWERED, 'deletedAt']);
}

/** What a copy on a device has of a project. */
export function toSyncedProject(project: Project): SyncedProject {
  return pick(project, [...ANSWERED, 'deletedAt', 'deletedWith']);
}
