import type { components } from '@latch/contracts/latch';
import type { OwnedRow } from '../database/owned-rows.js';
import { type Values, namesOf, pick } from '@latch/domain/fields';
import { sectionFields } from '@latch/domain/outline-fields';

export type SectionResponse = components['schemas']['Section'];
export type SyncedSection = components['schemas']['SyncedSection'];
export type ExportedSection = components['schemas']['ExportedSection'];

/** A row of `sections`. It never leaves its feature; `toSectionResponse` says what does. */
export interface Section extends Values<typeof sectionFields>, OwnedRow {
  projectId: string;
  position: string;
}

const ANSWERED = [
  'id',
  ...namesOf(sectionFields),
  'projectId',
  'position',
  'version',
  'createdAt',
  'updatedAt',
] as const;

/** What the world sees of a section. */
export function toSectionResponse(section: Section): SectionResponse {
  return pick(section, ANSWERED);
}

/** What its owner takes along of a section. */
export function toExportedSection(section: Section): ExportedSection {
  return pick(section, [...ANSWERED, 'deletedAt']);
}

/** What a copy on a device has of a section. */
export function toSyncedSection(section: Section): SyncedSection {
  return pick(section, [...ANSWERED, 'deletedAt', 'deletedWith']);
}
