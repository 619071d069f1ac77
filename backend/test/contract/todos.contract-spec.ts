import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { Things } from '../support/things.js';
import type { TodoBody, TodoUser } from '../support/todo-user.js';

let stack: FakeStack;
let ada: TodoUser;
let things: Things;
const read = async (id: string) => (await ada.get(`${ada.todos}/${id}`).expect(200)).body.todo as TodoBody;

beforeAll(async () => {
  stack = await startFakeStack();
});
beforeEach(() => {
  ada = stack.newUser();
  things = new Things(ada);
});
afterAll(() => stack.close());

describe('Creating', () => {
  it('gives the todo, trimmed, in the Inbox, under a change that is named', async () => {
    const answer = await ada.post(ada.todos, { title: '  Water the ferns \n', notes: ' *two* cups ' }).expect(201);
    expect(answer.body).toMatchObject({
      title: 'Water the ferns',
      notes: ' *two* cups ',
      completedAt: null,
      priority: 4,
      due: null,
      projectId: await things.inbox(),
      sectionId: null,
      parentId: null,
      labelIds: [],
      version: 1,
    });
    expect(answer.body.updatedAt).toBe(answer.body.createdAt);
    expect(answer.get('change-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('takes everything at once, and puts it where it is to be', async () => {
    const { id: projectId } = await things.project();
    const { id: sectionId } = await things.section(projectId);
    const labels = [(await things.label({ name: 'a' })).id, (await things.label({ name: 'b' })).id];
    const first = await ada.has({ projectId, sectionId });
    const fields = { priority: 1, due: '2028-02-29', projectId, sectionId, afterId: first.id };
    const todo = await ada.has({ ...fields, labelIds: labels.map((id) => id.toUpperCase()).toReversed() });
    expect(todo).toMatchObject({ priority: 1, due: '2028-02-29', projectId, sectionId, labelIds: labels.toSorted() });
    expect(await read(todo.id)).toEqual(todo);
    const child = await ada.has({ parentId: todo.id });
    expect(child).toMatchObject({ projectId, sectionId, parentId: todo.id });
    expect((await things.todosOf(projectId)).map(({ id }) => id)).toEqual([first.id, todo.id, child.id]);
  });

  it('makes a UUIDv7 when the client gives none', async () => {
    expect((await ada.has()).id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  it.each(['🌿'.repeat(500), 'a', 'x'.repeat(500), 'שלום', '👩\u200d🌾', "Robert'); DROP TABLE todos;--"])(
    'keeps the title %j',
    async (title) => {
      const { id } = await ada.has({ title, notes: '\u0001\uffff🌿\r\n' });
      expect(await read(id)).toMatchObject({ title, notes: '\u0001\uffff🌿\r\n' });
    },
  );

  it('repeated is the same todo, also once it has been edited', async () => {
    const body = { id: uuidV7(), title: 'Once', notes: 'n', priority: 2 };
    const first = await ada.has(body);
    expect((await ada.post(ada.todos, { ...body, title: ' Once', due: null }).expect(201)).body).toEqual(first);
    const edited = (await ada.patch(`${ada.todos}/${body.id}`, { title: 'Edited' }).expect(200)).body;
    expect((await ada.post(ada.todos, body).expect(201)).body).toEqual(edited);
    expect((await ada.get(ada.todos).expect(200)).body.items).toHaveLength(1);
  });

  it('with another body under a used id is refused', async () => {
    const body = { id: uuidV7(), title: 'Once' };
    await ada.has(body);
    const { id: projectId } = await things.project();
    const others = [{ title: 'Twice' }, { notes: 'more' }, { priority: 1 }, { due: '2026-11-21' }, { projectId }];
    for (const other of others)
      expect((await ada.post(ada.todos, { ...body, ...other }).expect(409)).body.error_code).toBe('ID_TAKEN');
  });

  it('repeated after its todo was deleted brings nothing back', async () => {
    const { id } = await ada.has({ id: uuidV7(), title: 'Once' });
    await ada.delete(`${ada.todos}/${id}`).expect(204);
    const answer = await ada.post(ada.todos, { id, title: 'Once' }).expect(409);
    expect(answer.body).toMatchObject({ error_code: 'ID_TAKEN', detail: expect.stringContaining('deleted') });
    expect((await ada.get(ada.todos).expect(200)).body.items).toEqual([]);
  });

  it('takes an id that another user has used', async () => {
    const id = uuidV7();
    await stack.newUser().has({ id, title: 'Theirs' });
    await ada.has({ id, title: 'Mine' });
    expect((await read(id)).title).toBe('Mine');
  });
});

describe('Changing', () => {
  it('touches the given fields alone, and goes up by one version', async () => {
    const { id, createdAt } = await ada.has({ title: 'a', notes: 'n' });
    const changed = (await ada.patch(`${ada.todos}/${id}`, { title: 'b', due: '2026-11-21' }).expect(200)).body;
    expect(changed).toMatchObject({
      title: 'b',
      notes: 'n',
      due: '2026-11-21',
      completedAt: null,
      version: 2,
      createdAt,
    });
    expect((await ada.patch(`${ada.todos}/${id}`, { notes: '', due: null }).expect(200)).body).toMatchObject({
      title: 'b',
      notes: '',
      due: null,
      version: 3,
    });
  });

  it('to what is so already changes nothing', async () => {
    const todo = await ada.has({ title: 'a', priority: 2 });
    const same = { title: 'a', notes: '', completed: false, priority: 2, due: null, labelIds: [] };
    expect((await ada.patch(`${ada.todos}/${todo.id}`, same).expect(200)).body).toEqual(todo);
  });

  it('completes and reopens; completing twice keeps the first time', async () => {
    const { id } = await ada.has();
    const first = (await ada.patch(`${ada.todos}/${id}`, { completed: true }).expect(200)).body;
    expect(first.completedAt).toBe(first.updatedAt);
    expect((await ada.patch(`${ada.todos}/${id}`, { completed: true }).expect(200)).body).toEqual(first);
    expect((await ada.patch(`${ada.todos}/${id}`, { completed: false }).expect(200)).body.completedAt).toBeNull();
  });

  it('completes what is below with it, and reopens what is above', async () => {
    const top = await ada.has({ title: 'top' });
    const middle = await ada.has({ title: 'middle', parentId: top.id });
    const leaf = await ada.has({ title: 'leaf', parentId: middle.id });
    const other = await ada.has({ title: 'other', parentId: top.id });
    await ada.patch(`${ada.todos}/${top.id}`, { completed: true }).expect(200);
    for (const { id } of [middle, leaf, other]) expect((await read(id)).completedAt).not.toBeNull();
    await ada.patch(`${ada.todos}/${leaf.id}`, { completed: false }).expect(200);
    for (const { id } of [top, middle, leaf]) expect((await read(id)).completedAt).toBeNull();
    expect((await read(other.id)).completedAt).not.toBeNull();
  });

  it('of nothing is refused', async () => {
    const { id } = await ada.has();
    for (const body of [{}, { version: 1 }])
      expect(Object.keys((await ada.patch(`${ada.todos}/${id}`, body).expect(422)).body.fields)).toEqual(['body']);
  });

  it('merges different fields, and refuses the same one with both values', async () => {
    const { id } = await ada.has({ title: 'a' });
    const url = `${ada.todos}/${id}`;
    await ada.patch(url, { title: 'theirs', version: 1 }).expect(200);
    expect((await ada.patch(url, { notes: 'mine', version: 1 }).expect(200)).body).toMatchObject({
      title: 'theirs',
      notes: 'mine',
      version: 3,
    });
    const answer = await ada.patch(url, { title: 'mine', priority: 1, version: 1 }).expect(409);
    expect(answer.body).toMatchObject({
      error_code: 'CONFLICT',
      conflicts: [{ entity: 'todo', entityId: id, title: 'theirs', field: 'title', mine: 'mine', theirs: 'theirs' }],
    });
    expect(await read(id)).toMatchObject({ title: 'theirs', priority: 4 });
    await ada.patch(url, { title: 'theirs', version: 1 }).expect(200);
    expect((await ada.patch(url, { title: 'last' }).expect(200)).body.title).toBe('last');
  });

  it('keeps a completion that somebody else made apart from the other fields', async () => {
    const { id } = await ada.has();
    const url = `${ada.todos}/${id}`;
    await ada.patch(url, { completed: true }).expect(200);
    await ada.patch(url, { completed: false }).expect(200);
    const { body } = await ada.patch(url, { completed: true, version: 1 }).expect(409);
    expect(body.conflicts).toMatchObject([{ field: 'completed', mine: true, theirs: false }]);
    await ada.patch(url, { title: 'x', version: 1 }).expect(200);
  });
});

describe('Deleting', () => {
  it('takes the subtasks along, and answers as if they had never been', async () => {
    const top = await ada.has();
    const child = await ada.has({ parentId: top.id });
    await ada.delete(`${ada.todos}/${top.id}`).expect(204);
    for (const { id } of [top, child]) {
      const url = `${ada.todos}/${id}`;
      const calls = [
        ada.get(url),
        ada.patch(url, { title: 'x' }),
        ada.delete(url),
        ada.post(`${url}/move`, { parentId: null }),
      ];
      for (const call of calls) expect((await call.expect(404)).body.error_code).toBe('TODO_NOT_FOUND');
    }
    await ada.post(`${things.root}/trash/${top.id}/restore`).expect(200);
    expect([await read(top.id), await read(child.id)]).toEqual([top, child]);
  });

  it('of what is completed clears all of it, undone as one', async () => {
    await ada.has({ title: 'open' });
    const done = [await ada.has({ completed: true }), await ada.has({ completed: true })];
    const top = await ada.has({ title: 'with a part' });
    const part = await ada.has({ parentId: top.id });
    await ada.patch(`${ada.todos}/${top.id}`, { completed: true }).expect(200);
    const answer = await ada.delete(`${ada.todos}?status=completed`).expect(200);
    expect(answer.body).toEqual({ count: 4 });
    expect((await ada.get(ada.todos).expect(200)).body.items).toHaveLength(1);
    await ada.post(`${things.root}/changes/${answer.get('change-id')}/undo`).expect(200);
    for (const { id } of [...done, top, part]) expect((await read(id)).completedAt).not.toBeNull();
  });

  it.each(['get', 'patch', 'delete'] as const)('%s of an id that names nothing is 404', async (method) => {
    for (const id of [uuidV7(), uuidV4(), 'nonsense', '%00', '0']) {
      const answer = await ada[method](`${ada.todos}/${id}`, { title: 'x' });
      expect([answer.status, answer.body.error_code]).toEqual([404, 'TODO_NOT_FOUND']);
    }
  });
});

describe('What is somebody else’s', () => {
  let eve: Things;
  beforeEach(() => {
    eve = new Things(stack.newUser());
  });

  it('is not there in a path', async () => {
    const todo = await eve.todo();
    const project = await eve.project();
    const label = await eve.label();
    const url = `${ada.todos}/${todo.id}`;
    for (const call of [
      ada.get(url),
      ada.patch(url, { title: 'x' }),
      ada.delete(url),
      ada.post(`${url}/move`, { parentId: null }),
    ])
      expect((await call.expect(404)).body.error_code).toBe('TODO_NOT_FOUND');
    expect((await ada.get(`${things.root}/projects/${project.id}/todos`).expect(404)).body.error_code).toBe(
      'PROJECT_NOT_FOUND',
    );
    expect((await ada.get(`${things.root}/labels/${label.id}/todos`).expect(404)).body.error_code).toBe(
      'LABEL_NOT_FOUND',
    );
    expect(await eve.todosOf(await eve.inbox())).toEqual([todo]);
  });

  it('is not there in a body', async () => {
    const mine = await ada.has();
    const project = await eve.project();
    const section = await eve.section(project.id);
    const label = await eve.label();
    const todo = await eve.todo();
    const bodies = [
      { projectId: project.id },
      { sectionId: section.id },
      { parentId: todo.id },
      { beforeId: todo.id },
      { afterId: todo.id },
    ];
    for (const body of bodies) {
      const calls = [
        ada.post(ada.todos, { title: 'x', ...body }),
        ada.post(`${ada.todos}/${mine.id}/move`, body),
        ada.post(`${ada.todos}/bulk`, { ids: [mine.id], place: body }),
      ];
      for (const call of calls) expect(Object.keys((await call.expect(422)).body.fields)).toEqual(Object.keys(body));
    }
    const labelled = { labelIds: [label.id] };
    for (const call of [
      ada.post(ada.todos, { title: 'x', ...labelled }),
      ada.patch(`${ada.todos}/${mine.id}`, labelled),
    ])
      expect(Object.keys((await call.expect(422)).body.fields)).toEqual(['labelIds']);
    const adding = await ada.post(`${ada.todos}/bulk`, { ids: [mine.id], addLabelIds: [label.id] }).expect(422);
    expect(Object.keys(adding.body.fields)).toEqual(['addLabelIds']);
    const both = await ada.post(`${ada.todos}/bulk`, { ids: [mine.id, todo.id], priority: 1 }).expect(422);
    expect(both.body.failures).toEqual([{ id: todo.id, error_code: 'TODO_NOT_FOUND', message: expect.any(String) }]);
    expect(await ada.get(ada.todos).then(({ body }) => body.items)).toEqual([mine]);
    expect(await eve.todosOf(await eve.inbox())).toEqual([todo]);
  });

  it('is none of the lists, nor found', async () => {
    await eve.todo();
    expect((await ada.get(ada.todos).expect(200)).body).toEqual({ items: [], nextCursor: null });
    expect((await ada.get(`${ada.todos}/search?q=ferns`).expect(200)).body.items).toEqual([]);
    expect((await ada.get(`${things.root}/projects/inbox/todos`).expect(200)).body.items).toEqual([]);
  });
});
