import type { components } from '@latch/contracts/latch';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { aLabel, anInbox, aProject, aSection } from '../testing/outline-builder';
import { aSyncPage } from '../testing/sync-page-builder';
import { aCompletedTodo, aPosition, aSubtask, aTodo, INBOX_ID } from '../testing/todo-builder';
import { Replica } from './replica';
import { reversalOf } from './reversal';
import { RowStore, type TodoRow, listOf } from './row-store';
import { completedTodos, todosWithLabel, trashedThings } from './flat-views';
import { familyOf } from './family-view';
import { outlineOf, todosInProject } from './views';

type Schemas = components['schemas'];
type Page = Schemas['SyncPage'];

const LIVE = { deletedAt: null, deletedWith: null };
const row = (todo: Schemas['Todo'], fields: Partial<TodoRow> = {}): TodoRow => ({ ...todo, ...LIVE, ...fields });
const outlineRow = <T extends object>(fields: T) => ({ ...fields, ...LIVE });

let pages = 0;
function page(rows: Partial<Page> = {}): Page {
  pages += 1;
  return aSyncPage({ revision: String(pages), ...rows });
}

function aReplica(...todos: TodoRow[]): Replica {
  const replica = new Replica();
  replica.receive([page({ projects: [outlineRow(anInbox())], todos })]);
  return replica;
}

const titles = (todos: readonly { title: string }[]) => todos.map(({ title }) => title);
const rename = (id: string, title: string) => (rows: RowStore) => {
  const todo = rows.live(id);
  if (todo) rows.put('todos', { ...todo, title });
};

describe('what comes from the server', () => {
  it('is shown with the changes on top that are still on their way', () => {
    const todo = row(aTodo({ title: 'Ferns' }));
    const replica = aReplica(todo);
    const mine = replica.add(rename(todo.id, 'Mine'));

    replica.receive([page({ todos: [{ ...todo, title: 'Theirs', priority: 1, version: 2 }] })]);

    expect(replica.shown.live(todo.id)).toMatchObject({ title: 'Mine', priority: 1 });
    expect(replica.confirmed('todos', todo.id)).toMatchObject({ title: 'Theirs', version: 2 });
    replica.drop(mine);
    expect(replica.shown.live(todo.id)).toMatchObject({ title: 'Theirs' });
  });

  it('counts as the same where what has parts has the same parts', () => {
    const recurrence = { rule: 'FREQ=DAILY', anchor: '2026-11-30', from: 'due' } as const;
    const todo = row(aTodo({ due: '2026-11-30', recurrence }));
    const rows = new RowStore();
    rows.put('todos', todo);
    const again = { anchor: '2026-11-30', from: 'due', rule: 'FREQ=DAILY' } as const;
    const wrote = (changed: TodoRow) => rows.record(() => rows.put('todos', changed)).length;
    expect(wrote({ ...todo, recurrence: again })).toBe(0);
    expect(wrote({ ...todo, recurrence: { ...again, from: 'completion' } })).toBe(1);
  });

  it('takes away what is gone, and everything on a reset', () => {
    const [a, b] = [row(aTodo({ title: 'A' })), row(aTodo({ title: 'B' }))];
    const replica = aReplica(a, b);
    replica.receive([page({ gone: [{ entity: 'todo', id: a.id }] })]);
    expect(titles(todosInProject(replica.shown, INBOX_ID))).toEqual(['B']);
    replica.receive([page({ reset: true, todos: [a] })]);
    expect(titles(todosInProject(replica.shown, INBOX_ID))).toEqual(['A']);
  });

  it('does not put back what was read before an answer', () => {
    const todo = row(aTodo({ title: 'Before', version: 1 }));
    const replica = aReplica(todo);
    replica.acknowledge([{ ...todo, title: 'Answered', version: 2 }]);
    replica.receive([page({ todos: [todo] })]);
    expect(replica.shown.live(todo.id)).toMatchObject({ title: 'Answered' });
    replica.receive([page({ reset: true, todos: [todo] })]);
    expect(replica.shown.live(todo.id)).toMatchObject({ title: 'Before' });
  });

  it('does not bring back what is gone since, by an answer about it', () => {
    const todo = row(aTodo({ title: 'Gone' }));
    const replica = aReplica(todo);
    replica.receive([page({ gone: [{ entity: 'todo', id: todo.id }] })]);
    replica.acknowledge([{ ...todo, version: 2 }]);
    expect([...replica.shown.all('todos')]).toEqual([]);
  });

  it('does not put back an older answer', () => {
    const todo = row(aTodo({ title: 'Now', version: 3 }));
    const replica = aReplica(todo);
    replica.acknowledge([{ ...todo, title: 'Before', version: 2 }]);
    expect(replica.shown.live(todo.id)).toMatchObject({ title: 'Now' });
  });
});

