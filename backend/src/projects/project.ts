import type { components } from '@latch/contracts/latch';

export type ProjectResponse = components['schemas']['Project'];
export type ExportedProject = components['schemas']['ExportedProject'];
export type Colour = ProjectResponse['colour'];
export type Layout = ProjectResponse['layout'];

/** A row of `projects`. It never leaves its feature; `toProjectResponse` says what does. */
export interface Project {
  id: string;
  name: string;
  colour: Colour;
  inbox: boolean;
  favourite: boolean;
  archived: boolean;
  layout: Layout;
  parentId: string | null;
  position: string;
  version: number;
  fieldVersions: Record<string, number>;
  deletedAt: string | null;
  createdAt: string;
  updatedAt: string;
}

/** What the world sees of a project. @param openCount open todos in it */
export function toProjectResponse(project: Project, openCount: number): ProjectResponse {
  const { id, name, colour, inbox, favourite, archived, layout, parentId, position, version } = project;
  return {
    id,
    name,
    colour,
    inbox,
    favourite,
    archived,
    layout,
    parentId,
    position,
    openCount,
    version,
    createdAt: project.createdAt,
    updatedAt: project.updatedAt,
  };
}

/** What its owner takes along of a project. */
export function toExportedProject(project: Project): ExportedProject {
  const { openCount: _counted, ...kept } = toProjectResponse(project, 0);
  return { ...kept, deletedAt: project.deletedAt };
}
