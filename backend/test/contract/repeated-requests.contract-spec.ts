import { randomUUID } from 'node:crypto';
import type supertest from 'supertest';
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

type Method = 'post' | 'patch' | 'delete';
type Request = [method: Method, path: string, body?: object];

/** Sends a request under names of its own. @returns what sends the very same one again, as a device does whose answer was lost */
async function sendAsDevice([method, path, body]: Request, changeId = randomUUID()) {
  const key = randomUUID();
  const again = (): supertest.Test =>
    ada[method](`${root}/${path}`, body).set('change-id', changeId).set('idempotency-key', key);
  const first = await again();
  expect([200, 201, 204]).toContain(first.status);
  return { again, changeId, first };
}

const read = async (id: string) => (await ada.get(`${root}/todos/${id}`).expect(200)).body.todo as Todo;
const historyOf = async (id: string) =>
  (await ada.get(`${root}/history?entityId=${id}`).expect(200)).body.items as { changeId: string; field: string }[];
const trashed = async () =>
  ((await ada.get(`${root}/trash`).expect(200)).body.items as { id: string }[]).map(({ id }) => id);
const bulk = (ids: string[], edit: object): Request => ['post', 'todos/bulk', { ids, ...edit }];

describe('A change of fields that is sent again', () => {
  it.each([
    ['with the version it was first sent with', 1],
    ['with the version there is by now', 3],
    ['without a version', undefined],
  ])('leaves what another device wrote meanwhile, and is answered with it: %s', async (_how, version) => {
    const { id } = await things.todo({ title: 'a' });
    const [changeId, key] = [randomUUID(), randomUUID()];
    const send = (seen?: number) =>
      ada
        .patch(`${root}/todos/${id}`, { title: 'mine', version: seen })
        .set('change-id', changeId)
        .set('idempotency-key', key);
    expect((await send(1).expect(200)).body).toMatchObject({ title: 'mine', version: 2 });
    await ada.patch(`${root}/todos/${id}`, { title: 'theirs' }).expect(200);
    const theirs = await read(id);
    expect((await send(version).expect(200)).body).toEqual(theirs);
    expect(await read(id)).toEqual(theirs);
  });

  it('is one line of the history, and undone once', async () => {
    const { id } = await things.todo({ title: 'a' });
    const { again, changeId } = await sendAsDevice(['patch', `todos/${id}`, { title: 'b', version: 1 }]);
    for (let time = 0; time < 3; time++) await again().expect(200);
    expect((await historyOf(id)).map((event) => event.field)).toEqual(['title', 'created']);
    expect((await things.undo(changeId).expect(200)).body.entities).toEqual([{ entity: 'todo', id }]);
    expect((await read(id)).title).toBe('a');
    // What was taken back is not made again by an answer that was lost.
    expect((await again().expect(200)).body.title).toBe('a');
    expect((await things.redo(changeId).expect(200)).body.entities).toHaveLength(1);
    expect((await read(id)).title).toBe('b');
  });

  it('is none when it is another one of the same change: a field that stays open goes to and fro', async () => {
    const { id } = await things.todo({ notes: '' });
    const changeId = randomUUID();
    const saves = [];
    for (const [index, notes] of ['a', 'b', 'a', 'b'].entries()) {
      const save = await sendAsDevice(['patch', `todos/${id}`, { notes, version: index + 1 }], changeId);
      expect(save.first.body).toMatchObject({ notes, version: index + 2 });
      saves.push(save);
    }
    for (const { again } of saves) expect((await again().expect(200)).body).toMatchObject({ notes: 'b', version: 5 });
    await things.undo(changeId).expect(200);
    expect((await read(id)).notes).toBe('');
  });

  it('is carried out when it was refused before', async () => {
    const { id } = await things.todo({ title: 'a' });
    await ada.patch(`${root}/todos/${id}`, { title: 'theirs' }).expect(200);
    const [changeId, key] = [randomUUID(), randomUUID()];
    const send = (version: number) =>
      ada
        .patch(`${root}/todos/${id}`, { title: 'mine', version })
        .set('change-id', changeId)
        .set('idempotency-key', key);
    await send(1).expect(409);
    await send(1).expect(409);
    expect((await send(2).expect(200)).body.title).toBe('mine');
  });

  it('that changed nothing the first time changes nothing later either', async () => {
    const { id } = await things.todo();
    await ada.patch(`${root}/todos/${id}`, { completed: true }).expect(200);
    const { again } = await sendAsDevice(['patch', `todos/${id}`, { completed: true }]);
    await ada.patch(`${root}/todos/${id}`, { completed: false }).expect(200);
    expect((await again().expect(200)).body.completedAt).toBeNull();
    expect((await historyOf(id)).map((event) => event.field)).toEqual(['completedAt', 'completedAt', 'created']);
    const changes = (await ada.get(`${root}/changes`).expect(200)).body.items as unknown[];
    expect(changes).toHaveLength(3);
  });

  it('that changed nothing is no part of what its change tells and takes back', async () => {
    const { id } = await things.todo({ title: 'a' });
    const { changeId } = await sendAsDevice(['patch', `todos/${id}`, { title: 'a' }]);
    const listed = async () => (await ada.get(`${root}/changes`).expect(200)).body.items as { id: string }[];
    expect((await listed()).map((change) => change.id)).not.toContain(changeId);
    await sendAsDevice(['patch', `todos/${id}`, { title: 'b' }], changeId);
    expect((await listed())[0]).toMatchObject({ id: changeId, entity: 'todo', title: 'b', count: 1 });
    expect((await things.undo(changeId).expect(200)).body.entities).toEqual([{ entity: 'todo', id }]);
    expect((await read(id)).title).toBe('a');
  });

  it('is known by its key alone, which then names the change', async () => {
    const { id } = await things.todo({ title: 'a' });
    const key = randomUUID();
    const send = () => ada.patch(`${root}/todos/${id}`, { title: 'mine' }).set('idempotency-key', key).expect(200);
    expect((await send()).get('change-id')).toBe(key);
    await ada.patch(`${root}/todos/${id}`, { title: 'theirs' }).expect(200);
    expect((await send()).body.title).toBe('theirs');
    await things.undo(key).expect(409);
  });

  it('is nobody else’s under the same names', async () => {
    const eve = new Things(stack.newUser());
    const [mine, theirs] = [await things.todo(), await eve.todo()];
    const [changeId, key] = [randomUUID(), randomUUID()];
    for (const [{ user }, { id }] of [[things, mine], [eve, theirs]] as const) // prettier-ignore
      await user.patch(`${user.todos}/${id}`, { title: 'x' }).set('change-id', changeId).set('idempotency-key', key).expect(200); // prettier-ignore
    expect([(await read(mine.id)).title, (await eve.todosOf('inbox'))[0]!.title]).toEqual(['x', 'x']);
  });

  it('is 404 once the todo is gone, and 422 under a key that is no UUID', async () => {
    const { id } = await things.todo();
    const { again } = await sendAsDevice(['patch', `todos/${id}`, { title: 'x' }]);
    await ada.delete(`${root}/todos/${id}`).expect(204);
    await again().expect(404);
    const { body } = await ada.patch(`${root}/todos/${id}`, { title: 'x' }).set('idempotency-key', 'x').expect(422);
    expect(Object.keys(body.fields)).toEqual(['Idempotency-Key']);
  });

  it('waits for the one that is still under way', async () => {
    const { id } = await things.todo();
    const [changeId, key] = [randomUUID(), randomUUID()];
    const send = () => ada.delete(`${root}/todos/${id}`).set('change-id', changeId).set('idempotency-key', key);
    await Promise.all(Array.from({ length: 5 }, async () => send().expect(204)));
    expect(await historyOf(id)).toHaveLength(2);
  });
});

