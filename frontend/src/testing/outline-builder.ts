import type { components } from '@latch/contracts/latch';
import { withDefaults } from '@latch/domain/fields';
import { labelFields, projectFields, savedFilterFields } from '@latch/domain/outline-fields';
import type { Outline } from '../replica/views';
import { aMoment, anId, aPosition, INBOX_ID } from './todo-builder';

type Schemas = components['schemas'];
type Project = Schemas['Project'];
type Section = Schemas['Section'];
type Label = Schemas['Label'];

/** Behind those made before it. */
function positionOf(id: string): string {
  return aPosition(Number(id.slice(-5)));
}

/** A project with everything in it; a test names only what matters to it. */
export function aProject(overrides: Partial<Project> = {}): Project {
  const id = anId();
  const createdAt = aMoment();
  return {
    id,
    ...withDefaults(projectFields, { name: `Project ${Number(id.slice(-12))}` }),
    inbox: false,
    parentId: null,
    position: positionOf(id),
    version: 1,
    createdAt,
    updatedAt: createdAt,
    ...overrides,
  };
}

export function anInbox(): Project {
  return aProject({ id: INBOX_ID, name: 'Inbox', inbox: true });
}

export function aSection(overrides: Partial<Section> = {}): Section {
  const id = anId();
  const createdAt = aMoment();
  const position = positionOf(id);
  const name = `Section ${Number(id.slice(-12))}`;
  const fixed = { id, projectId: INBOX_ID, name, position, version: 1 };
  return { ...fixed, createdAt, updatedAt: createdAt, ...overrides };
}

export function aLabel(overrides: Partial<Label> = {}): Label {
  const id = anId();
  const createdAt = aMoment();
  const fields = withDefaults(labelFields, { name: `label ${Number(id.slice(-12))}` });
  return { id, ...fields, version: 1, createdAt, updatedAt: createdAt, ...overrides };
}

export function aSavedFilter(overrides: Partial<Schemas['SavedFilter']> = {}): Schemas['SavedFilter'] {
  const id = anId();
  const createdAt = aMoment();
  const fields = withDefaults(savedFilterFields, { name: `Filter ${Number(id.slice(-12))}`, query: 'p1' });
  return { id, ...fields, position: positionOf(id), version: 1, createdAt, updatedAt: createdAt, ...overrides };
}

/** An outline with the Inbox in it, besides what is named. */
export function anOutline({
  projects = [],
  sections = [],
  labels = [],
  filters = [],
}: Partial<Schemas['Outline']>): Outline {
  const counted = <Item>(item: Item) => ({ ...item, openCount: 0 });
  const inboxFirst = projects.some(({ inbox }) => inbox) ? projects : [anInbox(), ...projects];
  return { projects: inboxFirst.map(counted), sections: sections.map(counted), labels: labels.map(counted), filters };
}
