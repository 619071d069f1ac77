import { expect, it } from 'vitest';
import type { Trashed } from '../../replica/flat-views';
import { describe } from './describe';

const trashed = (over: Partial<Trashed>): Trashed => ({
  id: '1',
  entity: 'todo',
  title: 'Ferns',
  deletedAt: new Date(2026, 10, 21, 12).toISOString(),
  todos: 0,
  ...over,
});
const on = (day: number) => new Date(2026, 10, day, 12).toISOString();

it.each([
  [{}, 'Todo, deleted today, stays 30 more days'],
  [{ todos: 1 }, 'Todo with 1 subtask, deleted today, stays 30 more days'],
  [{ entity: 'project', todos: 1200 }, 'Project with 1,200 todos, deleted today, stays 30 more days'],
  [{ entity: 'section', todos: 1, deletedAt: on(20) }, 'Section with 1 todo, deleted yesterday, stays 29 more days'],
  [{ deletedAt: on(-7) }, 'Todo, deleted Sat 24 Oct, stays 2 more days'],
  [{ deletedAt: on(-8) }, 'Todo, deleted Fri 23 Oct, stays 1 more day'],
  [{ deletedAt: on(-20) }, 'Todo, deleted Sun 11 Oct, gone within a day'],
] as const)('describes %j', (over, words) => expect(describe(trashed(over), '2026-11-21')).toBe(words));