describe('taking back', () => {
  it('brings each field back unless it was changed again', () => {
    const todo = row(aTodo({ title: 'Ferns', priority: 4 }));
    const replica = aReplica(todo);
    const change = replica.add((rows) => rows.put('todos', { ...todo, title: 'Cacti', priority: 1 }));
    const { written } = change;
    replica.receive([page({ todos: [{ ...todo, title: 'Cacti', priority: 2, version: 3 }] })]);
    replica.drop(change);
    replica.add(reversalOf(written));
    expect(replica.shown.live(todo.id)).toMatchObject({ title: 'Ferns', priority: 2 });
  });

  it('is exact for what was deleted, also once the server has deleted it', () => {
    const todo = row(aTodo({ title: 'Ferns' }));
    const replica = aReplica(todo);
    const trashed = { ...todo, deletedAt: '2026-11-30T09:00:00.000Z', deletedWith: todo.id };
    const deletion = replica.add((rows) => rows.put('todos', trashed));
    const { written } = deletion;
    replica.receive([page({ todos: [{ ...trashed, deletedAt: '2026-11-30T09:00:01.000Z', version: 2 }] })]);
    replica.add(reversalOf(written));
    replica.drop(deletion);
    expect(titles(todosInProject(replica.shown, INBOX_ID))).toEqual(['Ferns']);
  });
});

describe('views', () => {
  it('are the same object for as long as nothing in them changed', () => {
    const [a, done] = [row(aTodo({ title: 'A' })), row(aCompletedTodo())];
    const replica = aReplica(a, done);
    const completed = () => replica.view('completed', completedTodos);
    const before = completed();
    replica.add(rename(a.id, 'B'));
    expect(completed()).toBe(before);
    replica.add(rename(done.id, 'C'));
    expect(titles(completed())).toEqual(['C']);
  });

  it('of what is typed are kept for the last texts, and others for good', () => {
    const replica = aReplica();
    const reads = vi.fn();
    const view = (key: string) => replica.view(key, () => void reads(key));
    view('completed');
    for (let typed = 0; typed <= 50; typed++) view(`found ${typed}`);
    reads.mockClear();
    ['completed', 'found 1', 'found 50', 'found 0'].forEach(view);
    expect(reads.mock.calls).toEqual([['found 0']]);
  });

  it('tell who listens of each change', () => {
    const replica = aReplica();
    const listener = vi.fn();
    const stop = replica.subscribe(listener);
    replica.receive([page()]);
    stop();
    replica.receive([page()]);
    expect(listener).toHaveBeenCalledOnce();
  });

  it('put the sections of a project in their order, and each todo before its subtasks', () => {
    const [late, early] = [
      aSection({ name: 'Late', position: aPosition(2) }),
      aSection({ name: 'Early', position: aPosition(1) }),
    ];
    const parent = aTodo({ title: 'Parent', position: aPosition(5) });
    const replica = aReplica(
      row(aTodo({ title: 'In late', sectionId: late.id })),
      row(aTodo({ title: 'In early', sectionId: early.id })),
      row(aSubtask(parent, { title: 'Child' })),
      row(parent),
      row(aTodo({ title: 'First', position: aPosition(1) })),
      row(aTodo({ title: 'In Trash' }), { deletedAt: '2026-11-30T09:00:00.000Z' }),
    );
    replica.receive([page({ sections: [late, early].map(outlineRow) })]);
    const order = ['First', 'Parent', 'Child', 'In early', 'In late'];
    expect(titles(todosInProject(replica.shown, INBOX_ID))).toEqual(order);
  });

  it('give a family with what is above and below', () => {
    const top = aTodo({ title: 'Top' });
    const middle = aSubtask(top, { title: 'Middle' });
    const replica = aReplica(...[top, middle, aSubtask(middle, { title: 'Below' })].map((todo) => row(todo)));
    const family = familyOf(replica.shown, middle.id);
    expect(titles(family?.ancestors ?? [])).toEqual(['Top']);
    expect(titles(family?.subtasks ?? [])).toEqual(['Below']);
    expect(familyOf(replica.shown, 'nobody')).toBeNull();
  });

  it('have the newest with a label first, and in Trash what went there by itself', () => {
    const label = aLabel();
    const [older, newer] = ['2026-11-20T09:00:00.000Z', '2026-11-21T09:00:00.000Z'].map((createdAt) =>
      row(aTodo({ title: createdAt, createdAt, labelIds: [label.id] })),
    ) as [TodoRow, TodoRow];
    const replica = aReplica(older, newer);
    expect(todosWithLabel(replica.shown, label.id)).toEqual([newer, older]);
    const trashed = { deletedAt: '2026-11-30T09:00:00.000Z', deletedWith: older.id };
    replica.receive([page({ todos: [older, newer].map((todo) => ({ ...todo, ...trashed, version: 2 })) })]);
    expect(trashedThings(replica.shown)).toEqual([
      { id: older.id, entity: 'todo', title: older.title, deletedAt: trashed.deletedAt, todos: 1 },
    ]);
  });

  it('count what is open by project, section and label', () => {
    const [home, label] = [aProject(), aLabel()];
    const section = aSection({ projectId: home.id });
    const replica = aReplica(
      row(aTodo({ projectId: home.id, sectionId: section.id, labelIds: [label.id] })),
      row(aTodo({ projectId: home.id })),
      row(aCompletedTodo({ projectId: home.id, labelIds: [label.id] })),
    );
    replica.receive([
      page({ projects: [outlineRow(home)], sections: [outlineRow(section)], labels: [outlineRow(label)] }),
    ]);
    const outline = outlineOf(replica.shown);
    expect(outline.projects.map(({ openCount }) => openCount)).toEqual([0, 2]);
    expect([outline.sections[0]?.openCount, outline.labels[0]?.openCount]).toEqual([1, 1]);
    expect(replica.shown.counts).toMatchObject({ open: 2, completed: 1 });
  });
});

