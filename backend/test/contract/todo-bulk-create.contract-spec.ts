import { randomUUID } from 'node:crypto';
import { v7 as uuidV7 } from 'uuid';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { type Todo, Things } from '../support/things.js';
import type { TodoUser } from '../support/todo-user.js';

let stack: FakeStack;
let ada: TodoUser;
let things: Things;
let root: string;

beforeAll(async () => {
  stack = await startFakeStack();
});
beforeEach(() => {
  ada = stack.newUser();
  things = new Things(ada);
  ({ root } = things);
});
afterAll(() => stack.close());

type Item = Record<string, unknown> & { id: string };
const item = (title: string, more: object = {}): Item => ({ id: uuidV7(), title, ...more });
const create = (...items: unknown[]) => ada.post(`${root}/todos/bulk-create`, { items });
const created = async (...items: unknown[]) => (await create(...items).expect(201)).body.items as Todo[];
const all = async () => (await ada.get(`${root}/todos?limit=200`).expect(200)).body.items as Todo[];

describe('Many todos made at once', () => {
  it('stand in their order, each with its subtasks, before what was there', async () => {
    const inbox = await things.inbox();
    await things.todo({ title: 'Older' });
    const [a, c] = [item('A'), item('C')];
    const b = item('B', { parentId: a.id, priority: 2 });
    const answered = await created(a, b, item('D', { parentId: b.id }), item('E', { parentId: a.id }), c);
    expect(answered.map(({ title }) => title)).toEqual(['A', 'B', 'D', 'E', 'C']);
    expect(await things.titlesOf(inbox)).toEqual(['A', 'B', 'D', 'E', 'C', 'Older']);
    const byId = new Map((await all()).map((todo) => [todo.id, todo]));
    expect(answered.map(({ id }) => byId.get(id))).toEqual(answered);
  });

  it('go to lists of their own, where the first one of each says where it stands', async () => {
    const inbox = await things.inbox();
    const work = await things.project({ name: 'Work' });
    const section = await things.section(work.id);
    const label = await things.label();
    const first = await things.todo({ title: 'First' });
    const there = await things.todo({ title: 'There', projectId: work.id });
    await created(
      item('A', { afterId: first.id, labelIds: [label.id], due: '2026-12-24' }),
      item('B', { projectId: work.id, beforeId: there.id }),
      item('C', { projectId: inbox }),
      item('D', { projectId: work.id, sectionId: section.id }),
      item('E', { parentId: there.id }),
      item('F', { projectId: work.id }),
    );
    expect(await things.titlesOf(inbox)).toEqual(['First', 'A', 'C']);
    expect(await things.titlesOf(work.id)).toEqual(['B', 'F', 'There', 'E', 'D']);
    expect((await things.todosOf(inbox))[1]).toMatchObject({ labelIds: [label.id], due: '2026-12-24' });
  });

  it('are completed where that is wanted', async () => {
    const a = item('A', { completed: true });
    const answered = await created(a, item('B', { parentId: a.id, completed: true }), item('C'));
    expect(answered.map(({ completedAt }) => completedAt !== null)).toEqual([true, true, false]);
    const page = (await ada.get(`${root}/todos?status=completed`).expect(200)).body.items as Todo[];
    expect(page.map(({ title }) => title).toSorted()).toEqual(['A', 'B']);
  });

  it('are one change, which one undo takes back and one redo makes again', async () => {
    const inbox = await things.inbox();
    const a = item('A');
    const changeId = await things.changeId(
      create(a, item('B', { parentId: a.id }), item('C', { completed: true })),
      201,
    );
    const changes = (await ada.get(`${root}/changes`).expect(200)).body.items as { id: string }[];
    expect(changes.filter(({ id }) => id === changeId)).toHaveLength(1);
    await things.undo(changeId).expect(200);
    expect(await all()).toEqual([]);
    await things.redo(changeId).expect(200);
    expect(await things.titlesOf(inbox)).toEqual(['A', 'B']);
    expect((await all()).filter(({ completedAt }) => completedAt !== null).map(({ title }) => title)).toEqual(['C']);
  });

  it('are told by the feed', async () => {
    const { revision } = (await ada.get(`${root}/sync?since=0`).expect(200)).body as { revision: string };
    const answered = await created(item('A'), item('B'));
    const { todos } = (await ada.get(`${root}/sync?since=${revision}`).expect(200)).body as { todos: Todo[] };
    expect(todos.map(({ id }) => id).toSorted()).toEqual(answered.map(({ id }) => id).toSorted());
  });

  it('are made once, however often they are sent', async () => {
    const items = [item('A'), item('B')];
    const [changeId, key] = [randomUUID(), randomUUID()];
    const send = () =>
      create(...items)
        .set('change-id', changeId)
        .set('idempotency-key', key);
    const first = (await send().expect(201)).body.items as Todo[];
    await ada.patch(`${root}/todos/${items[0]!.id}`, { title: 'Another' }).expect(200);
    const again = (await send().expect(201)).body.items as Todo[];
    expect(again.map(({ title }) => title)).toEqual(['Another', 'B']);
    expect(again[1]).toEqual(first[1]);
    expect((await create(...items).expect(201)).body.items).toEqual(again);
    await ada.delete(`${root}/todos/${items[1]!.id}`).expect(204);
    expect((await send().expect(201)).body.items).toHaveLength(1);
    expect((await create(...items).expect(409)).body.error_code).toBe('ID_TAKEN');
    expect(await all()).toHaveLength(1);
  });

  it('are up to 500, with long titles', async () => {
    const items = Array.from({ length: 500 }, (_, n) =>
      item(`${n} ${'x'.repeat(400)}`, { priority: 1, notes: 'n'.repeat(600) }),
    );
    expect(await created(...items)).toHaveLength(500);
    expect((await create(...items, item('One more')).expect(422)).body.fields).toEqual({
      items: ['Send 1 to 500 todos.'],
    });
  });
});

