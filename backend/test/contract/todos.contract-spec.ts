import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import type { TodoBody, TodoUser } from '../support/todo-user.js';

let stack: FakeStack;
let ada: TodoUser;
const titles = (body: { items: TodoBody[] }) => body.items.map(({ title }) => title);

beforeAll(async () => {
  stack = await startFakeStack();
});
beforeEach(() => {
  ada = stack.newUser();
});
afterAll(() => stack.close());

describe('Creating', () => {
  it('gives the todo, trimmed, with its version as ETag', async () => {
    const answer = await ada.post(ada.todos, { title: '  Water the ferns \n', notes: ' *two* cups ' }).expect(201);
    expect(answer.body).toMatchObject({
      title: 'Water the ferns',
      notes: ' *two* cups ',
      completedAt: null,
      version: 1,
    });
    expect(answer.body.updatedAt).toBe(answer.body.createdAt);
    expect(answer.get('etag')).toBe('"1"');
  });

  it('makes a UUIDv7 when the client gives none', async () => {
    expect((await ada.has()).id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  it.each(['🌿'.repeat(500), 'a', 'x'.repeat(500), 'שלום', '\u200d', "Robert'); DROP TABLE todos;--"])(
    'keeps the title %j',
    async (title) => {
      const { id } = await ada.has({ title, notes: '\u0001\uffff🌿\r\n' });
      expect((await ada.get(`${ada.todos}/${id}`).expect(200)).body).toMatchObject({
        title,
        notes: '\u0001\uffff🌿\r\n',
      });
    },
  );

  it('repeated is the same todo, also once it has been edited', async () => {
    const id = uuidV7();
    const first = await ada.has({ id, title: 'Once', notes: 'n' });
    expect((await ada.post(ada.todos, { id, title: ' Once', notes: 'n' }).expect(201)).body).toEqual(first);
    const edited = (await ada.patch(`${ada.todos}/${id}`, { title: 'Edited' }).expect(200)).body;
    expect((await ada.post(ada.todos, { id, title: 'Once', notes: 'n' }).expect(201)).body).toEqual(edited);
    expect((await ada.get(ada.todos).expect(200)).body.items).toHaveLength(1);
  });

  it('with another body under a used id is refused', async () => {
    const { id } = await ada.has({ id: uuidV7(), title: 'Once' });
    for (const body of [{ title: 'Twice' }, { title: 'Once', notes: 'more' }]) {
      expect((await ada.post(ada.todos, { id, ...body }).expect(409)).body.error_code).toBe('TODO_ID_TAKEN');
    }
  });

  it('repeated after its todo was deleted brings nothing back', async () => {
    const { id } = await ada.has({ id: uuidV7(), title: 'Once' });
    await ada.delete(`${ada.todos}/${id}`).expect(204);
    const answer = await ada.post(ada.todos, { id, title: 'Once' }).expect(409);
    expect(answer.body.detail).toContain('deleted');
    expect((await ada.get(ada.todos).expect(200)).body.items).toEqual([]);
  });

  it('takes an id that another user has used', async () => {
    const id = uuidV7();
    await stack.newUser().has({ id, title: 'Theirs' });
    await ada.has({ id, title: 'Mine' });
    expect((await ada.get(`${ada.todos}/${id}`).expect(200)).body.title).toBe('Mine');
  });
});

describe('Listing', () => {
  it('is by creation, newest first or oldest first', async () => {
    for (const title of ['a', 'b', 'c']) await ada.has({ title });
    expect(titles((await ada.get(ada.todos).expect(200)).body)).toEqual(['c', 'b', 'a']);
    expect(titles((await ada.get(`${ada.todos}?order=oldest`).expect(200)).body)).toEqual(['a', 'b', 'c']);
  });

  it('filters by status, and leaves out what is deleted', async () => {
    await ada.has({ title: 'open' });
    await ada.has({ title: 'done', completed: true });
    const { id } = await ada.has({ title: 'gone' });
    await ada.delete(`${ada.todos}/${id}`).expect(204);
    expect(titles((await ada.get(`${ada.todos}?status=open`).expect(200)).body)).toEqual(['open']);
    expect(titles((await ada.get(`${ada.todos}?status=completed`).expect(200)).body)).toEqual(['done']);
    expect(titles((await ada.get(`${ada.todos}?status=all`).expect(200)).body)).toEqual(['done', 'open']);
  });

  it('goes on after the cursor, to the end and no further', async () => {
    for (const title of ['a', 'b', 'c', 'd']) await ada.has({ title });
    const first = (await ada.get(`${ada.todos}?limit=2`).expect(200)).body;
    const second = (await ada.get(`${ada.todos}?limit=2&cursor=${first.nextCursor}`).expect(200)).body;
    expect([titles(first), titles(second), second.nextCursor]).toEqual([['d', 'c'], ['b', 'a'], null]);
  });

  it('takes a cursor only for the list it was made for', async () => {
    for (const title of ['a', 'b']) await ada.has({ title });
    const { nextCursor } = (await ada.get(`${ada.todos}?limit=1`).expect(200)).body;
    for (const query of ['order=oldest', 'status=open']) {
      const answer = await ada.get(`${ada.todos}?${query}&cursor=${nextCursor}`).expect(422);
      expect(Object.keys(answer.body.fields)).toEqual(['cursor']);
    }
  });

  it('shows nobody else’s todos', async () => {
    await stack.newUser().has();
    expect((await ada.get(ada.todos).expect(200)).body).toEqual({ items: [], nextCursor: null });
    expect((await ada.get(`${ada.todos}/counts`).expect(200)).body).toEqual({ open: 0, completed: 0 });
  });

  it('is counted', async () => {
    await ada.has();
    await ada.has();
    await ada.has({ completed: true });
    expect((await ada.get(`${ada.todos}/counts`).expect(200)).body).toEqual({ open: 2, completed: 1 });
  });
});

describe('Changing', () => {
  it('touches the given fields alone, and goes up by one version', async () => {
    const { id, createdAt } = await ada.has({ title: 'a', notes: 'n' });
    const answer = await ada.patch(`${ada.todos}/${id}`, { title: 'b' }).expect(200);
    expect(answer.body).toMatchObject({ title: 'b', notes: 'n', completedAt: null, version: 2, createdAt });
    expect(answer.get('etag')).toBe('"2"');
    expect((await ada.patch(`${ada.todos}/${id}`, { notes: '' }).expect(200)).body).toMatchObject({
      title: 'b',
      notes: '',
    });
  });

  it('completes and reopens; completing twice keeps the first time', async () => {
    const { id } = await ada.has();
    const first = (await ada.patch(`${ada.todos}/${id}`, { completed: true }).expect(200)).body;
    expect(first.completedAt).toBe(first.updatedAt);
    const second = (await ada.patch(`${ada.todos}/${id}`, { completed: true }).expect(200)).body;
    expect(second.completedAt).toBe(first.completedAt);
    expect((await ada.patch(`${ada.todos}/${id}`, { completed: false }).expect(200)).body.completedAt).toBeNull();
  });

  it('with If-Match is refused once somebody else was first', async () => {
    const { id } = await ada.has();
    const url = `${ada.todos}/${id}`;
    await ada.patch(url, { title: 'mine' }).set('if-match', '"1"').expect(200);
    const answer = await ada.patch(url, { title: 'theirs' }).set('if-match', '"1"').expect(412);
    expect(answer.body).toMatchObject({ error_code: 'TODO_CHANGED', detail: 'It is at version 2 now.' });
    expect((await ada.get(url).expect(200)).body.title).toBe('mine');
    await ada.patch(url, { title: 'x' }).set('if-match', '"9999999999"').expect(412);
  });

  it('of nothing is refused', async () => {
    const { id } = await ada.has();
    expect(Object.keys((await ada.patch(`${ada.todos}/${id}`, {}).expect(422)).body.fields)).toEqual(['body']);
  });
});

describe('Deleting and restoring', () => {
  it('brings it back as it was, version included', async () => {
    const todo = await ada.has({ completed: true });
    const url = `${ada.todos}/${todo.id}`;
    await ada.delete(url).expect(204);
    for (const gone of [ada.get(url), ada.patch(url, { title: 'x' }), ada.delete(url)]) {
      expect((await gone.expect(404)).body.error_code).toBe('TODO_NOT_FOUND');
    }
    expect((await ada.post(`${url}/restore`).expect(200)).body).toEqual(todo);
    expect((await ada.get(url).expect(200)).body).toEqual(todo);
    expect((await ada.post(`${url}/restore`).expect(200)).body).toEqual(todo);
  });

  it('clears what is completed as a batch, and restores that batch alone', async () => {
    await ada.has({ title: 'open' });
    await ada.has({ title: 'done 1', completed: true });
    await ada.has({ title: 'done 2', completed: true });
    const single = await ada.has({ title: 'deleted alone', completed: true });
    await ada.delete(`${ada.todos}/${single.id}`).expect(204);
    const cleared = (await ada.delete(`${ada.todos}?status=completed`).expect(200)).body;
    expect(cleared.count).toBe(2);
    expect(titles((await ada.get(ada.todos).expect(200)).body)).toEqual(['open']);
    const batch = { deletedAt: cleared.deletedAt };
    expect((await stack.newUser().has()).title).toBeTruthy();
    expect((await ada.post(`${ada.todos}/restore`, batch).expect(200)).body).toEqual({ count: 2 });
    expect(titles((await ada.get(ada.todos).expect(200)).body)).toEqual(['done 2', 'done 1', 'open']);
    expect((await ada.post(`${ada.todos}/restore`, batch).expect(200)).body).toEqual({ count: 0 });
  });

  it.each(['get', 'patch', 'delete'] as const)('%s of an id that names nothing is 404', async (method) => {
    for (const id of [uuidV7(), uuidV4(), 'nonsense', '%00', '0']) {
      const answer = await ada[method](`${ada.todos}/${id}`, { title: 'x' });
      expect([answer.status, answer.body.error_code]).toEqual([404, 'TODO_NOT_FOUND']);
    }
  });
});
