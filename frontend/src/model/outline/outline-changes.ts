import type { QueryClient } from '@tanstack/react-query';
import type { Label, Outline, Project, Section } from './outline';
import { outlineQueries } from './outline-queries';

/** Where a new or moved one goes among its siblings: before or after another, or else last. */
export interface Among {
  beforeId?: string | null;
  afterId?: string | null;
}
type Kind = 'projects' | 'sections' | 'labels';
type Item<K extends Kind> = Outline[K][number];

/** Changes the outline that is shown. */
export function setOutline(client: QueryClient, userId: string, change: (outline: Outline) => Outline): void {
  client.setQueryData(outlineQueries.outline(userId).queryKey, (outline) => outline && change(outline));
}

/** @returns the outline with one of its things changed */
export function changed<K extends Kind>(outline: Outline, kind: K, id: string, patch: Partial<Item<K>>): Outline {
  const items: readonly { id: string }[] = outline[kind];
  return sorted({ ...outline, [kind]: items.map((item) => (item.id === id ? { ...item, ...patch } : item)) });
}

/** Labels stand by name. */
function sorted(outline: Outline): Outline {
  const labels = outline.labels.toSorted((a, b) => a.name.toLowerCase().localeCompare(b.name.toLowerCase()));
  return { ...outline, labels };
}

export function withoutIds(outline: Outline, ids: ReadonlySet<string>): Outline {
  const stays = ({ id }: { id: string }) => !ids.has(id);
  return {
    ...outline,
    projects: outline.projects.filter(stays),
    sections: outline.sections.filter(stays),
    labels: outline.labels.filter(stays),
  };
}

/** A project with all below it: the projects in it, in their order, and the ids of all their sections. */
export function projectFamily(outline: Outline, id: string): { projects: Project[]; sections: Section[] } {
  const ids = new Set([id]);
  for (const project of outline.projects)
    if (project.parentId !== null && ids.has(project.parentId)) ids.add(project.id);
  return {
    projects: outline.projects.filter((project) => ids.has(project.id)),
    sections: outline.sections.filter(({ projectId }) => ids.has(projectId)),
  };
}

/** @returns the outline with the projects at their place: every parent stands before what is in it */
export function withProjects(outline: Outline, family: readonly Project[], { beforeId, afterId }: Among): Outline {
  const [root] = family;
  const ids = new Set(family.map(({ id }) => id));
  const rest = outline.projects.filter(({ id }) => !ids.has(id));
  const end = (start: number) =>
    start + projectFamily({ ...outline, projects: rest }, rest[start]?.id ?? '').projects.length;
  const siblings = rest.filter(({ parentId }) => parentId === root?.parentId);
  const before = siblings.find(({ id }) => id === beforeId);
  const after = siblings.find(({ id }) => id === afterId) ?? siblings.at(-1);
  const parent = rest.findIndex(({ id }) => id === root?.parentId);
  const at = before ? rest.indexOf(before) : after ? end(rest.indexOf(after)) : parent + 1;
  return { ...outline, projects: rest.toSpliced(at, 0, ...family) };
}

/** @returns the outline with the section at its place among those of its project */
export function withSection(outline: Outline, section: Section, { beforeId, afterId }: Among): Outline {
  const rest = outline.sections.filter(({ id }) => id !== section.id);
  const before = rest.findIndex(({ id }) => id === beforeId);
  const after = rest.findIndex(({ id }) => id === afterId);
  const last = rest.findLastIndex(({ projectId }) => projectId === section.projectId);
  const at = before !== -1 ? before : (after !== -1 ? after : last === -1 ? rest.length - 1 : last) + 1;
  return { ...outline, sections: rest.toSpliced(at, 0, section) };
}

export function withLabel(outline: Outline, label: Label): Outline {
  return sorted({ ...outline, labels: [...outline.labels.filter(({ id }) => id !== label.id), label] });
}

/** @returns the outline with things again in it that were taken out, each after the one it followed */
export function withAgain(outline: Outline, kind: Kind, old: Outline, ids: ReadonlySet<string>): Outline {
  const was: readonly { id: string }[] = old[kind];
  let items: { id: string }[] = outline[kind].filter(({ id }) => !ids.has(id));
  for (const [at, item] of was.entries()) {
    if (!ids.has(item.id)) continue;
    const before = items.findIndex(({ id }) => id === was[at - 1]?.id);
    items = items.toSpliced(before + 1, 0, item);
  }
  return { ...outline, [kind]: items };
}
