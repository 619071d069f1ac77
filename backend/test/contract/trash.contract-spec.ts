import { v7 as uuidV7 } from 'uuid';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { Things } from '../support/things.js';
import type { TodoUser } from '../support/todo-user.js';

let stack: FakeStack;
let ada: TodoUser;
let things: Things;
let trash: string;

beforeAll(async () => {
  stack = await startFakeStack();
});
beforeEach(() => {
  ada = stack.newUser();
  things = new Things(ada);
  trash = `${things.root}/trash`;
});
afterAll(() => stack.close());

const remove = (path: string) => ada.delete(`${things.root}/${path}`);
const restore = (id: string) => ada.post(`${trash}/${id}/restore`);
const entries = async () => (await ada.get(trash).expect(200)).body.items as { title: string; todos: number }[];
const titles = async () => (await entries()).map(({ title }) => title);

describe('Trash', () => {
  it('lists what was deleted by itself, the newest first, with how many todos went along', async () => {
    const home = await things.project();
    const inHome = await things.todo({ projectId: home.id });
    await things.todo({ parentId: inHome.id });
    const section = await things.section((await things.project()).id);
    const label = await things.label();
    const filter = await things.filter();
    const todo = await things.todo();
    await things.todo({ parentId: todo.id });
    await remove(`todos/${todo.id}`).expect(204);
    await remove(`labels/${label.id}`).expect(200);
    await remove(`filters/${filter.id}`).expect(200);
    await remove(`sections/${section.id}`).expect(200);
    await remove(`projects/${home.id}`).expect(200);
    expect((await entries()).map((entry) => ({ ...entry, deletedAt: undefined }))).toEqual([
      { id: home.id, entity: 'project', title: 'Home', todos: 2 },
      { id: section.id, entity: 'section', title: 'This week', todos: 0 },
      { id: filter.id, entity: 'filter', title: 'Calls', todos: 0 },
      { id: label.id, entity: 'label', title: 'waiting', todos: 0 },
      { id: todo.id, entity: 'todo', title: 'Water the ferns', todos: 1 },
    ]);
  });

  it('goes on after the cursor, to the end and no further', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await remove(`labels/${(await things.label({ name })).id}`).expect(200);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = (await ada.get(`${trash}?limit=2${cursor}`).expect(200)).body;
      seen.push(...page.items.map(({ title }: { title: string }) => title));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(seen).toEqual(['e', 'd', 'c', 'b', 'a']);
    for (const wrong of ['cursor=x', 'limit=0', 'limit=201', 'status=all'])
      await ada.get(`${trash}?${wrong}`).expect(422);
  });

  it('shows nobody else’s', async () => {
    const eve = new Things(stack.newUser());
    const { id } = await eve.label();
    await eve.user.delete(`${eve.root}/labels/${id}`).expect(200);
    expect(await entries()).toEqual([]);
    expect((await restore(id).expect(404)).body.error_code).toBe('TRASHED_NOT_FOUND');
    expect((await ada.delete(`${trash}/${id}`).expect(404)).body.error_code).toBe('TRASHED_NOT_FOUND');
  });
});

