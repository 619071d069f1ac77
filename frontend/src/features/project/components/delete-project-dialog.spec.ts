import { expect, it } from 'vitest';
import { formatContents } from './delete-project-dialog';

it.each([
  [{ todos: 0, sections: 0, projects: 0 }, 'It is empty.'],
  [{ todos: 1, sections: 0, projects: 0 }, '1 todo goes to Trash with it.'],
  [{ todos: 12, sections: 1, projects: 0 }, '12 todos and 1 section go to Trash with it.'],
  [{ todos: 1200, sections: 2, projects: 3 }, '1,200 todos, 2 sections and 3 projects go to Trash with it.'],
])('%j: %s', (contents, words) => expect(formatContents(contents)).toBe(words));
