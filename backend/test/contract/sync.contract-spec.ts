import { randomUUID } from 'node:crypto';
import { EventListener } from '@latch/test-kit/event-listener';
import * as fc from 'fast-check';
import { DataSource } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { type FeedEntry, FeedRepository } from '../../src/sync/feed.repository.js';
import { StreamLimits } from '../../src/sync/stream-limits.js';
import { PurgeService } from '../../src/trash/purge.service.js';
import { Device, listed } from '../support/device.js';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { type SendAgain, type Step, look, onOthers, onTodos, send, steps } from '../support/random-changes.js';
import { Things } from '../support/things.js';

const { jest } = import.meta;

let stack: FakeStack;
beforeAll(async () => {
  stack = await startFakeStack();
});
afterAll(() => stack.close());

const someone = () => new Things(stack.newUser());
const query = (statement: string, given: unknown[]) => stack.app.get(DataSource).query(statement, given);

/** What somebody can do besides, with what was done or deleted before. */
const onThePast: ((things: Things, step: Step) => Promise<unknown>)[] = [
  async (things, { a }) => turn(things, a, 'undo'),
  async (things, { a }) => turn(things, a, 'redo'),
  async (things, { a }) => onTrash(things, a, (id) => things.user.post(`${things.root}/trash/${id}/restore`)),
  async (things, { a }) => onTrash(things, a, (id) => things.user.delete(`${things.root}/trash/${id}`)),
  async (things) => things.user.delete(`${things.root}/trash`),
  // What went to Trash by then went there a month ago, and is purged.
  async (things) => {
    for (const table of ['todos', 'projects', 'sections', 'labels', 'filters'])
      await query(`UPDATE ${table} SET deleted_at = deleted_at - interval '31 days' WHERE user_id = $1`, [
        things.user.id,
      ]);
    await stack.app.get(PurgeService).purge();
  },
];

async function turn(things: Things, n: number, which: 'undo' | 'redo') {
  const { items } = (await things.user.get(`${things.root}/changes`)).body as { items: { id: string }[] };
  if (items.length > 0) await things[which](items[n % items.length]!.id);
}

async function onTrash(things: Things, n: number, work: (id: string) => PromiseLike<unknown>) {
  const { items } = (await things.user.get(`${things.root}/trash`)).body as { items: { id: string }[] };
  if (items.length > 0) await work(items[n % items.length]!.id);
}

/** What one device does. @param answered what it has sent before, to be sent again */
async function act(things: Things, step: Step, answered: SendAgain[]): Promise<unknown> {
  if (step.again !== null && answered.length > 0) return answered[step.again % answered.length]!();
  if (step.kind % 4 === 0) return onThePast[step.b % onThePast.length]!(things, step);
  const kinds = step.kind % 4 === 1 ? onOthers : onTodos;
  // The other device may have deleted it meanwhile.
  const request = kinds[Math.floor(step.kind / 4) % kinds.length]!(await look(things, true), step);
  const again = await send(things, randomUUID(), request, 404);
  if (again) answered.push(again);
  return undefined;
}

/** What both devices do, and how many rows of how many pages the copy reads in between. */
const histories = fc.tuple(
  steps,
  steps,
  fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(3)), { minLength: 14 }),
);

const streamLimits = () => stack.app.get(StreamLimits, { strict: false });
const longTold = new StreamLimits().mostChangesBytes;

/** Listens as a device does, and is seldom told of each change by itself. */
async function listenTo({ user, root }: Things): Promise<EventListener> {
  Object.assign(streamLimits(), { gapMs: 5, mostReadingMs: 60_000 });
  return EventListener.open(`${stack.url}${root}/events`, { cookie: user.cookie });
}

it('A copy kept by deltas is the one read anew, and what the API lists, whatever two devices do', async () => {
  const taken = { told: 0, read: 0 };
  await fc.assert(
    fc.asyncProperty(histories, async ([ones, others, reads]) => {
      const things = someone();
      const { id: projectId } = await things.project({ name: 'first' });
      await things.section(projectId, { name: 'first' });
      await things.label({ name: 'first' });
      for (const name of ['first', 'second']) await things.filter({ name });
      for (const title of ['one', 'two', 'three']) await things.todo({ title, projectId });
      const [copy, told] = [new Device(things), await new Device(things).readAll()];
      const listener = await listenTo(things);
      const answered: [SendAgain[], SendAgain[]] = [[], []];
      for (const [index, [limit, pages]] of reads.entries()) {
        // Too little for anything, in every second turn.
        Object.assign(streamLimits(), { mostChangesBytes: index % 2 === 0 ? longTold : 250 });
        const acts = [ones[index], others[index]].map(
          async (step, device) => step && act(things, step, answered[device]!),
        );
        for (let page = 0; page < pages; page++) await copy.readPage(limit);
        await Promise.all(acts);
        // At times it is told what it has read already, or misses something.
        if (pages === 2) await told.readAll();
        if (pages === 3) told.miss(listener);
        else if (pages > 0) await told.hear(listener);
      }
      await copy.readAll(7);
      await listener.until(({ last }) => last === copy.revision);
      listener.close();
      await told.hear(listener);
      // What it missed is the revision that a stream begins with.
      if (told.revision !== copy.revision) await told.readAll();
      expect([copy.all, told.all]).toEqual(Array(2).fill((await new Device(things).readAll(5)).all));
      expect([copy.view(), told.view()]).toEqual(Array(2).fill(await listed(things)));
      taken.told += told.taken.told;
      taken.read += told.taken.read;
    }),
    { numRuns: Number(process.env.SYNC_RUNS ?? 12), endOnFailure: false, interruptAfterTimeLimit: 500_000 },
  );
  expect([taken.told > 0, taken.read > 0]).toEqual([true, true]);
});

