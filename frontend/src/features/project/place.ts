import type { Project } from '../../model/outline/outline';

/** The current projects beside one, in the same parent; the Inbox is beside none. */
export function neighbours(
  { id, parentId }: Pick<Project, 'id' | 'parentId'>,
  projects: readonly Project[],
): { before?: Project; after?: Project } {
  const siblings = projects.filter(
    (project) => project.parentId === parentId && !project.inbox && (!project.archived || project.id === id),
  );
  const at = siblings.findIndex((project) => project.id === id);
  return at === -1 ? {} : { before: siblings[at - 1], after: siblings[at + 1] };
}

/** Where a project may lie: not in itself, nor in what lies in it, nor in the Inbox or an archived one. */
export function possibleParents(projects: readonly Project[], id?: string): Project[] {
  const within = new Set(id === undefined ? [] : [id]);
  // Every parent comes before what is in it.
  for (const project of projects) if (project.parentId && within.has(project.parentId)) within.add(project.id);
  return projects.filter((project) => !within.has(project.id) && !project.inbox && !project.archived);
}

/** How deep a project lies: 0 at the top. */
export function depthOf(project: Project, projects: readonly Project[]): number {
  const parent = projects.find(({ id }) => id === project.parentId);
  return parent ? depthOf(parent, projects) + 1 : 0;
}
