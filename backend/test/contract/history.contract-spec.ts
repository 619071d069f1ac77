import { v7 as uuidV7 } from 'uuid';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { Things } from '../support/things.js';
import type { TodoUser } from '../support/todo-user.js';

let stack: FakeStack;
let ada: TodoUser;
let things: Things;

beforeAll(async () => {
  stack = await startFakeStack();
});
beforeEach(() => {
  ada = stack.newUser();
  things = new Things(ada);
});
afterAll(() => stack.close());

const edit = (path: string, body: object) => things.changeId(ada.patch(`${things.root}/${path}`, body));
const remove = (path: string) => things.changeId(ada.delete(`${things.root}/${path}`));
const move = (path: string, body: object) => things.changeId(ada.post(`${things.root}/${path}/move`, body));
const historyOf = async (entityId: string, query = '') =>
  (await ada.get(`${things.root}/history?entityId=${entityId}${query}`).expect(200)).body;
const lastChanges = async () => (await ada.get(`${things.root}/changes`).expect(200)).body.items;

describe('The history of a thing', () => {
  it('tells what was done to it, the newest first', async () => {
    const { id } = await things.project();
    const renamed = await edit(`projects/${id}`, { name: 'House', colour: 'red' });
    await things.undo(renamed).expect(200);
    await remove(`projects/${id}`);
    const { items } = await historyOf(id);
    const told = (items as Record<string, unknown>[]).map((event) => [
      event.cause,
      event.field,
      event.before,
      event.after,
    ]);
    const byField = ([, a]: unknown[], [, b]: unknown[]) => String(a).localeCompare(String(b));
    expect(told[0]).toEqual(['change', 'deleted', false, true]);
    expect(told.slice(1, 3).toSorted(byField)).toEqual([
      ['undo', 'colour', 'red', 'grey'],
      ['undo', 'name', 'House', 'Home'],
    ]);
    expect(told.slice(3, 5).toSorted(byField)).toEqual([
      ['change', 'colour', 'grey', 'red'],
      ['change', 'name', 'Home', 'House'],
    ]);
    expect(told[5]).toEqual(['change', 'created', null, true]);
    expect(items[3]).toMatchObject({ changeId: renamed, actor: ada.id, entity: 'project', entityId: id });
  });

  it('comes in pages, each event once', async () => {
    const { id } = await things.label();
    for (let n = 0; n < 6; n++) await edit(`labels/${id}`, { name: `name ${n}`, favourite: n % 2 === 0 });
    const all = (await historyOf(id)).items;
    expect(all).toHaveLength(13);
    const seen = [];
    for (let cursor = ''; ;) {
      const page = await historyOf(id, `&limit=3${cursor}`);
      seen.push(...page.items);
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(seen).toEqual(all);
  });

  it('is empty of what is somebody else’s, and takes no other cursor', async () => {
    const eve = new Things(stack.newUser());
    const { id } = await eve.label();
    expect(await historyOf(id)).toEqual({ items: [], nextCursor: null });
    const mine = await things.label();
    await edit(`labels/${mine.id}`, { colour: 'red' });
    const { nextCursor } = await historyOf(mine.id, '&limit=1');
    for (const query of [`entityId=${id}&cursor=${nextCursor}`, `entityId=${mine.id}&cursor=x`, 'entityId=x', ''])
      await ada.get(`${things.root}/history?${query}`).expect(422);
  });

  it('is left alone by what changes nothing', async () => {
    const { id } = await things.project();
    await edit(`projects/${id}`, { name: 'Home' });
    expect((await historyOf(id)).items).toHaveLength(1);
    expect(await lastChanges()).toHaveLength(1);
  });
});

describe('The last changes', () => {
  it('are named by what they changed first, without undos and redos', async () => {
    const { id } = await things.project();
    const renamed = await edit(`projects/${id}`, { name: 'House' });
    await things.undo(renamed).expect(200);
    const todo = await things.todo();
    const more = await things.todo();
    await things.changeId(
      ada.post(`${things.root}/todos/bulk`, { ids: [todo.id, more.id], priority: 1 }).set('change-id', uuidV7()),
    );
    const changes = (await lastChanges()) as Record<string, unknown>[];
    expect(changes.map(({ entity, count, undone }) => [entity, count, undone])).toEqual([
      ['todo', 2, false],
      ['todo', 1, false],
      ['todo', 1, false],
      ['project', 1, true],
      ['project', 1, false],
    ]);
    expect(changes[3]).toMatchObject({ id: renamed, title: 'House' });
    await things.redo(renamed).expect(200);
    expect((await lastChanges())[3]).toMatchObject({ id: renamed, undone: false });
  });

  it('are 50, several requests under one id being one', async () => {
    const id = uuidV7();
    const label = await things.label();
    for (let n = 0; n < 55; n++) {
      const request = ada.patch(`${things.root}/labels/${label.id}`, { name: `name ${n}` });
      await (n < 5 ? request : request.set('change-id', id)).expect(200);
    }
    expect(await lastChanges()).toHaveLength(7);
    expect((await lastChanges())[0]).toMatchObject({ id, count: 1, undone: false });
    expect((await things.undo(id).expect(200)).body).toEqual({ entities: [{ entity: 'label', id: label.id }] });
    expect((await things.outline()).labels[0]!.name).toBe('name 4');
    expect((await lastChanges())[0]).toMatchObject({ id, undone: true });
    for (let n = 0; n < 50; n++) await edit(`labels/${label.id}`, { favourite: n % 2 === 0 });
    expect(await lastChanges()).toHaveLength(50);
  });
});

describe('Undoing', () => {
  it('takes back an edit, and redoing makes it again, as often as one likes', async () => {
    const { id } = await things.project();
    const change = await edit(`projects/${id}`, { name: 'House', archived: true, layout: 'board' });
    const now = async () => {
      const { name, archived, layout } = (await things.outline()).projects[1]!;
      return [name, archived, layout];
    };
    for (let round = 0; round < 3; round++) {
      expect((await things.undo(change).expect(200)).body).toEqual({ entities: [{ entity: 'project', id }] });
      expect(await now()).toEqual(['Home', false, 'list']);
      expect((await things.redo(change).expect(200)).body.entities).toHaveLength(1);
      expect(await now()).toEqual(['House', true, 'board']);
    }
  });

  it('twice is once', async () => {
    const { id } = await things.label();
    const change = await edit(`labels/${id}`, { name: 'x' });
    expect((await things.redo(change).expect(200)).body).toEqual({ entities: [] });
    await things.undo(change).expect(200);
    expect((await things.undo(change).expect(200)).body).toEqual({ entities: [] });
    await things.redo(change).expect(200);
    expect((await things.redo(change).expect(200)).body).toEqual({ entities: [] });
    expect((await things.outline()).labels[0]!.name).toBe('x');
  });

  it('of an undo makes the change again', async () => {
    const { id } = await things.label();
    const change = await edit(`labels/${id}`, { name: 'x' });
    const undo = await things.changeId(things.undo(change));
    expect(undo).not.toBe(change);
    const redo = await things.changeId(things.undo(undo));
    expect((await things.outline()).labels[0]!.name).toBe('x');
    await things.undo(redo).expect(200);
    expect((await things.outline()).labels[0]!.name).toBe('waiting');
    await things.redo(undo).expect(200);
    expect((await things.outline()).labels[0]!.name).toBe('waiting');
  });

  it('keeps other fields that were changed since', async () => {
    const { id } = await things.project();
    const change = await edit(`projects/${id}`, { name: 'House' });
    await edit(`projects/${id}`, { colour: 'red' });
    await things.undo(change).expect(200);
    expect((await things.outline()).projects[1]).toMatchObject({ name: 'Home', colour: 'red' });
  });

  it('is refused with both values when something newer would be overwritten, and changes nothing', async () => {
    const a = await things.label({ name: 'a' });
    const b = await things.label({ name: 'b' });
    const id = uuidV7();
    for (const label of [a, b])
      await ada.patch(`${things.root}/labels/${label.id}`, { colour: 'red' }).set('change-id', id).expect(200);
    await edit(`labels/${b.id}`, { colour: 'blue' });
    const before = await things.outline();
    const { body } = await things.undo(id).expect(409);
    expect(body).toMatchObject({
      error_code: 'UNDO_REFUSED',
      conflicts: [{ entity: 'label', entityId: b.id, title: 'b', field: 'colour', mine: 'grey', theirs: 'blue' }],
    });
    expect(await things.outline()).toEqual(before);
  });

  it('works from another device, which learns of the change from the list', async () => {
    const { id } = await things.todo({ title: 'Ferns' });
    await edit(`todos/${id}`, { title: 'Water the ferns' });
    const [newest] = await lastChanges();
    expect(newest).toMatchObject({ title: 'Water the ferns', undone: false });
    await things.undo(newest.id as string).expect(200);
    expect(await things.titlesOf('inbox')).toEqual(['Ferns']);
  });

  it('puts projects and sections back where they were', async () => {
    const [a, b, c] = [
      await things.project({ name: 'a' }),
      await things.project({ name: 'b' }),
      await things.project({ name: 'c' }),
    ];
    const section = await things.section(a.id, { name: 'first' });
    await things.section(a.id, { name: 'second' });
    const moves = [
      await move(`projects/${b.id}`, { parentId: c.id }),
      await move(`projects/${a.id}`, { afterId: c.id }),
      await move(`sections/${section.id}`, { afterId: null, beforeId: null }),
    ];
    expect([await things.tree(), await things.sectionNames()]).toEqual([
      ['c', '  b', 'a'],
      ['second', 'first'],
    ]);
    for (const change of moves.toReversed()) await things.undo(change).expect(200);
    expect([await things.tree(), await things.sectionNames()]).toEqual([
      ['a', 'b', 'c'],
      ['first', 'second'],
    ]);
  });

  it('of a move is refused when it was moved again, or would stand below itself', async () => {
    const a = await things.project({ name: 'a' });
    const b = await things.project({ name: 'b', parentId: a.id });
    const toTop = await move(`projects/${b.id}`, { parentId: null });
    const below = await move(`projects/${a.id}`, { parentId: b.id });
    const circle = (await things.undo(toTop).expect(409)).body;
    expect(circle.conflicts).toMatchObject([{ entityId: b.id, field: 'place', mine: { parentId: a.id } }]);
    // Before b it might be given the very key it had, and there would be nothing to refuse.
    await move(`projects/${a.id}`, { parentId: null, afterId: b.id });
    expect((await things.undo(below).expect(409)).body.conflicts).toMatchObject([{ entityId: a.id, field: 'place' }]);
    expect(await things.tree()).toEqual(['b', 'a']);
  });

  it('of a deletion brings all of it back, and of a creation moves it to Trash', async () => {
    const home = await things.project();
    const section = await things.section(home.id);
    await things.todo({ projectId: home.id, sectionId: section.id });
    const before = [await things.outline(), await things.todosOf(home.id)];
    const change = await remove(`projects/${home.id}`);
    expect((await things.undo(change).expect(200)).body).toEqual({ entities: [{ entity: 'project', id: home.id }] });
    expect([await things.outline(), await things.todosOf(home.id)]).toEqual(before);
    await things.redo(change).expect(200);
    expect((await things.outline()).projects).toMatchObject([{ inbox: true }]);
    await ada.get(`${things.root}/projects/${home.id}/todos`).expect(404);

    const created = await things.changeId(ada.post(`${things.root}/labels`, { name: 'x' }), 201);
    await things.undo(created).expect(200);
    expect((await things.outline()).labels).toEqual([]);
    await things.redo(created).expect(200);
    expect((await things.outline()).labels).toMatchObject([{ name: 'x' }]);
  });

  it('of a whole request that made and filled a project takes all of it, and gives all of it back', async () => {
    const todo = await things.todo({ title: 'first' });
    const id = uuidV7();
    const send = (path: string, body: object, status: number) =>
      ada.post(`${things.root}/${path}`, body).set('change-id', id).expect(status);
    const home = (await send('projects', { name: 'Home' }, 201)).body.id as string;
    const section = (await send('sections', { projectId: home, name: 's' }, 201)).body.id as string;
    await send(`todos/${todo.id}/move`, { projectId: home, sectionId: section }, 200);
    await send('todos', { title: 'second', parentId: todo.id }, 201);
    const filled = [await things.tree(), await things.titlesOf(home), await things.titlesOf('inbox')];
    expect(filled).toEqual([['Home'], ['first', 'second'], []]);
    await things.undo(id).expect(200);
    expect([await things.tree(), await things.titlesOf('inbox')]).toEqual([[], ['first']]);
    await things.redo(id).expect(200);
    expect([await things.tree(), await things.titlesOf(home), await things.titlesOf('inbox')]).toEqual(filled);
  });

  it('of a rename is refused when another label has the name by now', async () => {
    const { id } = await things.label({ name: 'old' });
    const change = await edit(`labels/${id}`, { name: 'new' });
    await things.label({ name: 'OLD' });
    expect((await things.undo(change).expect(409)).body.error_code).toBe('NAME_TAKEN');
  });

  it('of what is in Trash along with something else is refused', async () => {
    const home = await things.project();
    const section = await things.section(home.id);
    const deleted = await remove(`sections/${section.id}`);
    await ada.post(`${things.root}/trash/${section.id}/restore`).expect(200);
    await remove(`projects/${home.id}`);
    const { body } = await things.undo(deleted).expect(409);
    expect(body.conflicts).toMatchObject([{ entityId: section.id, field: 'deleted', mine: false, theirs: true }]);
  });

  it('of what is no change is 404', async () => {
    const eve = new Things(stack.newUser());
    const theirs = await eve.changeId(eve.user.post(`${eve.root}/labels`, { name: 'x' }), 201);
    for (const id of [uuidV7(), 'nonsense', theirs])
      for (const request of [things.undo(id), things.redo(id)])
        expect((await request.expect(404)).body.error_code).toBe('CHANGE_NOT_FOUND');
  });

  it('at the same time from many devices takes it back once', async () => {
    const { id } = await things.label();
    const change = await edit(`labels/${id}`, { name: 'x' });
    const undone = await Promise.all(Array.from({ length: 10 }, () => things.undo(change).expect(200)));
    expect(undone.filter(({ body }) => body.entities.length > 0)).toHaveLength(1);
    const mixed = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? things.undo(change) : things.redo(change)).expect(200)),
    );
    const did = mixed.filter(({ body }) => body.entities.length > 0).length;
    // It began undone: an odd number of turns leaves it made, an even one undone.
    expect((await things.outline()).labels[0]!.name).toBe(did % 2 ? 'x' : 'waiting');
    expect((await historyOf(id)).items).toHaveLength(3 + did);
  });
});