describe('What is sent again leaves what another device did meanwhile', () => {
  it.each([true, false])('completed: %s', async (completed) => {
    const top = await things.todo();
    const part = await things.todo({ parentId: top.id });
    const id = completed ? top.id : part.id;
    if (!completed) await ada.patch(`${root}/todos/${top.id}`, { completed: true }).expect(200);
    const { again } = await sendAsDevice(['patch', `todos/${id}`, { completed }]);
    await ada.patch(`${root}/todos/${id}`, { completed: !completed }).expect(200);
    const now = [await read(top.id), await read(part.id)];
    expect((await again().expect(200)).body).toEqual(now.find((todo) => todo.id === id));
    expect([await read(top.id), await read(part.id)]).toEqual(now);
  });

  it('labels of a todo', async () => {
    const [{ id: one }, { id: other }] = [await things.label({ name: 'a' }), await things.label({ name: 'b' })];
    const { id } = await things.todo();
    const { again } = await sendAsDevice(['patch', `todos/${id}`, { labelIds: [one], version: 1 }]);
    await ada.patch(`${root}/todos/${id}`, { labelIds: [other], version: 2 }).expect(200);
    expect((await again().expect(200)).body.labelIds).toEqual([other]);
  });

  it('a move', async () => {
    const [home, work] = [await things.project({ name: 'Home' }), await things.project({ name: 'Work' })];
    const { id } = await things.todo();
    const { again } = await sendAsDevice(['post', `todos/${id}/move`, { projectId: home.id }]);
    await ada.post(`${root}/todos/${id}/move`, { projectId: work.id }).expect(200);
    expect((await again().expect(200)).body.projectId).toBe(work.id);
    await ada.delete(`${root}/projects/${home.id}`).expect(200);
    expect((await again().expect(200)).body.projectId).toBe(work.id);
  });

  it.each([
    ['fields', { priority: 1 }, { priority: 2 }],
    ['completed', { completed: true }, { completed: false }],
  ])('a bulk change of %s, answered without what is gone', async (_what, mine, theirs) => {
    const ids = [(await things.todo()).id, (await things.todo()).id, (await things.todo()).id];
    const { again } = await sendAsDevice(bulk(ids, mine));
    await ada.post(`${root}/todos/bulk`, { ids: ids.slice(0, 2), ...theirs }).expect(200);
    await ada.delete(`${root}/todos/${ids[2]}`).expect(204);
    const now = [await read(ids[0]!), await read(ids[1]!)];
    expect((await again().expect(200)).body.items).toEqual(now);
    expect([await read(ids[0]!), await read(ids[1]!)]).toEqual(now);
  });

  it('labels and places of many', async () => {
    const { id: label } = await things.label();
    const home = await things.project();
    const ids = [(await things.todo()).id, (await things.todo()).id];
    const labelled = await sendAsDevice(bulk(ids, { addLabelIds: [label] }));
    const moved = await sendAsDevice(bulk(ids, { place: { projectId: home.id } }));
    await ada.post(`${root}/todos/bulk`, { ids, removeLabelIds: [label] }).expect(200);
    await ada.post(`${root}/todos/bulk`, { ids, place: { projectId: await things.inbox() } }).expect(200);
    for (const { again } of [labelled, moved])
      expect((await again().expect(200)).body.items).toEqual([await read(ids[0]!), await read(ids[1]!)]);
    expect((await read(ids[0]!)).labelIds).toEqual([]);
    expect(await things.todosOf(home.id)).toEqual([]);
  });

  it('a deletion of one and of many, which was taken back', async () => {
    const ids = [(await things.todo()).id, (await things.todo()).id, (await things.todo()).id];
    const one = await sendAsDevice(['delete', `todos/${ids[0]}`]);
    const many = await sendAsDevice(bulk(ids.slice(1), { deleted: true }));
    // Still in Trash, it is answered as the first time.
    await one.again().expect(204);
    expect((await many.again().expect(200)).body).toEqual({ items: [] });
    for (const id of ids) await ada.post(`${root}/trash/${id}/restore`).expect(200);
    await one.again().expect(204);
    expect((await many.again().expect(200)).body).toEqual({ items: [] });
    expect(await trashed()).toEqual([]);
  });

  it('a restoring, which was deleted again', async () => {
    const { id } = await things.todo();
    await ada.delete(`${root}/todos/${id}`).expect(204);
    const { again, first } = await sendAsDevice(['post', `trash/${id}/restore`]);
    await ada.delete(`${root}/todos/${id}`).expect(204);
    expect((await again().expect(200)).body).toEqual(first.body);
    expect(await trashed()).toEqual([id]);
    await ada.delete(`${root}/trash/${id}`).expect(204);
    await again().expect(404);
  });

  it('clearing what is completed', async () => {
    const done = await ada.has({ completed: true });
    const { again, first } = await sendAsDevice(['delete', 'todos?status=completed']);
    expect(first.body).toEqual({ count: 1 });
    const later = await ada.has({ completed: true });
    expect((await again().expect(200)).body).toEqual({ count: 0 });
    expect(await trashed()).toEqual([done.id]);
    expect((await read(later.id)).completedAt).not.toBeNull();
  });

  it.each(['undo', 'redo'] as const)('%s', async (way) => {
    const { id } = await things.todo({ title: 'a' });
    const { changeId } = await sendAsDevice(['patch', `todos/${id}`, { title: 'b' }]);
    if (way === 'redo') await things.undo(changeId).expect(200);
    const { again, first } = await sendAsDevice(['post', `changes/${changeId}/${way}`]);
    expect(first.body.entities).toHaveLength(1);
    await things[way === 'undo' ? 'redo' : 'undo'](changeId).expect(200);
    const now = await read(id);
    expect((await again().expect(200)).body).toEqual({ entities: [] });
    expect(await read(id)).toEqual(now);
  });

  it('an undo of what was undone already, also once that was made again', async () => {
    const { id } = await things.todo({ title: 'a' });
    const { changeId } = await sendAsDevice(['patch', `todos/${id}`, { title: 'b' }]);
    await things.undo(changeId).expect(200);
    const { again } = await sendAsDevice(['post', `changes/${changeId}/undo`]);
    await things.redo(changeId).expect(200);
    await again().expect(200);
    expect((await read(id)).title).toBe('b');
    await things.undo(changeId).expect(200);
    expect((await read(id)).title).toBe('a');
  });
});