describe('Restoring', () => {
  it('brings a project back as it was, with everything that went along and nothing else', async () => {
    const home = await things.project();
    const below = await things.project({ name: 'Below', parentId: home.id });
    const section = await things.section(home.id);
    await things.todo({ title: 'last', projectId: home.id });
    const parent = await things.todo({ title: 'parent', projectId: home.id, sectionId: section.id });
    await things.todo({ title: 'child', parentId: parent.id });
    await things.todo({ title: 'below', projectId: below.id });
    const before = [await things.outline(), await things.todosOf(home.id), await things.todosOf(below.id)];
    const single = await things.todo({ title: 'deleted before', projectId: home.id });
    await remove(`todos/${single.id}`).expect(204);
    await remove(`projects/${home.id}`).expect(200);
    expect((await restore(home.id).expect(200)).body).toEqual({ entity: 'project', id: home.id });
    expect(await titles()).toEqual(['deleted before']);
    await ada.delete(`${trash}/${single.id}`).expect(204);
    expect([await things.outline(), await things.todosOf(home.id), await things.todosOf(below.id)]).toEqual(before);
  });

  it('answers what is not deleted as restored, and what never was as not found', async () => {
    const label = await things.label();
    const todo = await things.todo();
    expect((await restore(label.id).expect(200)).body).toEqual({ entity: 'label', id: label.id });
    expect((await restore(todo.id).expect(200)).body).toEqual({ entity: 'todo', id: todo.id });
    const filter = await things.filter();
    expect((await restore(filter.id).expect(200)).body).toEqual({ entity: 'filter', id: filter.id });
    for (const id of [uuidV7(), 'nonsense'])
      expect((await restore(id).expect(404)).body.error_code).toBe('TRASHED_NOT_FOUND');
  });

  it('knows nothing of what went along with something', async () => {
    const home = await things.project();
    const todo = await things.todo({ projectId: home.id });
    await remove(`projects/${home.id}`).expect(200);
    expect((await restore(todo.id).expect(404)).body.error_code).toBe('TRASHED_NOT_FOUND');
  });

  it('puts a project at the top whose parent is not there any more', async () => {
    const home = await things.project();
    const below = await things.project({ name: 'Below', parentId: home.id });
    await remove(`projects/${below.id}`).expect(200);
    await remove(`projects/${home.id}`).expect(200);
    await restore(below.id).expect(200);
    expect(await things.tree()).toEqual(['Below']);
    await restore(home.id).expect(200);
    expect((await things.tree()).toSorted()).toEqual(['Below', 'Home']);
  });

  it('puts a todo into the Inbox whose project is not there, and outside of a section that is not', async () => {
    const home = await things.project();
    const section = await things.section(home.id);
    const a = await things.todo({ title: 'a', projectId: home.id, sectionId: section.id });
    const b = await things.todo({ title: 'b', projectId: home.id, sectionId: section.id });
    await things.todo({ title: 'below b', parentId: b.id });
    for (const { id } of [a, b]) await remove(`todos/${id}`).expect(204);
    await remove(`sections/${section.id}`).expect(200);
    await restore(a.id).expect(200);
    expect(await things.todosOf(home.id)).toMatchObject([{ title: 'a', sectionId: null }]);
    await remove(`projects/${home.id}`).expect(200);
    await restore(b.id).expect(200);
    expect(await things.titlesOf('inbox')).toEqual(['b', 'below b']);
  });

  it('puts a subtask beside where its parent was', async () => {
    const parent = await things.todo({ title: 'parent' });
    const child = await things.todo({ title: 'child', parentId: parent.id });
    await remove(`todos/${child.id}`).expect(204);
    await remove(`todos/${parent.id}`).expect(204);
    await restore(child.id).expect(200);
    expect(await things.todosOf('inbox')).toMatchObject([{ title: 'child', parentId: null }]);
  });

  it('puts a section into the Inbox whose project is not there, with its todos', async () => {
    const home = await things.project();
    const section = await things.section(home.id);
    const todo = await things.todo({ projectId: home.id, sectionId: section.id });
    await remove(`sections/${section.id}`).expect(200);
    await remove(`projects/${home.id}`).expect(200);
    await restore(section.id).expect(200);
    const inbox = await things.inbox();
    expect((await things.outline()).sections).toMatchObject([{ id: section.id, projectId: inbox }]);
    expect(await things.todosOf(inbox)).toMatchObject([{ id: todo.id, projectId: inbox, sectionId: section.id }]);
  });

  it('is a change that can be undone', async () => {
    const { id } = await things.label();
    await remove(`labels/${id}`).expect(200);
    const changeId = await things.changeId(restore(id));
    await things.undo(changeId).expect(200);
    expect(await titles()).toEqual(['waiting']);
  });
});

describe('Deleting for good', () => {
  it('takes what went along, and leaves the rest', async () => {
    const home = await things.project();
    await things.todo({ projectId: home.id });
    const label = await things.label();
    const todo = await things.todo({ labelIds: [label.id] });
    await remove(`projects/${home.id}`).expect(200);
    await remove(`labels/${label.id}`).expect(200);
    await ada.delete(`${trash}/${home.id}`).expect(204);
    expect(await titles()).toEqual(['waiting']);
    await ada.delete(`${trash}/${home.id}`).expect(404);
    await ada.delete(`${trash}/${todo.id}`).expect(404);
    await ada.delete(`${trash}/${label.id}`).expect(204);
    expect(await titles()).toEqual([]);
    expect(await things.titlesOf('inbox')).toEqual([todo.title]);
  });

  it('of all empties Trash, and says how much went', async () => {
    const home = await things.project();
    await things.section(home.id);
    await things.todo({ projectId: home.id });
    await remove(`projects/${home.id}`).expect(200);
    await remove(`labels/${(await things.label()).id}`).expect(200);
    await remove(`filters/${(await things.filter()).id}`).expect(200);
    const eve = new Things(stack.newUser());
    await eve.user.delete(`${eve.root}/labels/${(await eve.label()).id}`).expect(200);
    await things.todo({ title: 'stays' });
    expect((await ada.delete(trash).expect(200)).body).toEqual({ count: 5 });
    expect((await ada.delete(trash).expect(200)).body).toEqual({ count: 0 });
    expect(await entries()).toEqual([]);
    expect(await things.titlesOf('inbox')).toEqual(['stays']);
    expect((await eve.user.get(`${eve.root}/trash`).expect(200)).body.items).toMatchObject([{ title: 'waiting' }]);
  });

  it('of thousands goes piece by piece', async () => {
    await stack.app.get((await import('typeorm')).DataSource).query(
      `INSERT INTO labels (user_id, id, name, deleted_at, deleted_with)
         SELECT $1, id, 'l', now(), id FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, 1200)) AS ids`,
      [ada.id],
    );
    expect((await ada.delete(trash).expect(200)).body).toEqual({ count: 1_200 });
  });

  it('is what undo cannot take back, and says so', async () => {
    const { id } = await things.label();
    const renamed = await things.changeId(ada.patch(`${things.root}/labels/${id}`, { name: 'x' }));
    const deleted = await things.changeId(remove(`labels/${id}`));
    await ada.delete(trash).expect(200);
    for (const changeId of [renamed, deleted]) {
      const { body } = await things.undo(changeId).expect(409);
      expect(body).toMatchObject({ error_code: 'UNDO_REFUSED', detail: expect.stringContaining('for good') });
      expect(body.conflicts).toMatchObject([{ entity: 'label', entityId: id, title: '' }]);
    }
  });
});
