import { describe, expect, it } from 'vitest';
import type { Todo } from '../../model/todos/todo';
import { aTodo } from '../../testing/todo-builder';
import type { TodoRowData } from './rows';
import { upcomingRows, withHeadings } from './upcoming-rows';
import { shift } from './use-planning';

const todoLine = (todo: Todo): TodoRowData => ({
  kind: 'todo',
  key: todo.id,
  todo,
  depth: 0,
  subtasks: 0,
  folded: false,
  number: 0,
});
const none = () => null;
const lines = { todo: todoLine, overdue: none, day: none, add: none, repeat: none };
const late = aTodo({ due: '2026-11-18' });
const now = aTodo({ due: '2026-11-20' });
const [soon, soonToo] = [aTodo({ due: '2026-11-22' }), aTodo({ due: '2026-11-22' })];
const far = aTodo({ due: '2027-05-01' });
const span = { today: '2026-11-20', until: '2026-11-22', adding: null, overdueFolded: false };
const all = [late, now, soon, soonToo, far];

describe('upcomingRows', () => {
  it('shows every day until the last one, with what is overdue above', () => {
    const days = ['day 2026-11-20', now.id, 'day 2026-11-21', 'day 2026-11-22', soon.id, soonToo.id];
    expect(upcomingRows(all, [], span, lines).map(({ key }) => key)).toEqual(['overdue', late.id, ...days]);
    const folded = upcomingRows(all, [], { ...span, overdueFolded: true }, lines);
    expect(folded.map(({ key }) => key)).toEqual(['overdue', ...days]);
  });

  it('has the place where a todo of a day is added below the heading of that day', () => {
    const rows = upcomingRows(all, [], { ...span, adding: '2026-11-21' }, lines);
    const at = rows.findIndex(({ key }) => key === 'add');
    expect(rows[at - 1]?.key).toBe('day 2026-11-21');
  });
});

it('shows a repeat that is to come behind the todos of its day', () => {
  const repeats = [{ todo: { ...now, deletedAt: null, deletedWith: null }, day: '2026-11-22', time: '' }];
  const keys = upcomingRows(all, repeats, span, lines).map(({ key }) => key);
  expect(keys.slice(-3)).toEqual([soon.id, soonToo.id, `2026-11-22 ${now.id} `]);
});

describe('withHeadings', () => {
  const rows = upcomingRows(all, [], span, lines);
  const shown = (...indexes: number[]) => indexes.map((index) => ({ index, top: index * 50 }));

  it('lets each heading reach to the next one, and the last to the end', () => {
    expect(withHeadings(rows, shown(2, 3, 4, 5, 6), 400)).toEqual([
      { index: 2, top: 100, bottom: 200 },
      { index: 3, top: 150 },
      { index: 4, top: 200, bottom: 250 },
      { index: 5, top: 250, bottom: 400 },
      { index: 6, top: 300 },
    ]);
  });

  it('puts in the heading of what is seen without it, above that and below what comes before', () => {
    expect(withHeadings(rows, shown(6, 7), 400)[0]).toEqual({ index: 5, top: 0, bottom: 400 });
    const kept = withHeadings(rows, shown(1, 6, 7), 400);
    expect(kept.map(({ index }) => index)).toEqual([0, 1, 5, 6, 7]);
    expect(kept[0]).toEqual({ index: 0, top: 0, bottom: 300 });
    expect(kept[2]).toEqual({ index: 5, top: 50, bottom: 400 });
  });
});

describe('shift', () => {
  const by = (days: number, ...dues: string[]) =>
    shift(
      dues.map((due) => ({ due })),
      days,
      '2026-11-20',
    );

  it('moves by days, and brings what is overdue to today at least', () => {
    expect(by(1, '2026-11-20')).toEqual({ days: 1 });
    expect(by(-7, '2026-11-20')).toEqual({ days: -7 });
    expect(by(1, '2026-10-01')).toEqual({ day: '2026-11-20' });
    expect(by(7, '2026-11-19')).toEqual({ days: 7 });
    expect(by(-1, '2026-10-01')).toEqual({ days: -1 });
    expect(by(1, '2026-10-01', '2026-11-20')).toEqual({ days: 1 });
  });
});
