import type { CountedProject } from '../../model/outline/outline';

/** A project with those in it. */
export interface Branch {
  project: CountedProject;
  children: Branch[];
}

/** The projects as they lie in each other, in their order; neither the Inbox, nor what is archived nor what is in that. */
export function currentProjects(projects: readonly CountedProject[]): Branch[] {
  return treeOf(projects.filter((project) => !project.inbox && !project.archived));
}

/** Archived projects, each at the top of its own tree. */
export function archivedProjects(projects: readonly CountedProject[]): CountedProject[] {
  return projects.filter((project) => project.archived);
}

/** Open todos in a project and in all that is in it. */
export function openBelow({ project, children }: Branch): number {
  return children.reduce((sum, child) => sum + openBelow(child), project.openCount);
}

/** Every parent comes before what is in it, so one pass is enough; what lies in something left out is left out, too. */
function treeOf(projects: readonly CountedProject[]): Branch[] {
  const branches = new Map<string, Branch>();
  const top: Branch[] = [];
  for (const project of projects) {
    const siblings = project.parentId === null ? top : branches.get(project.parentId)?.children;
    if (!siblings) continue;
    const branch = { project, children: [] };
    branches.set(project.id, branch);
    siblings.push(branch);
  }
  return top;
}
