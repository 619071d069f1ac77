import type { Project } from './project.js';

/** How deep projects may be within each other. */
export const DEEPEST = 8;

/** A person's projects, as far as questions about what is below what go. There is no circle among them. */
export class ProjectTree {
  private readonly byId: Map<string, Project>;

  constructor(readonly projects: Project[]) {
    this.byId = new Map(projects.map((project) => [project.id, project]));
  }

  get(id: string): Project | undefined {
    return this.byId.get(id);
  }

  /** What stands directly below it in its order, or at the top. */
  childrenOf(parentId: string | null): Project[] {
    return this.projects.filter((project) => this.parentOf(project) === parentId);
  }

  /** Itself and everything below it. */
  subtreeOf(id: string): Project[] {
    const found = this.projects.filter((project) => project.id === id);
    // Grows while it is walked.
    for (const { id } of found) found.push(...this.projects.filter(({ parentId }) => parentId === id));
    return found;
  }

  /** Whether `id` is `ancestor` or below it. */
  isWithin(id: string | null, ancestor: string): boolean {
    for (let at = id; at !== null; at = this.byId.get(at)?.parentId ?? null) if (at === ancestor) return true;
    return false;
  }

  /** 1 at the top; 0 for the place above all. */
  depthOf(id: string | null): number {
    let depth = 0;
    for (let at = id; at !== null; at = this.byId.get(at)?.parentId ?? null) depth++;
    return depth;
  }

  /** How many levels it takes, itself included. */
  heightOf(id: string): number {
    return Math.max(...this.subtreeOf(id).map((below) => this.depthOf(below.id))) - this.depthOf(id) + 1;
  }

  /** The Inbox first, then every parent before what is in it. */
  inOrder(parentId: string | null = null): Project[] {
    return this.childrenOf(parentId).flatMap((project) => [project, ...this.inOrder(project.id)]);
  }

  /** Null also when its parent is in Trash, which only what was restored beside it can be below. */
  private parentOf({ parentId }: Project): string | null {
    return parentId !== null && this.byId.has(parentId) ? parentId : null;
  }
}
