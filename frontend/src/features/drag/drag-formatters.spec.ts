import { describe, expect, it } from 'vitest';
import { nameOf, whereOf } from './drag-formatters';
import type { Drop } from './drop-geometry';

const names = {
  todo: (id: string) => (id === 'train' ? 'Book the train' : undefined),
  section: (id: string | null) => (id === 'week' ? 'This week' : undefined),
};
function where(kind: Drop['kind'], sectionId: string | null = 'week', anchorId: string | null = 'train'): string {
  const place = { projectId: 'home', sectionId, parentId: null };
  return whereOf({ kind, anchorId, place, depth: 0, y: 0, stays: false }, names);
}

describe('whereOf', () => {
  it('says in words where a drop leads to', () => {
    expect(where('after')).toBe('below “Book the train” in This week');
    expect(where('before')).toBe('above “Book the train” in This week');
    expect(where('inside')).toBe('into “Book the train” as a subtask');
    expect(where('first', 'week', null)).toBe('to This week');
  });

  it('names no section where there is none, and nothing it does not know', () => {
    expect(where('after', null)).toBe('below “Book the train”');
    expect(where('first', null, null)).toBe('to the top');
    expect(where('after', null, 'unknown')).toBe('below another todo');
  });
});

describe('nameOf', () => {
  it('names one, and counts several', () => {
    expect(nameOf(['Ferns'])).toBe('“Ferns”');
    expect(nameOf(['Ferns', 'Train'])).toBe('2 todos');
  });
});
