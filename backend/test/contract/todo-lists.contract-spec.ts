import { v7 as uuidV7 } from 'uuid';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { Things } from '../support/things.js';
import type { TodoBody, TodoUser } from '../support/todo-user.js';

let stack: FakeStack;
let ada: TodoUser;
let things: Things;
const titles = (body: { items: TodoBody[] }) => body.items.map(({ title }) => title);
const list = async (path: string) => (await ada.get(`${things.root}${path}`).expect(200)).body;

/** Every page of a list, each of `limit`. */
async function pages(path: string, limit: number): Promise<string[][]> {
  const seen: string[][] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: TodoBody[]; nextCursor: string | null } = await list(
      `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor && `&cursor=${cursor}`}`,
    );
    seen.push(titles(page));
    cursor = page.nextCursor;
  }
  return seen;
}

beforeAll(async () => {
  stack = await startFakeStack();
});
beforeEach(() => {
  ada = stack.newUser();
  things = new Things(ada);
});
afterAll(() => stack.close());

describe('All todos', () => {
  it('are listed by creation, newest first or oldest first', async () => {
    for (const title of ['a', 'b', 'c']) await ada.has({ title });
    expect(titles(await list('/todos'))).toEqual(['c', 'b', 'a']);
    expect(titles(await list('/todos?order=oldest'))).toEqual(['a', 'b', 'c']);
  });

  it('are filtered by status, without what is deleted', async () => {
    await ada.has({ title: 'open' });
    await ada.has({ title: 'done', completed: true });
    await ada.delete(`${ada.todos}/${(await ada.has({ title: 'gone' })).id}`).expect(204);
    expect(titles(await list('/todos?status=open'))).toEqual(['open']);
    expect(titles(await list('/todos?status=all'))).toEqual(['done', 'open']);
  });

  it('that are completed are listed by the time of it, page by page', async () => {
    const todos = [];
    for (const title of ['a', 'b', 'c']) todos.push(await ada.has({ title }));
    for (const { id } of [todos[1]!, todos[2]!, todos[0]!])
      await ada.patch(`${ada.todos}/${id}`, { completed: true }).expect(200);
    expect(await pages('/todos?status=completed', 1)).toEqual([['a'], ['c'], ['b']]);
    expect(await pages('/todos?status=completed&order=oldest', 2)).toEqual([['b', 'c'], ['a']]);
  });

  it('that have every word are listed page by page, completed ones by the time of it', async () => {
    const todos = [];
    for (const [title, notes] of [
      ['Ferns', ''],
      ['Moss', 'not FERNS, 100%'],
      ['Moss', ''],
      ['More ferns', ''],
    ])
      todos.push(await ada.has({ title: title!, notes: notes! }));
    expect(await pages('/todos?q=fern', 2)).toEqual([['More ferns', 'Moss'], ['Ferns']]);
    expect(await pages(`/todos?q=${encodeURIComponent('moss 100%')}`, 1)).toEqual([['Moss']]);
    expect(await pages('/todos?q=nothing', 1)).toEqual([[]]);
    for (const { id } of [todos[3]!, todos[0]!]) await ada.patch(`${ada.todos}/${id}`, { completed: true }).expect(200);
    expect(await pages('/todos?status=completed&q=fern', 1)).toEqual([['Ferns'], ['More ferns']]);
    expect(await pages('/todos?status=open&order=oldest&q=fern', 1)).toEqual([['Moss']]);
    await ada.get(`${ada.todos}?q=%20`).expect(422);
  });

  it('take a cursor only for the list it was made for', async () => {
    for (const title of ['a', 'b']) await ada.has({ title });
    const { nextCursor } = await list('/todos?limit=1');
    for (const query of ['todos?order=oldest&', 'todos?status=open&', 'projects/inbox/todos?']) {
      const answer = await ada.get(`${things.root}/${query}cursor=${nextCursor}`).expect(422);
      expect(Object.keys(answer.body.fields)).toEqual(['cursor']);
    }
  });
});

describe('A project', () => {
  let projectId: string;
  let sections: string[];
  beforeEach(async () => {
    projectId = (await things.project()).id;
    sections = [];
    for (const name of ['One', 'Empty', 'Two']) sections.push((await things.section(projectId, { name })).id);
    for (const title of ['b', 'a']) await ada.has({ projectId, title });
    for (const title of ['two 2', 'two 1']) await ada.has({ sectionId: sections[2], title });
    await ada.has({ sectionId: sections[0], title: 'one 1' });
  });

  it('is listed section by section, page by page, each todo once', async () => {
    const all = ['a', 'b', 'one 1', 'two 1', 'two 2'];
    for (const limit of [1, 2, 3, 5, 200])
      expect((await pages(`/projects/${projectId}/todos`, limit)).flat()).toEqual(all);
    expect(await pages(`/projects/${projectId}/todos`, 2)).toEqual([['a', 'b'], ['one 1', 'two 1'], ['two 2']]);
  });

  it('is listed in part', async () => {
    expect(await pages(`/projects/${projectId}/todos?sectionId=${sections[2]}`, 1)).toEqual([['two 1'], ['two 2']]);
    expect(titles(await list(`/projects/${projectId}/todos?sectionId=none`))).toEqual(['a', 'b']);
    expect(titles(await list(`/projects/${projectId}/todos?sectionId=${sections[1]}`))).toEqual([]);
    const answer = await ada.get(`${things.root}/projects/${projectId}/todos?sectionId=${uuidV7()}`).expect(422);
    expect(Object.keys(answer.body.fields)).toEqual(['sectionId']);
  });

  it('follows the order of its sections', async () => {
    await ada.post(`${things.root}/sections/${sections[2]}/move`, { beforeId: sections[0] }).expect(200);
    expect((await pages(`/projects/${projectId}/todos`, 2)).flat()).toEqual(['a', 'b', 'two 1', 'two 2', 'one 1']);
  });

  it('brings open subtasks at any depth right behind what they are a part of', async () => {
    const { id: parentId } = (await things.todosOf(projectId))[0]!;
    const child = await ada.has({ parentId, title: 'a.2' });
    await ada.has({ parentId, title: 'a.1' });
    await ada.has({ parentId: child.id, title: 'a.2.1' });
    await ada.has({ parentId, title: 'done', completed: true });
    expect(await pages(`/projects/${projectId}/todos`, 1)).toEqual([
      ['a', 'a.1', 'a.2', 'a.2.1'],
      ['b'],
      ['one 1'],
      ['two 1'],
      ['two 2'],
    ]);
  });

  it('that was deleted is gone with its list', async () => {
    await ada.delete(`${things.root}/projects/${projectId}`).expect(200);
    const { body } = await ada.get(`${things.root}/projects/${projectId}/todos`).expect(404);
    expect(body.error_code).toBe('PROJECT_NOT_FOUND');
  });
});

