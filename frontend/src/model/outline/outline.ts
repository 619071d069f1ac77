import type { components } from '@latch/contracts/latch';
import type { Outline } from '../../replica/views';

type Schemas = components['schemas'];

export type { Outline };
export type Project = Schemas['Project'];
export type Section = Schemas['Section'];
export type Label = Schemas['Label'];
/** With how many open todos are in it, or have it. */
export type CountedProject = Outline['projects'][number];
export type CountedSection = Outline['sections'][number];
export type CountedLabel = Outline['labels'][number];
export type SavedFilter = Schemas['SavedFilter'];
export type Colour = Schemas['Colour'];
export type ProjectPatch = Omit<Schemas['UpdateProject'], 'version'>;
export type SectionPatch = Omit<Schemas['UpdateSection'], 'version'>;
export type LabelPatch = Omit<Schemas['UpdateLabel'], 'version'>;
export type SavedFilterPatch = Omit<Schemas['UpdateSavedFilter'], 'version'>;

/** How the Inbox is called in addresses, whatever its id is. */
export const INBOX = 'inbox';

/** @param id a project's, or `inbox` */
export function projectOf(outline: Outline | undefined, id: string): CountedProject | undefined {
  return outline?.projects.find((project) => (id === INBOX ? project.inbox : project.id === id));
}

/** The id that a project's todos carry. @param id a project's, or `inbox` */
export function projectIdOf(outline: Outline | undefined, id: string): string {
  return projectOf(outline, id)?.id ?? id;
}

/** The sections of a project in their order. */
export function sectionsOf(outline: Outline | undefined, projectId: string): CountedSection[] {
  return outline?.sections.filter((section) => section.projectId === projectId) ?? [];
}
