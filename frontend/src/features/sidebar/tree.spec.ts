import { describe, expect, it } from 'vitest';
import { aProject } from '../../testing/outline-builder';
import { archivedProjects, type Branch, currentProjects, openBelow } from './tree';

const inbox = { ...aProject({ id: 'inbox', inbox: true }), openCount: 9 };
const home = { ...aProject({ id: 'home' }), openCount: 1 };
const kitchen = { ...aProject({ id: 'kitchen', parentId: 'home' }), openCount: 2 };
const oven = { ...aProject({ id: 'oven', parentId: 'kitchen' }), openCount: 4 };
const work = { ...aProject({ id: 'work' }), openCount: 0 };
const names = (branches: Branch[]): unknown[] =>
  branches.map(({ project, children }) => (children.length > 0 ? [project.id, names(children)] : project.id));

describe('currentProjects', () => {
  it('lie in each other, in their order, without the Inbox', () => {
    expect(names(currentProjects([inbox, home, kitchen, oven, work]))).toEqual([
      ['home', [['kitchen', ['oven']]]],
      'work',
    ]);
  });

  it('leave out what is archived and all that is in it', () => {
    const archived = { ...kitchen, archived: true };
    expect(names(currentProjects([inbox, home, archived, oven, work]))).toEqual(['home', 'work']);
    expect(archivedProjects([inbox, home, archived, oven]).map(({ id }) => id)).toEqual(['kitchen']);
  });
});

it('counts what is open in a project and below it', () => {
  const [branch] = currentProjects([home, kitchen, oven]);
  expect(branch && openBelow(branch)).toBe(7);
});