describe('The feed', () => {
  it('begins with all there is and the Inbox, which it makes, and then has nothing new', async () => {
    const things = someone();
    const { body } = await things.user.get(`${things.root}/sync`).expect(200);
    expect(body).toEqual({
      revision: '1',
      more: false,
      reset: false,
      settings: { timeZone: null, dayStart: 0, weekStart: 1 },
      projects: [expect.objectContaining({ name: 'Inbox', inbox: true, deletedAt: null, deletedWith: null })],
      sections: [],
      labels: [],
      filters: [],
      todos: [],
      gone: [],
    });
    const { body: next } = await things.user.get(`${things.root}/sync?since=${body.revision}`).expect(200);
    expect(next).toEqual({ ...body, projects: [] });
  });

  it('makes the Inbox of somebody who has made other things before, too', async () => {
    const things = someone();
    await things.label();
    const copy = await new Device(things).readAll();
    expect(copy.view().projects).toEqual([expect.objectContaining({ name: 'Inbox', inbox: true })]);
    expect(copy.view()).toEqual(await listed(things));
  });

  it('tells of one change what changed, and nothing else', async () => {
    const things = someone();
    const [todo, other] = [await things.todo(), await things.todo()];
    const copy = await new Device(things).readAll();
    await things.user.patch(`${things.root}/todos/${todo.id}`, { title: 'Feed the cat' }).expect(200);
    const { body } = await things.user.get(`${things.root}/sync?since=${copy.revision}`).expect(200);
    expect(body.todos).toEqual([{ ...todo, title: 'Feed the cat', version: 2, updatedAt: body.todos[0].updatedAt, deletedAt: null, deletedWith: null }]); // prettier-ignore
    expect([body.projects, body.sections, body.labels, body.filters, body.gone, body.more, body.reset]).toEqual([[], [], [], [], [], false, false]); // prettier-ignore
    expect(other.id).not.toBe(body.todos[0].id);
  });

  it('has subtasks that went along, and the whole list when it got new positions', async () => {
    const things = someone();
    const { id: projectId } = await things.project();
    const parent = await things.todo();
    const part = await things.todo({ parentId: parent.id });
    const copy = await new Device(things).readAll();
    await things.user.post(`${things.root}/todos/${parent.id}/move`, { projectId }).expect(200);
    await copy.readAll();
    expect(copy.view().todos.find(({ id }) => id === part.id)).toMatchObject({ projectId, parentId: parent.id });

    // The keys of two neighbours between which there is no room left.
    const [first, last] = [await things.todo(), await things.todo()];
    for (const [id, position] of [[first.id, `a0${'V'.repeat(190)}`], [last.id, `a0${'V'.repeat(190)}1`]]) // prettier-ignore
      await query('UPDATE todos SET position = $3, revision = revision WHERE user_id = $1 AND id = $2', [things.user.id, id, position]); // prettier-ignore
    const between = await new Device(things).readAll();
    for (let n = 0; n < 12; n++) await things.todo({ title: `between ${n}`, afterId: first.id });
    await between.readAll();
    expect(between.view().todos.find(({ id }) => id === first.id)!.position.length).toBeLessThan(100);
    expect(between.view()).toEqual(await listed(things));
  });

  it('has what goes to Trash and comes back, with what went along', async () => {
    const things = someone();
    const { id: projectId } = await things.project();
    const { id: sectionId } = await things.section(projectId);
    const { id: labelId } = await things.label();
    const { id: filterId } = await things.filter();
    const todo = await things.todo({ projectId, sectionId, labelIds: [labelId] });
    await things.todo({ parentId: todo.id });
    const copy = await new Device(things).readAll();
    const { root, user } = things;
    const containers = [`labels/${labelId}`, `filters/${filterId}`, `sections/${sectionId}`, `projects/${projectId}`];
    for (const path of [`todos/${todo.id}`, ...containers]) {
      await user.delete(`${root}/${path}`);
      await copy.readAll();
      expect(copy.view()).toEqual(await listed(things));
      expect(copy.view().trash).toHaveLength(1);
      await user.post(`${root}/trash/${path.split('/')[1]}/restore`).expect(200);
      await copy.readAll();
      expect(copy.view()).toEqual(await listed(things));
      expect(copy.view().trash).toHaveLength(0);
    }
  });

  it('has projects, sections and filters that got new positions', async () => {
    const things = someone();
    const { id: projectId } = await things.project({ name: 'first' });
    await things.project({ name: 'second' });
    const { id: sectionId } = await things.section(projectId, { name: 'first' });
    await things.section(projectId, { name: 'second' });
    const { id: filterId } = await things.filter({ name: 'first' });
    await things.filter({ name: 'second' });
    const copy = await new Device(things).readAll();
    // Between two neighbours of the same key there is no room.
    for (const table of ['projects', 'sections', 'filters'])
      await query(`UPDATE ${table} SET position = $2 WHERE user_id = $1`, [things.user.id, `a0${'V'.repeat(190)}`]);
    await things.project({ name: 'between', afterId: projectId });
    await things.section(projectId, { name: 'between', afterId: sectionId });
    await things.filter({ name: 'between', afterId: filterId });
    await copy.readAll();
    expect(copy.view()).toEqual(await listed(things));
  });

  it('comes in pages in which something that changes meanwhile comes again', async () => {
    const things = someone();
    const todos = [];
    for (let n = 0; n < 7; n++) todos.push(await things.todo({ title: `todo ${n}` }));
    const copy = new Device(things);
    await copy.readPage(3);
    await things.user.patch(`${things.root}/todos/${todos[0]!.id}`, { title: 'changed' }).expect(200);
    await things.user.delete(`${things.root}/todos/${todos[1]!.id}`).expect(204);
    await things.user.delete(`${things.root}/trash/${todos[1]!.id}`).expect(204);
    await copy.readAll(3);
    expect(copy.view()).toEqual(await listed(things));
    expect(copy.resets).toBe(0);
  });

  it('says of what stops belonging to a copy while its pages are read that it is gone', async () => {
    const things = someone();
    const { id } = await things.todo();
    const path = `${things.root}/todos/${id}`;
    await things.user.patch(path, { completed: true }).expect(200);
    await query(`UPDATE todos SET completed_at = completed_at - interval '31 days' WHERE user_id = $1`, [things.user.id]); // prettier-ignore
    const changeId = randomUUID();
    await things.user.patch(path, { completed: false }).set('change-id', changeId).expect(200);
    await things.todo();
    const copy = new Device(things);
    await copy.readPage(2);
    expect(copy.view().todos.map((todo) => todo.id)).toEqual([id]);
    // It was completed over 30 days ago again.
    await things.undo(changeId);
    await copy.readAll(2);
    expect(copy.all).toEqual((await new Device(things).readAll()).all);
  });

  it('keeps its pages small where notes are long, and in the order of ids, so that they compress well', async () => {
    const things = someone();
    for (let n = 0; n < 60; n++) await things.todo({ title: `todo ${n}`, notes: 'x'.repeat(20_000) });
    const reading = jest.spyOn(stack.app.get(FeedRepository), 'read');
    const { body } = await things.user.get(`${things.root}/sync`).expect(200);
    expect([body.more, body.todos.length]).toEqual([true, 50]);
    const ids = (body.todos as { id: string }[]).map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
    const read = await reading.mock.results[0]!.value;
    expect(read.entries.filter(({ todo }: FeedEntry) => todo)).toHaveLength(50);
    reading.mockRestore();
    expect((await new Device(things).readAll()).view().todos).toHaveLength(60);
  });

  it('leaves out what was completed or deleted long ago, and says that it is gone when it changes', async () => {
    const things = someone();
    const [done, deleted, open] = [await things.todo(), await things.todo(), await things.todo()];
    await things.user.patch(`${things.root}/todos/${done.id}`, { completed: true }).expect(200);
    await things.user.delete(`${things.root}/todos/${deleted.id}`).expect(204);
    const copy = await new Device(things).readAll();
    expect(copy.all).toHaveLength(4);
    await query(`UPDATE todos SET completed_at = completed_at - interval '31 days', deleted_at = deleted_at - interval '31 days' WHERE user_id = $1`, [things.user.id]); // prettier-ignore
    expect((await new Device(things).readAll()).view().todos.map(({ id }) => id)).toEqual([open.id]);
    await things.user.patch(`${things.root}/todos/${done.id}`, { title: 'Long done' }).expect(200);
    const { body } = await things.user.get(`${things.root}/sync?since=${copy.revision}`).expect(200);
    expect([body.todos, body.gone]).toEqual([[], [{ entity: 'todo', id: done.id }]]);
  });

  it('has all of Trash: also what was completed long ago and deleted lately', async () => {
    const things = someone();
    const { id } = await things.todo();
    await things.user.patch(`${things.root}/todos/${id}`, { completed: true }).expect(200);
    await query(`UPDATE todos SET completed_at = completed_at - interval '31 days' WHERE user_id = $1`, [things.user.id]); // prettier-ignore
    const copy = await new Device(things).readAll();
    await things.user.delete(`${things.root}/todos/${id}`).expect(204);
    const { body } = await things.user.get(`${things.root}/sync?since=${copy.revision}`).expect(200);
    expect([body.todos, body.gone]).toMatchObject([[{ id, deletedWith: id }], []]);
    expect((await new Device(things).readAll()).all).toEqual((await copy.readAll()).all);
  });

  it('begins anew for a copy that missed what is not remembered any more, or is ahead of the database', async () => {
    const things = someone();
    const { id } = await things.todo();
    const copy = await new Device(things).readAll();
    const later = await new Device(things).readAll();
    await things.user.delete(`${things.root}/todos/${id}`).expect(204);
    await things.user.delete(`${things.root}/trash/${id}`).expect(204);
    await query(`UPDATE gone SET at = at - interval '91 days' WHERE user_id = $1`, [things.user.id]);
    await later.readAll();
    await stack.app.get(PurgeService).purge();
    expect(await query('SELECT FROM gone WHERE user_id = $1', [things.user.id])).toEqual([]);
    await later.readAll();
    await copy.readAll();
    expect([later.resets, copy.resets]).toEqual([0, 1]);
    expect([copy.view(), later.view()]).toEqual([await listed(things), await listed(things)]);

    copy.revision = '999';
    await copy.readAll();
    expect(copy.resets).toBe(2);
  });

  it.each([
    ['', 'since'],
    ['-1', 'since'],
    ['01', 'since'],
    ['9223372036854775808', 'since'],
    ['x', 'since'],
    [Buffer.from('sync\t1 1 1 x 0').toString('base64url'), 'since'],
  ])('refuses %j', async (since, field) => {
    const things = someone();
    const { body } = await things.user.get(`${things.root}/sync?since=${encodeURIComponent(since)}`).expect(422);
    expect(Object.keys(body.fields)).toEqual([field]);
  });

  it('has each change at the revision that its answer names, and not before', async () => {
    const things = someone();
    const { root, user } = things;
    const copy = await new Device(things).readAll();
    const idsSince = async (since: bigint) =>
      ((await user.get(`${root}/sync?since=${since}`).expect(200)).body.todos as { id: string }[]).map(({ id }) => id);
    const changeId = randomUUID();
    const named: bigint[] = [BigInt(copy.revision)];
    const make = async (request: ReturnType<typeof user.post>) => {
      const answer = await request.expect(({ status }) => expect(status).toBeLessThan(300));
      const revision = BigInt(answer.get('revision')!);
      expect(revision).toBeGreaterThan(named.at(-1)!);
      named.push(revision);
      expect((await new Device(things).readAll()).revision).toBe(String(revision));
      return answer.body as { id: string };
    };
    const { id } = await make(user.post(`${root}/todos`, { title: 'one' }).set('change-id', changeId));
    const other = await make(user.post(`${root}/todos`, { title: 'two' }).set('change-id', changeId));
    await make(user.patch(`${root}/todos/${id}`, { completed: true }));
    await make(user.delete(`${root}/todos?status=completed`));
    await make(user.post(`${root}/trash/${id}/restore`));
    // Of two steps, each with a revision of its own.
    await make(user.post(`${root}/changes/${changeId}/undo`));
    const send = () => user.patch(`${root}/todos/${other.id}`, { title: 'x' }).set('idempotency-key', changeId);
    await user.post(`${root}/trash/${other.id}/restore`);
    const first = BigInt((await send().expect(200)).get('revision')!);
    expect([await idsSince(first - 1n), await idsSince(first)]).toEqual([[other.id], []]);
    // Sent again, it is the revision of then or a later one, which there is.
    const again = BigInt((await send().expect(200)).get('revision')!);
    expect(again).toBeGreaterThanOrEqual(first);
    expect((await new Device(things).readAll()).revision).toBe(String(again));
  });

  it('tells nobody of what is another person’s', async () => {
    const [ada, grace] = [someone(), someone()];
    await ada.todo({ id: uuidV7() });
    await grace.user.get(`${ada.root}/sync`).expect(403);
    expect((await new Device(grace).readAll()).all).toHaveLength(1);
  });
});