describe('The Inbox', () => {
  it('is there for somebody who never had a todo', async () => {
    expect(await list('/projects/inbox/todos')).toEqual({ items: [], nextCursor: null });
    expect((await things.outline()).projects).toMatchObject([{ inbox: true }]);
  });

  it('has what was put nowhere else, the newest first', async () => {
    for (const title of ['a', 'b', 'c']) await ada.has({ title });
    expect(await pages('/projects/inbox/todos', 2)).toEqual([['c', 'b'], ['a']]);
    expect(titles(await list(`/projects/${await things.inbox()}/todos`))).toEqual(['c', 'b', 'a']);
  });
});

describe('A label', () => {
  it('lists what is open with it, the newest first, subtasks by themselves', async () => {
    const { id } = await things.label();
    const top = await ada.has({ title: 'a', labelIds: [id] });
    await ada.has({ title: 'a.1', parentId: top.id, labelIds: [id] });
    await ada.has({ title: 'done', labelIds: [id], completed: true });
    await ada.has({ title: 'without' });
    expect(await pages(`/labels/${id}/todos`, 1)).toEqual([['a.1'], ['a']]);
    expect((await list(`/labels/${id}/todos`)).items[0].labelIds).toEqual([id]);
    await ada.delete(`${things.root}/labels/${id}`).expect(200);
    await ada.get(`${things.root}/labels/${id}/todos`).expect(404);
    expect((await list(`/todos/${top.id}`)).todo.labelIds).toEqual([]);
  });

  it('that is on nothing is an empty list, and one that is not there is none', async () => {
    const { id } = await things.label();
    expect(await list(`/labels/${id}/todos`)).toEqual({ items: [], nextCursor: null });
    await ada.get(`${things.root}/labels/${uuidV7()}/todos`).expect(404);
  });
});

describe('Searching', () => {
  beforeEach(async () => {
    await ada.has({ title: 'Water the ferns', notes: 'Two cups', completed: true });
    await ada.has({ title: 'Buy ferns' });
    await ada.has({ title: 'Ferns: water', notes: '100 % rain_water\\' });
    await ada.delete(`${ada.todos}/${(await ada.has({ title: 'ferns, gone' })).id}`).expect(204);
  });
  const find = async (q: string) => titles(await list(`/todos/search?q=${encodeURIComponent(q)}`));

  it('finds every word in title or notes, in whatever case: open ones first, then what begins so', async () => {
    expect(await find('FERNS')).toEqual(['Ferns: water', 'Buy ferns', 'Water the ferns']);
    expect(await find(' ferns  water ')).toEqual(['Ferns: water', 'Water the ferns']);
    expect(await find('cups ferns')).toEqual(['Water the ferns']);
    expect(await find('cups buy')).toEqual([]);
  });

  it.each(['100 %', '%', 'rain_water', 'r_in', '\\', "'"])('takes %j as it is', async (q) => {
    expect(await find(q)).toEqual(q === 'r_in' || q === "'" ? [] : ['Ferns: water']);
  });

  it('finds as many as are asked for', async () => {
    expect(titles(await list('/todos/search?q=ferns&limit=1'))).toEqual(['Ferns: water']);
  });
});

describe('The family of a todo', () => {
  it('is what is above it from the top down, and all below it in order, completed ones too', async () => {
    const top = await ada.has({ title: 'top' });
    const middle = await ada.has({ title: 'middle', parentId: top.id });
    const itself = await ada.has({ title: 'itself', parentId: middle.id });
    const second = await ada.has({ title: '2', parentId: itself.id });
    await ada.has({ title: '1', parentId: itself.id });
    await ada.has({ title: '2.1', parentId: itself.id, beforeId: null });
    await ada.patch(`${ada.todos}/${second.id}`, { completed: true }).expect(200);
    const family = await list(`/todos/${itself.id}`);
    expect(family.todo).toEqual(itself);
    expect(titles({ items: family.ancestors })).toEqual(['top', 'middle']);
    expect(titles({ items: family.subtasks })).toEqual(['2.1', '1', '2']);
  });
});
