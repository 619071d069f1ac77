import type { components } from '@latch/contracts/latch';

export type SectionResponse = components['schemas']['Section'];
export type ExportedSection = components['schemas']['ExportedSection'];

/** A row of `sections`. It never leaves its feature; `toSectionResponse` says what does. */
export interface Section {
  id: string;
  projectId: string;
  name: string;
  position: string;
  version: number;
  fieldVersions: Record<string, number>;
  deletedAt: string | null;
  createdAt: string;
  updatedAt: string;
}

/** What the world sees of a section. @param openCount open todos in it */
export function toSectionResponse(section: Section, openCount: number): SectionResponse {
  const { id, projectId, name, position, version, createdAt, updatedAt } = section;
  return { id, projectId, name, position, openCount, version, createdAt, updatedAt };
}

/** What its owner takes along of a section. */
export function toExportedSection(section: Section): ExportedSection {
  const { openCount: _counted, ...kept } = toSectionResponse(section, 0);
  return { ...kept, deletedAt: section.deletedAt };
}
