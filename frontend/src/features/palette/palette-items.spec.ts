import { describe, expect, it } from 'vitest';
import { aLabel, aProject, anOutline } from '../../testing/outline-builder';
import { aTodo } from '../../testing/todo-builder';
import { type PaletteSource, paletteGroups } from './palette-items';

const home = aProject({ name: 'Home' });
const work = aProject({ name: 'Work' });
const waiting = aLabel({ name: 'waiting' });
const outline = anOutline({ projects: [aProject({ name: 'Inbox', inbox: true }), home, work], labels: [waiting] });
const groups = (source: Partial<PaletteSource>) => {
  const all = paletteGroups({ typed: '', outline, found: [], recent: [], isHandled: () => true, ...source });
  return Object.fromEntries(all.map(({ name, items }) => [name, items.map(({ label }) => label)]));
};

describe('with nothing typed', () => {
  it('has recent places first, and none of them twice', () => {
    const { Recent, 'Go to': rest } = groups({ recent: [work.id, 'completed', 'gone'] });
    expect(Recent).toEqual(['Work', 'Completed']);
    expect(rest).toEqual(['Inbox', 'Today', 'Upcoming', 'Search', 'Trash', 'Settings', 'Home', 'waiting']);
  });

  it('has the commands that something on the page takes', () => {
    expect(groups({ isHandled: (command) => command === 'undo' }).Commands).toEqual(['Undo the last change']);
    expect(groups({ isHandled: (command) => command === 'overdueToToday' }).Commands).toEqual([
      'Move all overdue to today',
    ]);
  });

  it('works before the outline is there', () => {
    expect(groups({ outline: undefined })['Go to']).toEqual([
      'Inbox',
      'Today',
      'Upcoming',
      'Completed',
      'Search',
      'Trash',
      'Settings',
    ]);
  });
});

describe('with something typed', () => {
  it('has the parts of the settings', () => {
    expect(groups({ typed: 'sec' })['Go to']).toEqual(['Security']);
    expect(groups({ typed: 'account' })['Go to']).toEqual(['Account']);
    expect(groups({ typed: 'dark' })['Go to']).toEqual(['Settings']);
    expect(groups({ typed: 'password' })['Go to']).toEqual(['Security']);
    expect(groups({ typed: 'people' })['Go to']).toEqual([]);
    expect(groups({ typed: 'people', administrator: true })['Go to']).toEqual(['People']);
  });

  it('has what matches, and the todos that were found', () => {
    const todo = aTodo({ title: 'Mow', projectId: home.id });
    expect(groups({ typed: 'wo', found: [todo] })).toEqual({
      'Go to': ['Work'],
      Todos: ['Mow', 'Show all results'],
      Commands: [],
    });
    expect(groups({ typed: 'wrok' })).toEqual({ 'Go to': ['Work'], Todos: [], Commands: [] });
    const [, { items }] = paletteGroups({ typed: 'm', outline, found: [todo], recent: [], isHandled: () => true }) as [
      unknown,
      { items: unknown[] },
    ];
    expect(items[0]).toMatchObject({ where: 'Home' });
  });
});
