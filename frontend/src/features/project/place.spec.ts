import { describe, expect, it } from 'vitest';
import { aProject } from '../../testing/outline-builder';
import { depthOf, neighbours, possibleParents } from './place';

const inbox = aProject({ id: 'inbox', inbox: true });
const home = aProject({ id: 'home' });
const kitchen = aProject({ id: 'kitchen', parentId: 'home' });
const oven = aProject({ id: 'oven', parentId: 'kitchen' });
const attic = aProject({ id: 'attic', archived: true });
const work = aProject({ id: 'work' });
const all = [inbox, home, kitchen, oven, attic, work];
const ids = (projects: { id: string }[]) => projects.map(({ id }) => id);

describe('possibleParents', () => {
  it('are all current projects for a new one', () => {
    expect(ids(possibleParents(all))).toEqual(['home', 'kitchen', 'oven', 'work']);
  });

  it('are never itself nor what lies in it', () => {
    expect(ids(possibleParents(all, 'home'))).toEqual(['work']);
    expect(ids(possibleParents(all, 'oven'))).toEqual(['home', 'kitchen', 'work']);
  });
});

describe('neighbours', () => {
  it('pass over the Inbox and the archive', () => {
    expect(neighbours(home, all)).toEqual({ before: undefined, after: work });
    expect(neighbours(work, all)).toEqual({ before: home, after: undefined });
  });

  it('stand in the same parent', () => {
    expect(neighbours(kitchen, all)).toEqual({ before: undefined, after: undefined });
  });
});

it('knows how deep a project lies', () => {
  expect([home, kitchen, oven].map((project) => depthOf(project, all))).toEqual([0, 1, 2]);
});
