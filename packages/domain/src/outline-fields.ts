import { colours } from './colours.js';
import type { Fields } from './fields.js';

const colour = { kind: 'choice', of: colours, default: 'grey' } as const;
const favourite = { kind: 'flag', default: false, called: 'a favourite' } as const;

/** The plain fields of projects, sections, labels and saved filters, as `todo-fields.ts` has those of todos. */
export const projectFields = {
  name: { kind: 'line', most: 120 },
  colour,
  favourite,
  archived: { kind: 'flag', default: false, atCreate: false },
  layout: { kind: 'choice', of: ['list', 'board'], default: 'list' },
} as const satisfies Fields;

export const sectionFields = { name: { kind: 'line', most: 120 } } as const satisfies Fields;

export const labelFields = { name: { kind: 'line', most: 60 }, colour, favourite } as const satisfies Fields;

export const savedFilterFields = {
  name: { kind: 'line', most: 60 },
  colour,
  favourite,
  // As MAX_FILTER_LENGTH, which would bring what reads filters along.
  query: { kind: 'query', most: 500 },
} as const satisfies Fields;
