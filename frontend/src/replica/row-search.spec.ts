import { afterEach, expect, it, vi } from 'vitest';
import { aLabel, aProject, aSection } from '../testing/outline-builder';
import { aCompletedTodo, aTodo } from '../testing/todo-builder';
import { LIVE } from './replica';
import { prepareSearch, searchIn } from './row-search';
import { RowStore, type TodoRow } from './row-store';

const row = (todo: Parameters<typeof aTodo>[0]): TodoRow => ({ ...aTodo(todo), ...LIVE });
function rowsOf(...todos: TodoRow[]): RowStore {
  const rows = new RowStore();
  for (const todo of todos) rows.put('todos', todo);
  return rows;
}
const found = (rows: RowStore, typed: string) =>
  searchIn(rows)
    .find(typed)
    .map(({ title }) => title);
const inTrash = { deletedAt: '2026-11-29T09:00:00.000Z' };

afterEach(() => vi.useRealTimers());

it('finds what is there, whatever came, changed and went since it was first asked', () => {
  const [fern, moss] = [row({ title: 'Fern' }), row({ title: 'Moss' })];
  const rows = rowsOf(fern);
  expect(found(rows, 'fern')).toEqual(['Fern']);
  rows.put('todos', moss);
  rows.put('todos', { ...fern, title: 'Ferns', version: 2 });
  expect(found(rows, 'ferns')).toEqual(['Ferns']);
  expect(found(rows, 'moss')).toEqual(['Moss']);
  rows.put('todos', { ...moss, ...inTrash, deletedWith: moss.id });
  expect(found(rows, 'moss')).toEqual([]);
  rows.put('todos', moss);
  expect(found(rows, 'moss')).toEqual(['Moss']);
  rows.delete('todos', moss.id);
  expect(found(rows, 'moss')).toEqual([]);
});

it('takes back what was taken back', () => {
  const rows = rowsOf();
  expect(found(rows, 'fern')).toEqual([]);
  const written = rows.record(() => rows.put('todos', row({ title: 'Fern' })));
  expect(found(rows, 'fern')).toEqual(['Fern']);
  rows.rollBack(written);
  expect(found(rows, 'fern')).toEqual([]);
});

it('finds by the names of now, and not by the name of the Inbox or of what is in Trash', () => {
  const rows = rowsOf();
  const [inbox, home] = [aProject({ name: 'Inbox', inbox: true }), aProject({ name: 'Home' })];
  const [section, label] = [aSection({ name: 'Attic', projectId: home.id }), aLabel({ name: 'phone' })];
  for (const project of [inbox, home]) rows.put('projects', { ...project, ...LIVE });
  rows.put('sections', { ...section, ...LIVE });
  rows.put('labels', { ...label, ...LIVE });
  rows.put('todos', row({ title: 'A', projectId: home.id, sectionId: section.id, labelIds: [label.id] }));
  rows.put('todos', row({ title: 'B', projectId: inbox.id }));
  for (const name of ['home', 'attic', 'phone']) expect(found(rows, name)).toEqual(['A']);
  expect(found(rows, 'inbox')).toEqual([]);
  rows.put('projects', { ...home, ...LIVE, name: 'House' });
  rows.put('labels', { ...label, ...inTrash, deletedWith: label.id });
  expect(found(rows, 'house')).toEqual(['A']);
  expect(found(rows, 'home')).toEqual([]);
  expect(found(rows, 'phone')).toEqual([]);
});

it('is prepared a slice at a time, and misses nothing that is written meanwhile', async () => {
  const todos = Array.from({ length: 500 }, (_, nth) => row({ title: `Fern ${nth}` }));
  const rows = rowsOf(...todos);
  // Every look at the clock is a slice later.
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 5));
  const prepared = prepareSearch(rows);
  rows.put('todos', { ...todos[499]!, title: 'Moss', version: 2 });
  rows.put('todos', { ...todos[0]!, title: 'Moss', version: 2 });
  rows.delete('todos', todos[498]!.id);
  rows.put('todos', row({ title: 'Moss' }));
  await prepared;
  expect(found(rows, 'moss')).toHaveLength(3);
  expect(found(rows, 'fern')).toHaveLength(497);
  vi.restoreAllMocks();
});

it('finds what is completed as well, behind what is open', () => {
  const rows = rowsOf({ ...aCompletedTodo({ title: 'Fern 1' }), ...LIVE }, row({ title: 'Fern 2' }));
  expect(found(rows, 'fern')).toEqual(['Fern 2', 'Fern 1']);
});
