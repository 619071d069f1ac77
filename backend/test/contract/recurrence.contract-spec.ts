import { randomUUID } from 'node:crypto';
import { advance } from '@latch/domain/recurrence';
import * as fc from 'fast-check';
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

const DUE = '2026-11-02';
const daily = { rule: 'FREQ=DAILY', anchor: DUE, from: 'due' as const };
const repeating = (fields: object = {}) => things.todo({ title: 'Water', due: DUE, recurrence: daily, ...fields });
const today = (offset = 0) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

const read = async (id: string) => (await ada.get(`${root}/todos/${id}`).expect(200)).body.todo as Todo;
const patch = (id: string, body: object) => ada.patch(`${root}/todos/${id}`, body);
const complete = (id: string, body: object = {}) => patch(id, { completed: true, ...body });
const completed = async () =>
  (await ada.get(`${root}/todos?status=completed&limit=200`).expect(200)).body.items as Todo[];
const synced = async () => (await ada.get(`${root}/sync?since=0`).expect(200)).body;

/** Without what only says when it was written. */
const state = ({ version: _version, updatedAt: _updatedAt, ...todo }: Todo) => todo;

describe('Completing a todo that repeats', () => {
  it('moves it on in place, and leaves a completed one behind', async () => {
    const label = await things.label();
    const { id } = await repeating({
      notes: 'Both',
      priority: 2,
      labelIds: [label.id],
      start: '2026-11-01',
      deadline: '2026-11-04T17:00',
      reminders: [0, 10],
    });
    const before = await read(id);
    const { body } = await complete(id, { version: 1 }).expect(200);
    const next = { start: today(), due: today(1), deadline: `${today(3)}T17:00` };
    expect(body).toEqual({ ...before, ...next, version: 2, updatedAt: body.updatedAt });
    const [copy, ...others] = await completed();
    expect(others).toEqual([]);
    expect(copy).toEqual({
      ...before,
      id: copy!.id,
      completionOf: id,
      recurrence: null,
      completedAt: body.updatedAt,
      createdAt: body.updatedAt,
      updatedAt: body.updatedAt,
    });
    expect((await synced()).todos).toContainEqual({ ...copy, deletedAt: null, deletedWith: null });
    const { todos } = (await ada.get(`${root}/export`).expect(200)).body;
    expect(todos).toContainEqual({ ...copy, deletedAt: null });
  });

  it('was completed when the client says, so that what waited for a connection completes each of its dates', async () => {
    const { id } = await repeating({ due: today(-3), recurrence: { ...daily, anchor: today(-3) } });
    const at = (offset: number) => `${today(offset)}T12:00:00.000Z`;
    expect((await complete(id, { version: 1, doneAt: at(-3) }).expect(200)).body.due).toBe(today(-2));
    expect((await complete(id, { version: 2, doneAt: at(-2) }).expect(200)).body.due).toBe(today(-1));
    expect((await completed()).map(({ completedAt }) => completedAt)).toEqual([at(-2), at(-3)]);
    const { body } = await complete(id, { version: 3, doneAt: at(9) }).expect(200);
    expect(body.due).toBe(today(1));
    const [latest] = await completed();
    expect(Date.parse(latest!.completedAt!)).toBeLessThanOrEqual(Date.now());
    for (const doneAt of ['yesterday', '2026-11-20', '2026-11-20T12:00:00+01:00', 1, null])
      expect(Object.keys((await complete(id, { doneAt }).expect(422)).body.fields)).toEqual(['doneAt']);
  });

  it('calls the completion what the client calls it', async () => {
    const { id } = await repeating();
    const completionId = uuidV7();
    await complete(id, { version: 1, completionId }).expect(200);
    expect(await read(completionId)).toMatchObject({ completionOf: id, due: DUE });
    await complete(id, { version: 2, completionId }).expect(409);
    expect((await read(id)).version).toBe(2);
  });

  it('counts what the owner calls a day', async () => {
    await ada.patch(`${root}/settings`, { timeZone: 'Pacific/Kiritimati', dayStart: 0 }).expect(200);
    const { id } = await repeating();
    const there = new Date(Date.now() + 14 * 3_600_000 + 86_400_000).toISOString().slice(0, 10);
    expect((await complete(id).expect(200)).body.due).toBe(there);
  });

  it('has subtasks come back open, whatever they were', async () => {
    const parent = await repeating();
    const subtasks = [];
    for (let n = 0; n < 6; n++) subtasks.push(await things.todo({ title: `part ${n}`, parentId: parent.id }));
    const below = await things.todo({ title: 'below', parentId: subtasks[0]!.id });
    for (const { id } of subtasks.slice(0, 3)) await complete(id).expect(200);
    await complete(parent.id, { version: 1 }).expect(200);
    for (const { id } of [...subtasks, below]) expect((await read(id)).completedAt).toBeNull();
    expect(await completed()).toMatchObject([{ completionOf: parent.id }]);
  });

  it('keeps its dates within the years that there are', async () => {
    const yearly = { rule: 'FREQ=YEARLY;INTERVAL=999', anchor: DUE, from: 'due' };
    const { id } = await repeating({ recurrence: yearly, deadline: '9999-12-31' });
    expect((await complete(id).expect(200)).body).toMatchObject({ due: '3025-11-02', deadline: '9999-12-31' });
    const moved = await ada.post(`${root}/todos/bulk`, { ids: [id], moveDue: { days: -3660 } }).expect(200);
    expect(moved.body.items).toMatchObject([{ due: '3015-10-26' }]);
    const early = await things.todo({ due: '0001-01-05T09:00' });
    const { body } = await ada.post(`${root}/todos/bulk`, { ids: [early.id], moveDue: { days: -3660 } }).expect(200);
    expect(body.items).toMatchObject([{ due: '0001-01-01T09:00' }]);
  });

  it('is completed like any other with its last date', async () => {
    const { id } = await repeating({ recurrence: { ...daily, rule: 'FREQ=DAILY;COUNT=1' } });
    await complete(id).expect(200);
    expect(await completed()).toMatchObject([{ id, due: DUE, completionOf: null }]);
  });

  it('is completed with what it is a part of', async () => {
    const parent = await things.todo();
    const { id } = await repeating({ parentId: parent.id });
    await complete(parent.id).expect(200);
    expect(await read(id)).toMatchObject({ due: DUE, completedAt: expect.any(String) });
  });

  it('is completed with other things in the same request', async () => {
    const { id } = await repeating();
    const { body } = await complete(id, { title: 'Water all', version: 1 }).expect(200);
    expect(body).toMatchObject({ title: 'Water all', due: today(1), completedAt: null });
    expect(await completed()).toMatchObject([{ title: 'Water all', due: DUE }]);
  });

  it('happens once, however many devices say so of the same version', async () => {
    const { id } = await repeating();
    const answers = await Promise.all(Array.from({ length: 20 }, () => complete(id, { version: 1 })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await completed()).toHaveLength(1);
    expect(await read(id)).toMatchObject({ due: today(1), version: 2 });
  });

  it('happens once for a request that is sent again, with whatever version', async () => {
    const { id } = await repeating();
    const [changeId, key] = [randomUUID(), randomUUID()];
    for (const version of [1, 1, 2, undefined])
      await complete(id, { version }).set('change-id', changeId).set('idempotency-key', key).expect(200);
    expect(await completed()).toHaveLength(1);
    expect(await read(id)).toMatchObject({ version: 2 });
  });

  it('is completed by a device that saw it before it was moved by hand', async () => {
    const { id } = await repeating();
    await patch(id, { due: '2026-11-03' }).expect(200);
    await complete(id, { version: 1 }).expect(200);
    expect(await completed()).toMatchObject([{ due: '2026-11-03' }]);
  });

  it('keeps what comes with the completion of a date that is over', async () => {
    const { id } = await repeating();
    await complete(id, { version: 1 }).expect(200);
    const { body } = await complete(id, { version: 1, notes: 'Mine' }).expect(200);
    expect(body).toMatchObject({ notes: 'Mine', due: today(1) });
    expect(await completed()).toHaveLength(1);
  });

  it('is undone exactly, also after other things were completed', async () => {
    const counted = { rule: 'FREQ=DAILY;INTERVAL=2;COUNT=5', anchor: DUE, from: 'completion' as const };
    const parent = await repeating({ recurrence: counted, start: '2026-11-01' });
    const subtasks = [];
    for (let n = 0; n < 6; n++) subtasks.push(await things.todo({ title: `part ${n}`, parentId: parent.id }));
    for (const { id } of subtasks.slice(0, 3)) await complete(id).expect(200);
    const ids = [parent, ...subtasks].map(({ id }) => id);
    const all = async () => (await Promise.all(ids.map(read))).map(state);
    const before = await all();
    const changeId = await things.changeId(complete(parent.id, { version: 1 }));
    const after = await all();
    expect(after[0]).toMatchObject({ recurrence: { ...counted, rule: 'FREQ=DAILY;INTERVAL=2;COUNT=4' } });
    const other = await repeating();
    await complete(other.id).expect(200);
    await things.undo(changeId).expect(200);
    expect(await all()).toEqual(before);
    expect(await completed()).toHaveLength(4);
    await things.redo(changeId).expect(200);
    expect(await all()).toEqual(after);
    expect(await completed()).toMatchObject([{ completionOf: other.id }, { completionOf: parent.id }]);
  });

  it('is told by the history, and the rule that is changed keeps the past', async () => {
    const { id } = await repeating();
    await complete(id).expect(200);
    await patch(id, { recurrence: { ...daily, rule: 'FREQ=WEEKLY' } }).expect(200);
    await patch(id, { skipped: true }).expect(200);
    const { items } = (await ada.get(`${root}/history?entityId=${id}`).expect(200)).body;
    expect(items.map(({ field, after }: { field: string; after: unknown }) => [field, after])).toEqual([
      ['occurrence', 'skipped'],
      ['due', (await read(id)).due],
      ['recurrence', { ...daily, rule: 'FREQ=WEEKLY' }],
      ['occurrence', 'completed'],
      ['due', today(1)],
      ['created', true],
    ]);
    expect(await completed()).toMatchObject([{ due: DUE, completionOf: id }]);
  });
});

describe('Skipping a date', () => {
  it('moves on without a completion, once, and is undone', async () => {
    const { id } = await repeating();
    const skip = (version: number) => patch(id, { skipped: true, version });
    const changeId = await things.changeId(skip(1));
    await Promise.all(Array.from({ length: 5 }, () => skip(1).expect(200)));
    await complete(id, { version: 1 }).expect(200);
    expect(await read(id)).toMatchObject({ due: today(1), version: 2 });
    expect(await completed()).toEqual([]);
    await things.undo(changeId).expect(200);
    expect(await read(id)).toMatchObject({ due: DUE });
  });

  it('skips those of many, once for a version that was seen, or none', async () => {
    const [a, b] = [await repeating(), await repeating()];
    const ids = [a, b].map(({ id }) => id);
    const occurrences = ids.map((id) => ({ id, version: 1 }));
    const send = (body: object) => ada.post(`${root}/todos/bulk`, { ids, skipped: true, ...body });
    const plain = await things.todo({ due: DUE });
    const { body } = await send({ ids: [...ids, plain.id] }).expect(422);
    expect(body.failures).toMatchObject([{ id: plain.id, message: 'There is no date after this one.' }]);
    for (let times = 0; times < 2; times++) {
      const { items } = (await send({ occurrences }).expect(200)).body;
      expect(items).toMatchObject([
        { due: today(1), version: 2 },
        { due: today(1), version: 2 },
      ]);
    }
    expect(await completed()).toEqual([]);
    expect(Object.keys((await send({ completed: true }).expect(422)).body.fields)).toEqual(['skipped']);
  });

  it('is refused where there is nothing to skip to', async () => {
    const last = await repeating({ recurrence: { ...daily, rule: 'FREQ=DAILY;COUNT=1' } });
    const plain = await things.todo({ due: DUE });
    const done = await things.todo({ due: DUE });
    await complete(done.id).expect(200);
    for (const { id } of [last, plain, done]) {
      const { body } = await patch(id, { skipped: true }).expect(422);
      expect(body).toMatchObject({ error_code: 'VALIDATION_FAILED', fields: { skipped: [expect.any(String)] } });
    }
    const both = await patch(last.id, { skipped: true, completed: true }).expect(422);
    expect(Object.keys(both.body.fields)).toEqual(['skipped']);
  });
});

describe('Completing many todos', () => {
  it('moves on those that repeat, once for a version that was seen, and completes the others', async () => {
    const [a, b, plain] = [await repeating(), await repeating(), await things.todo()];
    const ids = [a, b, plain].map(({ id }) => id);
    const completionId = uuidV7();
    const occurrences = [
      { id: a.id, version: 1, completionId },
      { id: b.id, version: 1 },
    ];
    const send = () => ada.post(`${root}/todos/bulk`, { ids, completed: true, occurrences });
    const answers = await Promise.all(Array.from({ length: 6 }, () => send().expect(200)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]!.body.items).toMatchObject([
      { id: a.id, due: today(1), completedAt: null },
      { id: b.id, due: today(1), completedAt: null },
      { id: plain.id, completedAt: expect.any(String) },
    ]);
    const done = await completed();
    expect(new Set(done.map(({ completionOf }) => completionOf))).toEqual(new Set([null, a.id, b.id]));
    expect(done).toHaveLength(3);
    expect(done.find(({ completionOf }) => completionOf === a.id)!.id).toBe(completionId);
  });

  it('leaves nothing open below one that is completed, and nothing completed below one that moves on', async () => {
    const [parent, moving] = [await things.todo(), await repeating()];
    const [inside, part] = [await repeating({ parentId: parent.id }), await things.todo({ parentId: moving.id })];
    const ids = [inside, parent, part, moving].map(({ id }) => id);
    await ada.post(`${root}/todos/bulk`, { ids, completed: true }).expect(200);
    expect(await read(inside.id)).toMatchObject({ due: DUE, completedAt: expect.any(String) });
    expect(await read(part.id)).toMatchObject({ completedAt: null });
    expect(await read(moving.id)).toMatchObject({ due: today(1), completedAt: null });
  });

  it('names each of them, and each completion, once', async () => {
    const [a, b] = [await repeating(), await repeating()];
    const completionId = uuidV7();
    const send = (occurrences: object[]) =>
      ada.post(`${root}/todos/bulk`, { ids: [a.id, b.id], completed: true, occurrences });
    for (const occurrences of [[{ id: a.id }, { id: a.id }], [a, b].map(({ id }) => ({ id, completionId }))])
      expect(Object.keys((await send(occurrences).expect(422)).body.fields)).toEqual(['occurrences']);
    expect(await completed()).toEqual([]);
  });

  it('ends the repeats of those that lose their date', async () => {
    const [a, b] = [await repeating(), await things.todo()];
    const { body } = await ada.post(`${root}/todos/bulk`, { ids: [a.id, b.id], due: null }).expect(200);
    expect(body.items).toMatchObject([
      { due: null, recurrence: null },
      { due: null, recurrence: null },
    ]);
  });
});

describe('A recurrence', () => {
  it.each([
    ['a rule that is none', { ...daily, rule: 'FREQ=HOURLY' }, 'FREQ is one of DAILY'],
    ['one without a date', { ...daily, rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 'no date at all'],
    ['an anchor that is none', { ...daily, anchor: '2026-11-31' }, 'The anchor is a date'],
    ['something else', 'FREQ=DAILY', 'Send a rule'],
    ['more than it says', { ...daily, zone: 'UTC' }, 'Send a rule'],
  ])('is refused: %s', async (_what, recurrence, words) => {
    const { id } = await things.todo({ due: DUE });
    const { body } = await patch(id, { recurrence }).expect(422);
    expect(body).toMatchObject({
      error_code: 'VALIDATION_FAILED',
      fields: { recurrence: [expect.stringContaining(words)] },
    });
    await ada.post(`${root}/todos`, { title: 'x', due: DUE, recurrence }).expect(422);
  });

  it('needs a due date', async () => {
    const { id } = await things.todo();
    const answers = [
      await patch(id, { recurrence: daily }),
      await ada.post(`${root}/todos`, { title: 'x', recurrence: daily }),
      await patch((await repeating()).id, { due: null, recurrence: { ...daily, rule: 'FREQ=WEEKLY' } }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(422);
      expect(body).toMatchObject({ error_code: 'VALIDATION_FAILED', fields: { recurrence: [expect.any(String)] } });
    }
    expect((await patch(id, { recurrence: daily, due: DUE }).expect(200)).body.recurrence).toEqual(daily);
  });

  it('goes with the date, and comes back with it', async () => {
    const { id } = await repeating();
    const changeId = await things.changeId(patch(id, { due: null, version: 1 }));
    expect(await read(id)).toMatchObject({ due: null, recurrence: null });
    await things.undo(changeId).expect(200);
    expect(await read(id)).toMatchObject({ due: DUE, recurrence: daily });
  });

  it('goes with a date that is taken back', async () => {
    const { id } = await things.todo();
    const changeId = await things.changeId(patch(id, { due: DUE }));
    await patch(id, { recurrence: daily }).expect(200);
    await things.undo(changeId).expect(200);
    expect(await read(id)).toMatchObject({ due: null, recurrence: null });
  });

  it('is the same whatever the order of what it says', async () => {
    const id = uuidV7();
    const create = (recurrence: object) =>
      ada.post(`${root}/todos`, { id, title: 'x', due: DUE, recurrence }).expect(201);
    await create({ from: 'due', anchor: DUE, rule: 'FREQ=DAILY' });
    expect((await create(daily)).body.version).toBe(1);
    expect((await patch(id, { recurrence: { anchor: DUE, from: 'due', rule: 'FREQ=DAILY' } })).body.version).toBe(1);
  });
});

describe('A completion', () => {
  it('goes to Trash, comes back and is open again by itself', async () => {
    const { id } = await repeating();
    const completionId = uuidV7();
    await complete(id, { completionId }).expect(200);
    await complete(id).expect(200);
    const now = await read(id);
    await ada.delete(`${root}/todos/${completionId}`).expect(204);
    expect((await synced()).todos).toContainEqual(expect.objectContaining({ id: completionId, completionOf: id }));
    await ada.post(`${root}/trash/${completionId}/restore`).expect(200);
    await patch(completionId, { completed: false }).expect(200);
    expect(await read(completionId)).toMatchObject({ completedAt: null, recurrence: null, due: DUE });
    expect(await read(id)).toEqual(now);
  });

  it('is taken back when it is opened again: what repeats has its date and its count as before', async () => {
    const counted = { rule: 'FREQ=DAILY;INTERVAL=2;COUNT=5', anchor: DUE, from: 'completion' as const };
    const { id } = await repeating({ recurrence: counted, start: '2026-11-01' });
    const before = state(await read(id));
    const completionId = uuidV7();
    await complete(id, { version: 1, completionId }).expect(200);
    const after = state(await read(id));
    const key = randomUUID();
    const open = () => patch(completionId, { completed: false }).set('change-id', key).set('idempotency-key', key);
    for (let times = 0; times < 2; times++) expect(state((await open().expect(200)).body)).toEqual(before);
    expect(state((await patch(completionId, { completed: false, title: 'Not this' }).expect(200)).body)).toEqual(
      before,
    );
    expect(await completed()).toEqual([]);
    await ada.get(`${root}/todos/${completionId}`).expect(404);
    await patch(completionId, { completed: true }).expect(404);
    await complete(id, { version: 2 }).expect(200);
    expect(state(await read(id))).toEqual(before);
    await things.undo(key).expect(200);
    expect(state(await read(id))).toEqual(after);
    expect(await completed()).toMatchObject([{ id: completionId }]);
  });

  it('is not there to be opened again once it was deleted by hand, which took nothing back', async () => {
    const { id } = await repeating();
    const completionId = uuidV7();
    await complete(id, { completionId }).expect(200);
    const now = await read(id);
    const open = () => patch(completionId, { completed: false });
    await ada.delete(`${root}/todos/${completionId}`).expect(204);
    expect((await open().expect(404)).body.error_code).toBe('TODO_NOT_FOUND');
    expect(await read(id)).toEqual(now);

    await ada.post(`${root}/trash/${completionId}/restore`).expect(200);
    await things.undo(await things.changeId(open())).expect(200);
    await ada.delete(`${root}/todos/${completionId}`).expect(204);
    await open().expect(404);
  });

  it('is answered as opened again when completing it was taken back', async () => {
    const { id } = await repeating();
    const before = state(await read(id));
    const completionId = uuidV7();
    const done = await things.changeId(complete(id, { completionId }));
    await things.undo(done).expect(200);
    for (let times = 0; times < 2; times++) {
      expect(state((await patch(completionId, { completed: false }).expect(200)).body)).toEqual(before);
      await things.redo(done).expect(200);
      await patch(completionId, { completed: false }).expect(200);
    }
  });

  it('is taken back along with others, the latest first', async () => {
    const [{ id }, plain] = [await repeating(), await things.todo()];
    const before = state(await read(id));
    const ids = [uuidV7(), uuidV7()];
    for (const completionId of ids) await complete(id, { completionId }).expect(200);
    await complete(plain.id).expect(200);
    const bulk = { ids: [...ids, plain.id], completed: false };
    const { body } = await ada.post(`${root}/todos/bulk`, bulk).expect(200);
    expect(body.items).toMatchObject([
      { id, due: DUE },
      { id: plain.id, completedAt: null },
    ]);
    expect(state(await read(id))).toEqual(before);
    expect(await completed()).toEqual([]);
  });

  it('stays when what repeats is deleted', async () => {
    const { id } = await repeating();
    await complete(id).expect(200);
    await ada.delete(`${root}/todos/${id}`).expect(204);
    expect(await completed()).toMatchObject([{ completionOf: id }]);
  });
});

it('A server moves a todo on as a device does that knows the rules', async () => {
  const rule = fc.constantFrom(
    'FREQ=DAILY;INTERVAL=3',
    'FREQ=WEEKLY;BYDAY=TU,TH;INTERVAL=2',
    'RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'FREQ=DAILY;COUNT=3',
    'FREQ=WEEKLY;UNTIL=20261201',
  );
  const due = fc.tuple(fc.integer({ min: -90, max: 90 }), fc.constantFrom('', 'T09:00', 'T23:30[America/Santiago]'));
  await fc.assert(
    fc.asyncProperty(rule, due, fc.constantFrom('due', 'completion'), async (rule, [days, time], from) => {
      const todo = await things
        .todo({ due: today(days) + time, recurrence: { rule, anchor: today(days) + time, from } })
        .catch(() => null);
      if (!todo) return;
      const { body } = await complete(todo.id).expect(200);
      const next = advance(todo, todo.recurrence!, Date.parse(body.updatedAt), { zone: 'UTC', dayStart: 0 });
      expect(body).toMatchObject(next ?? { due: todo.due, completedAt: expect.any(String) });
    }),
    { numRuns: 25 },
  );
});