describe('Projects, sections, labels and filters', () => {
  it.each(['projects', 'sections', 'labels', 'filters'] as const)(
    '%s keep a name that another device gave them',
    async (kind) => {
      const id = await makeOne(kind);
      const { again } = await sendAsDevice(['patch', `${kind}/${id}`, { name: 'Mine', version: 1 }]);
      await ada.patch(`${root}/${kind}/${id}`, { name: 'Theirs' }).expect(200);
      expect((await again().expect(200)).body).toMatchObject({ name: 'Theirs', version: 3 });
    },
  );

  it.each(['projects', 'sections', 'labels', 'filters'] as const)(
    '%s stay where they were restored to',
    async (kind) => {
      const id = await makeOne(kind);
      const { again } = await sendAsDevice(['delete', `${kind}/${id}`]);
      expect((await again().expect(200)).body).toEqual({ todos: 0, sections: 0, projects: 0 });
      await ada.post(`${root}/trash/${id}/restore`).expect(200);
      expect((await again().expect(200)).body).toEqual({ todos: 0, sections: 0, projects: 0 });
      expect(await trashed()).toEqual([]);
    },
  );

  it('stay where another device put them', async () => {
    const [a, b, c] = [
      await things.project({ name: 'a' }),
      await things.project({ name: 'b' }),
      await things.project({ name: 'c' }),
    ];
    const [first, second] = [
      await things.section(a.id, { name: 'first' }),
      await things.section(a.id, { name: 'second' }),
    ];
    const projects = await sendAsDevice(['post', `projects/${c.id}/move`, { parentId: a.id }]);
    const sections = await sendAsDevice(['post', `sections/${second.id}/move`, { beforeId: first.id }]);
    const [one, other] = [await things.filter({ name: 'one' }), await things.filter({ name: 'other' })];
    const filters = await sendAsDevice(['post', `filters/${other.id}/move`, { beforeId: one.id }]);
    await ada.post(`${root}/filters/${other.id}/move`, { afterId: one.id }).expect(200);
    await ada.post(`${root}/projects/${c.id}/move`, { parentId: b.id }).expect(200);
    await ada.post(`${root}/sections/${second.id}/move`, { afterId: first.id }).expect(200);
    expect((await projects.again().expect(200)).body.parentId).toBe(b.id);
    await sections.again().expect(200);
    await filters.again().expect(200);
    expect(await things.filterNames()).toEqual(['one', 'other']);
    expect([await things.tree(), await things.sectionNames()]).toEqual([
      ['a', 'b', '  c'],
      ['first', 'second'],
    ]);
  });

  async function makeOne(kind: 'projects' | 'sections' | 'labels' | 'filters'): Promise<string> {
    if (kind === 'projects') return (await things.project()).id;
    if (kind === 'labels') return (await things.label()).id;
    if (kind === 'filters') return (await things.filter()).id;
    return (await things.section((await things.project()).id)).id;
  }
});

describe('A create that is sent again', () => {
  it.each([
    ['a todo', 'todos', 'todos', (id: string) => ({ id, title: 'a' })],
    ['a project', 'projects', 'projects', (id: string) => ({ id, name: 'a' })],
    ['a label', 'labels', 'labels', (id: string) => ({ id, name: 'a' })],
    ['a filter', 'filters', 'filters', (id: string) => ({ id, name: 'a', query: 'p1' })],
  ])('brings nothing back that was deleted for good: %s', async (_what, path, deleted, bodyOf) => {
    const id = uuidV7();
    const { again } = await sendAsDevice(['post', path, bodyOf(id)]);
    await ada.delete(`${root}/${deleted}/${id}`);
    await ada.delete(`${root}/trash/${id}`);
    expect(await trashed()).not.toContain(id);
    expect((await again().expect(409)).body.error_code).toBe('ID_TAKEN');
  });
});