describe('random histories', () => {
  const ids = Array.from({ length: 6 }, () => aTodo().id);
  const fields = fc.record({
    id: fc.constantFrom(...ids),
    completed: fc.boolean(),
    trashed: fc.boolean(),
    parent: fc.option(fc.constantFrom(...ids)),
    position: fc.nat(20),
  });
  const rowFrom = ({
    id,
    completed,
    trashed,
    parent,
    position,
  }: typeof fields extends fc.Arbitrary<infer T> ? T : never) =>
    row(
      aTodo({
        id,
        completedAt: completed ? '2026-11-20T09:00:00.000Z' : null,
        parentId: parent === id ? null : parent,
        position: aPosition(position),
      }),
      trashed ? { deletedAt: '2026-11-30T09:00:00.000Z', deletedWith: id } : {},
    );
  const step = fc.oneof(
    fc.record({ kind: fc.constant('change' as const), fields }),
    fc.record({ kind: fc.constant('page' as const), fields, gone: fc.option(fc.constantFrom(...ids)) }),
    fc.record({ kind: fc.constant('drop' as const), at: fc.nat(5) }),
  );

  /** Everything that a replica can tell of a store. */
  const everything = (rows: Replica['shown']) => ({
    todos: [...rows.all('todos')].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    lists: [INBOX_ID, ...ids].map((list) => rows.children(list).map(({ id }) => id)),
    counts: [rows.counts.open, rows.counts.completed, rows.counts.byId.get(INBOX_ID) ?? 0],
  });

  it('show what the server gave with the changes left made upon it, and keep lists and counts true', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const replica = aReplica();
        let server: Page[] = [];
        let changes: { made: ReturnType<Replica['add']>; apply: (rows: RowStore) => void }[] = [];
        for (const one of steps) {
          if (one.kind === 'change') {
            const written = rowFrom(one.fields);
            const apply = (rows: RowStore) => rows.put('todos', written);
            changes = [...changes, { made: replica.add(apply), apply }];
          } else if (one.kind === 'page') {
            const gone = one.gone === null ? [] : [{ entity: 'todo' as const, id: one.gone }];
            const news = page({ todos: [rowFrom(one.fields)], gone });
            server = [...server, news];
            replica.receive([news]);
          } else {
            const dropped = changes[one.at];
            if (dropped) replica.drop(dropped.made);
            changes = changes.filter((change) => change !== dropped);
          }
        }
        const anew = aReplica();
        anew.receive(server);
        for (const { apply } of changes) anew.add(apply);
        expect(everything(replica.shown)).toEqual(everything(anew.shown));
        const live = [...replica.shown.all('todos')].filter(({ deletedAt }) => deletedAt === null);
        const members = everything(replica.shown).lists.flat().toSorted();
        expect(members).toEqual(
          live.flatMap((todo) => ([INBOX_ID, ...ids].includes(listOf(todo)) ? todo.id : [])).toSorted(),
        );
        expect(replica.shown.counts.open).toBe(live.filter(({ completedAt }) => completedAt === null).length);
      }),
      { endOnFailure: true },
    );
  });
});
