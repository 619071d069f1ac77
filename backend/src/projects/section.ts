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

/** What the world sees of a section. */
export function toSectionResponse({ id, projectId, name, position, version, createdAt, updatedAt }: Section) {
  return {
    id,
    projectId,
    name,
    position,
    version,
    createdAt,
    updatedAt,
  } satisfies SectionResponse;
}

/** What its owner takes along of a section. */
export function toExportedSection(section: Section): ExportedSection {
  return { ...toSectionResponse(section), deletedAt: section.deletedAt };
}