describe('Nothing is made', () => {
  const other = uuidV7();
  it.each<[what: string, items: () => unknown[], field: string]>([
    ['of nothing', () => [], 'items'],
    ['of what is no todo', () => [1], 'items'],
    ['without an id', () => [{ title: 'A' }], 'items'],
    ['under one id twice', () => [item('A', { id: other }), item('B', { id: other })], 'items'],
    ['with a field nobody knows', () => [item('A', { colour: 'red' })], 'items'],
    ['without a title', () => [item('A'), item(' ')], 'items'],
    ['of a subtask before its todo', () => [item('B', { parentId: other }), item('A', { id: other })], 'items'],
    [
      'of an open subtask of a completed one',
      () => [item('A', { id: other, completed: true }), item('B', { parentId: other })],
      'items',
    ],
    [
      'of a subtask that is elsewhere',
      () => [item('A', { id: other }), item('B', { parentId: other, projectId: other })],
      'items',
    ],
    [
      'of a todo that repeats without a date',
      () => [item('A', { recurrence: { rule: 'FREQ=DAILY', anchor: '2026-12-01', from: 'due' } })],
      'recurrence',
    ],
    ['in a project that is not there', () => [item('A'), item('B', { projectId: other })], 'projectId'],
    ['below what is not there', () => [item('A'), item('B', { parentId: other })], 'parentId'],
    ['with a label that is not there', () => [item('A'), item('B', { labelIds: [other] })], 'labelIds'],
    ['behind what is not there', () => [item('A', { afterId: other })], 'afterId'],
    ['with two neighbours in one list', () => [item('A'), item('B', { afterId: other })], 'items'],
  ])('%s', async (_what, items, field) => {
    const answer = await create(...items()).expect(422);
    expect([answer.body.error_code, Object.keys(answer.body.fields as object)]).toEqual(['VALIDATION_FAILED', [field]]);
    expect(await all()).toEqual([]);
  });

  it('below a completed todo, or beyond what one can have', async () => {
    const done = await things.todo();
    await ada.patch(`${root}/todos/${done.id}`, { completed: true }).expect(200);
    expect((await create(item('A', { parentId: done.id })).expect(422)).body.fields).toHaveProperty('parentId');
    const { id: parentId } = await things.todo();
    const a = item('A', { parentId });
    const most = [a, ...Array.from({ length: 499 }, (_, n) => item(`${n}`, { parentId: a.id }))];
    await created(...most);
    expect((await create(item('B', { parentId })).expect(409)).body.error_code).toBe('LIMIT_REACHED');
  });

  it('where one of the ids is taken', async () => {
    const [a, b] = [item('A'), item('B')];
    await created(a);
    expect((await create(a, b).expect(409)).body.error_code).toBe('ID_TAKEN');
    expect(await all()).toHaveLength(1);
  });
});
