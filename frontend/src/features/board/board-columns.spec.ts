import { describe, expect, it } from 'vitest';
import { aProject, aSection } from '../../testing/outline-builder';
import { aCompletedTodo, aSubtask, aTodo } from '../../testing/todo-builder';
import { columnsOf, withPage, withSections } from './board-columns';

const open = ({ completedAt }: { completedAt: string | null }) => completedAt === null;

function aColumn(sectionId: string | null, items = [aTodo({ sectionId })], nextCursor: string | null = null) {
  return { sectionId, items, nextCursor };
}

describe('columnsOf', () => {
  it('has what is outside of any section first, and then the sections in their order', () => {
    const [week, later] = [aSection({ name: 'This week' }), aSection({ name: 'Later' })];
    const board = { columns: [aColumn(null), aColumn(later.id), aColumn(week.id)] };
    const columns = columnsOf(board, aProject(), [week, later], open);
    expect(columns.map(({ name }) => name)).toEqual(['No section', 'This week', 'Later']);
    expect(columns.map(({ cards }) => cards[0]?.todo.sectionId)).toEqual([null, week.id, later.id]);
  });

  it('makes a card of what is at the top, and counts what is open below it at any depth', () => {
    const top = aTodo();
    const child = aSubtask(top);
    const items = [top, child, aSubtask(child), { ...aSubtask(top), completedAt: '2026-11-20T14:02:00.000Z' }, aTodo()];
    const [column] = columnsOf({ columns: [aColumn(null, items)] }, aProject(), [], open);
    expect(column?.cards.map(({ subtasks }) => subtasks)).toEqual([2, 0]);
  });

  it('shows of what is completed only what still lingers', () => {
    const [done, lingering] = [aCompletedTodo(), aCompletedTodo()];
    const board = { columns: [aColumn(null, [done, lingering])] };
    const [column] = columnsOf(board, aProject(), [], (todo) => open(todo) || todo === lingering);
    expect(column?.cards.map(({ todo }) => todo)).toEqual([lingering]);
  });

  it('has an empty column for a section that is not on the board yet', () => {
    const section = aSection();
    const columns = columnsOf({ columns: [aColumn(null)] }, aProject(), [section], open);
    expect(columns[1]).toMatchObject({ section, cards: [], count: 0, nextCursor: null });
  });

  it('counts what is open as the outline does: of the sections, and what is left of the project', () => {
    const [week, later] = [aSection({ openCount: 3 }), aSection({ openCount: 4 })];
    const columns = columnsOf({ columns: [] }, aProject({ openCount: 12 }), [week, later], open);
    expect(columns.map(({ count }) => count)).toEqual([5, 3, 4]);
  });

  it('asks for no more of a column that is empty', () => {
    const [empty, full] = [aSection(), aSection({ openCount: 1 })];
    const board = { columns: [aColumn(null), aColumn(empty.id, [], 'begin'), aColumn(full.id, [], 'begin')] };
    const cursors = columnsOf(board, aProject({ openCount: 2 }), [empty, full], open).map((one) => one.nextCursor);
    expect(cursors).toEqual([null, null, 'begin']);
    expect(columnsOf(board, undefined, [empty], open)[1]?.nextCursor).toBe('begin');
  });
});

describe('withPage', () => {
  const [first, second] = [aTodo(), aTodo()];

  it('adds a page to its column alone', () => {
    const board = { columns: [aColumn(null, [first], 'more'), aColumn('later', [], 'more')] };
    const next = withPage(board, null, 'more', { items: [second], nextCursor: null });
    expect(next.columns[0]).toMatchObject({ items: [first, second], nextCursor: null });
    expect(next.columns[1]).toBe(board.columns[1]);
  });

  it('shows nothing twice that moved meanwhile', () => {
    const board = { columns: [aColumn(null, [first], 'more'), aColumn('later', [second])] };
    const next = withPage(board, null, 'more', { items: [second], nextCursor: null });
    expect(next.columns[0]?.items).toEqual([first]);
  });

  it('leaves a column that was read anew', () => {
    const board = { columns: [aColumn(null, [first], 'another')] };
    expect(withPage(board, null, 'more', { items: [second], nextCursor: null })).toEqual(board);
  });
});

describe('withSections', () => {
  it('adds what is missing, and is the same board when nothing is', () => {
    const section = aSection();
    const board = withSections({ columns: [aColumn(null)] }, [section]);
    expect(board.columns.map(({ sectionId }) => sectionId)).toEqual([null, section.id]);
    expect(withSections(board, [section])).toBe(board);
  });
});
