import type { components } from '@latch/contracts/latch';
import type { Replica } from './replica';
import { byPosition, type TodoRow } from './row-store';

type Schemas = components['schemas'];

/** @param Kind of a thing, such as `Project`: with how many open todos are in it, subtasks included, or have it */
type Counted<Kind extends 'Project' | 'Section' | 'Label'> = Schemas[Kind] & { openCount: number };

/** Everything but the todos: projects, sections and labels, with how much is open in each, and filters; in the order they are shown in. */
export interface Outline {
  projects: Counted<'Project'>[];
  sections: Counted<'Section'>[];
  labels: Counted<'Label'>[];
  filters: Schemas['SavedFilter'][];
}
type Rows = Replica['shown'];

export const isLive = ({ deletedAt }: { deletedAt: string | null }) => deletedAt === null;

/** The same while it is not known how much is open: nothing is counted. */
export const namesOf = (rows: Rows): Outline => outlineOf(rows, new Map());

export function outlineOf(rows: Rows, byId: ReadonlyMap<string, number> = rows.counts.byId): Outline {
  const counted = <Item extends { id: string }>(item: Item) => ({ ...item, openCount: byId.get(item.id) ?? 0 });
  return {
    projects: projectsInOrder([...rows.all('projects')].filter(isLive)).map(counted),
    sections: [...rows.all('sections')].filter(isLive).toSorted(byPosition).map(counted),
    labels: [...rows.all('labels')].filter(isLive).toSorted(byName).map(counted),
    filters: [...rows.all('filters')].filter(isLive).toSorted(byPosition),
  };
}

type ProjectRow = Schemas['SyncedProject'];

/** The Inbox first, then every parent before what is in it. */
function projectsInOrder(projects: readonly ProjectRow[]): ProjectRow[] {
  const below = new Map<string | null, ProjectRow[]>();
  const inboxFirst = projects.toSorted((a, b) => Number(b.inbox) - Number(a.inbox) || byPosition(a, b));
  for (const project of inboxFirst) below.set(project.parentId, [...(below.get(project.parentId) ?? []), project]);
  const within = (parentId: string | null): ProjectRow[] =>
    (below.get(parentId) ?? []).flatMap((project) => [project, ...within(project.id)]);
  return within(null);
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name.toLowerCase().localeCompare(b.name.toLowerCase());
}

/** Everything in a project or a section that is not in Trash, each todo before its subtasks; sections in their order. */
export function todosInProject(rows: Rows, projectId: string): TodoRow[] {
  const sections = [...rows.all('sections')].filter((section) => section.projectId === projectId && isLive(section));
  const lists = [projectId, ...sections.toSorted(byPosition).map(({ id }) => id)];
  return lists.flatMap((list) => nested(rows, list));
}

/** What is directly in a list, each todo before what is below it. */
export function nested(rows: Rows, listId: string, into: TodoRow[] = []): TodoRow[] {
  for (const todo of rows.children(listId)) {
    into.push(todo);
    nested(rows, todo.id, into);
  }
  return into;
}
