import { describe, expect, it } from 'vitest';
import { aSection } from '../../testing/outline-builder';
import { aCompletedTodo, aSubtask, aTodo } from '../../testing/todo-builder';
import { columnsOf } from './board-columns';

const open = ({ completedAt }: { completedAt: string | null }) => completedAt === null;

describe('columnsOf', () => {
  it('has what is outside of any section first, and then the sections in their order', () => {
    const [week, later] = [aSection({ name: 'This week' }), aSection({ name: 'Later' })];
    const todos = [later.id, null, week.id].map((sectionId) => aTodo({ sectionId }));
    const columns = columnsOf(todos, [week, later], open);
    expect(columns.map(({ name }) => name)).toEqual(['No section', 'This week', 'Later']);
    expect(columns.map(({ cards }) => cards[0]?.todo.sectionId)).toEqual([null, week.id, later.id]);
  });

  it('makes a card of what is at the top, and counts what is open below it at any depth', () => {
    const top = aTodo();
    const child = aSubtask(top);
    const items = [top, child, aSubtask(child), { ...aSubtask(top), completedAt: '2026-11-20T14:02:00.000Z' }, aTodo()];
    const [column] = columnsOf(items, [], open);
    expect(column?.cards.map(({ subtasks }) => subtasks)).toEqual([2, 0]);
  });

  it('shows of what is completed only what still lingers', () => {
    const [done, lingering] = [aCompletedTodo(), aCompletedTodo()];
    const [column] = columnsOf([done, lingering], [], (todo) => open(todo) || todo === lingering);
    expect(column?.cards.map(({ todo }) => todo)).toEqual([lingering]);
  });

  it('has an empty column for a section that is not on the board yet', () => {
    const section = aSection();
    const columns = columnsOf([aTodo()], [section], open);
    expect(columns[1]).toMatchObject({ section, cards: [], count: 0 });
  });

  it('shows a card of a section that is gone outside of any', () => {
    const [column] = columnsOf([aTodo({ title: 'Kept', sectionId: 'gone' })], [aSection()], open);
    expect(column?.cards.map(({ todo }) => todo.title)).toEqual(['Kept']);
  });

  it('counts what is open in it, subtasks included', () => {
    const week = aSection();
    const top = aTodo({ sectionId: week.id });
    const columns = columnsOf([aTodo(), top, aSubtask(top), aCompletedTodo({ sectionId: week.id })], [week], open);
    expect(columns.map(({ count }) => count)).toEqual([1, 2]);
  });
});
