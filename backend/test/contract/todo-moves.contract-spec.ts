import { DataSource } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { Things } from '../support/things.js';
import type { TodoBody, TodoUser } from '../support/todo-user.js';

let stack: FakeStack;
let ada: TodoUser;
let things: Things;
let projectId: string;
let byTitle: Map<string, string>;
const id = (title: string) => byTitle.get(title)!;
const move = (title: string, place: object) => ada.post(`${ada.todos}/${id(title)}/move`, place);
const bulk = (titles: string[], edit: object) => ada.post(`${ada.todos}/bulk`, { ids: titles.map(id), ...edit });
const order = () => things.titlesOf(projectId);
const read = async (title: string) => (await ada.get(`${ada.todos}/${id(title)}`).expect(200)).body.todo as TodoBody;
const refusedFields = async (request: ReturnType<typeof move>) => Object.keys((await request.expect(422)).body.fields);

async function has(...titles: string[]): Promise<void> {
  for (const title of titles.toReversed()) byTitle.set(title, (await ada.has({ title, projectId })).id);
}

async function hasBelow(parent: string, title: string): Promise<void> {
  byTitle.set(title, (await ada.has({ title, parentId: id(parent) })).id);
}

beforeAll(async () => {
  stack = await startFakeStack();
});
beforeEach(async () => {
  ada = stack.newUser();
  things = new Things(ada);
  projectId = (await things.project()).id;
  byTitle = new Map();
});
afterAll(() => stack.close());

describe('Moving', () => {
  it('puts a todo before or after another one, or first', async () => {
    await has('a', 'b', 'c');
    await move('a', { afterId: id('b') }).expect(200);
    expect(await order()).toEqual(['b', 'a', 'c']);
    await move('c', { beforeId: id('a') }).expect(200);
    expect(await order()).toEqual(['b', 'c', 'a']);
    await move('a', { beforeId: null, afterId: null }).expect(200);
    expect(await order()).toEqual(['a', 'b', 'c']);
  });

  it('to where it is changes nothing', async () => {
    await has('a', 'b', 'c');
    const before = await read('b');
    for (const place of [{ afterId: id('a') }, { beforeId: id('c') }, { projectId, afterId: id('a') }])
      expect((await move('b', place).expect(200)).body).toEqual(before);
  });

  it('into a section, another project and the Inbox takes the subtasks along', async () => {
    await has('a', 'b');
    await hasBelow('a', 'a.1');
    await hasBelow('a.1', 'a.1.1');
    const { id: sectionId } = await things.section(projectId);
    await move('a', { sectionId }).expect(200);
    for (const title of ['a', 'a.1', 'a.1.1']) expect(await read(title)).toMatchObject({ projectId, sectionId });
    expect(await order()).toEqual(['b', 'a', 'a.1', 'a.1.1']);
    const inbox = await things.inbox();
    await move('a', { projectId: inbox }).expect(200);
    for (const title of ['a', 'a.1', 'a.1.1'])
      expect(await read(title)).toMatchObject({ projectId: inbox, sectionId: null });
    expect(await read('a.1')).toMatchObject({ parentId: id('a'), version: 3 });
  });

  it('into and out of a parent', async () => {
    await has('a', 'b', 'c');
    await move('b', { parentId: id('a') }).expect(200);
    await move('c', { parentId: id('a'), afterId: id('b') }).expect(200);
    expect(await order()).toEqual(['a', 'b', 'c']);
    expect(await read('c')).toMatchObject({ parentId: id('a') });
    await move('b', { parentId: null, afterId: id('a') }).expect(200);
    expect(await order()).toEqual(['a', 'c', 'b']);
    expect(await read('b')).toMatchObject({ parentId: null });
  });

  it('out of a section, with null', async () => {
    await has('a');
    const { id: sectionId } = await things.section(projectId);
    await move('a', { sectionId }).expect(200);
    expect((await move('a', { sectionId: null }).expect(200)).body).toMatchObject({ projectId, sectionId: null });
  });

  it('below itself or its own subtask is refused', async () => {
    await has('a');
    await hasBelow('a', 'a.1');
    await hasBelow('a.1', 'a.1.1');
    for (const parent of ['a', 'a.1', 'a.1.1'])
      expect(await refusedFields(move('a', { parentId: id(parent) }))).toEqual(['parentId']);
    await move('a.1', { parentId: id('a.1') }).expect(422);
    expect(await order()).toEqual(['a', 'a.1', 'a.1.1']);
  });

  it('of an open todo below a completed one is refused, and so is adding one', async () => {
    await has('a', 'b');
    await ada.patch(`${ada.todos}/${id('b')}`, { completed: true }).expect(200);
    expect(await refusedFields(move('a', { parentId: id('b') }))).toEqual(['parentId']);
    expect(await refusedFields(ada.post(ada.todos, { title: 'x', parentId: id('b') }))).toEqual(['parentId']);
  });

  it('to a place that is none is refused, by name', async () => {
    await has('a', 'b');
    await hasBelow('b', 'b.1');
    const other = await things.project();
    const section = await things.section(other.id);
    const gone = await things.section(projectId);
    await ada.delete(`${things.root}/sections/${gone.id}`).expect(200);
    const refused: [object, string][] = [
      [{ projectId: uuidV7() }, 'projectId'],
      [{ sectionId: gone.id }, 'sectionId'],
      [{ projectId, sectionId: section.id }, 'sectionId'],
      [{ parentId: uuidV7() }, 'parentId'],
      [{ projectId: other.id, parentId: id('b') }, 'parentId'],
      [{ sectionId: section.id, parentId: id('b') }, 'parentId'],
      [{ beforeId: uuidV7() }, 'beforeId'],
      [{ afterId: id('b.1') }, 'afterId'],
      [{ afterId: id('a') }, 'afterId'],
      [{ projectId: other.id, afterId: id('b') }, 'afterId'],
      [{ beforeId: id('b'), afterId: id('b') }, 'afterId'],
      [{}, 'body'],
    ];
    for (const [place, field] of refused)
      expect([place, await refusedFields(move('a', place))]).toEqual([place, [field]]);
    expect(await order()).toEqual(['a', 'b', 'b.1']);
  });

  it('and adding stop at 500 subtasks of one todo at the top', async () => {
    await has('a', 'b', 'c');
    await hasBelow('a', 'a.1');
    const [one] = await stack.app.get(DataSource).query<{ id: string }[]>(
      `INSERT INTO todos (user_id, id, title, create_digest, project_id, parent_id, position)
       SELECT $1, gen_random_uuid(), 'Todo', '', $2, $3, 'b' || 100 + n FROM generate_series(1, 499) n RETURNING id`,
      [ada.id, projectId, id('a.1')],
    );
    const refused = [ada.post(ada.todos, { title: 'x', parentId: id('a.1') }), move('b', { parentId: id('a') })];
    for (const request of refused) expect((await request.expect(409)).body.error_code).toBe('LIMIT_REACHED');
    const { body } = await bulk(['b', 'c'], { place: { parentId: id('a.1') } }).expect(422);
    expect(body.failures.map(({ error_code }: { error_code: string }) => error_code)).toEqual(
      Array.from({ length: 2 }, () => 'LIMIT_REACHED'),
    );
    await ada.post(`${ada.todos}/${one!.id}/move`, { parentId: id('a') }).expect(200);
  });
});

describe('Changing many', () => {
  it('sets what is given, each todo once, and answers in their order', async () => {
    await has('a', 'b', 'c');
    const { id: labelId } = await things.label();
    const edit = { priority: 1, due: '2026-12-24', addLabelIds: [labelId] };
    const { body } = await bulk(['c', 'a'], edit).expect(200);
    expect(body.items.map(({ title }: TodoBody) => title)).toEqual(['c', 'a']);
    for (const todo of body.items)
      expect(todo).toMatchObject({ priority: 1, due: '2026-12-24', labelIds: [labelId], version: 2 });
    expect(await read('a')).toEqual(body.items[1]);
    expect(await read('b')).toMatchObject({ priority: 4, version: 1 });
    const removed = await bulk(['a', 'b'], { removeLabelIds: [labelId], due: null }).expect(200);
    expect(removed.body.items).toMatchObject([{ labelIds: [], version: 3 }, { version: 1 }]);
  });

  it('moves due dates onto a day or by days, and leaves their times and all else', async () => {
    await has('a', 'b', 'c');
    const dates = { start: '2026-11-01', due: '2026-11-20T09:00[Europe/Lisbon]', deadline: '2026-12-31T12:00' };
    await ada.patch(`${ada.todos}/${id('a')}`, dates).expect(200);
    await ada.patch(`${ada.todos}/${id('b')}`, { due: '2026-11-20' }).expect(200);
    const dues = async (edit: object) =>
      (await bulk(['a', 'b', 'c'], edit).expect(200)).body.items.map(({ due }: TodoBody) => due);
    expect(await dues({ moveDue: { days: -20 } })).toEqual(['2026-10-31T09:00[Europe/Lisbon]', '2026-10-31', null]);
    const onDay = ['2026-12-24T09:00[Europe/Lisbon]', '2026-12-24', '2026-12-24'];
    expect(await dues({ moveDue: { day: '2026-12-24' } })).toEqual(onDay);
    expect(await read('a')).toMatchObject({ ...dates, due: onDay[0] });
    for (const moveDue of [
      {},
      { day: '2026-02-30' },
      { days: 1.5 },
      { days: 9_999 },
      { day: '2026-12-01', days: 1 },
      'a',
      null,
    ])
      expect(Object.keys((await bulk(['a'], { moveDue }).expect(422)).body.fields)).toEqual(['moveDue']);
    const both = await bulk(['a'], { moveDue: { days: 1 }, due: null }).expect(422);
    expect(Object.keys(both.body.fields)).toEqual(['moveDue']);
  });

  it('moves a time in another zone onto the day on which it is for the person', async () => {
    await ada.patch(`${things.root}/settings`, { timeZone: 'Europe/Lisbon' }).expect(200);
    await has('a');
    await ada.patch(`${ada.todos}/${id('a')}`, { due: '2026-11-20T23:00[America/New_York]' }).expect(200);
    const { body } = await bulk(['a'], { moveDue: { day: '2026-12-24' } }).expect(200);
    expect(body.items[0].due).toBe('2026-12-23T23:00[America/New_York]');
  });

  it('completes them with their subtasks, and is undone as one', async () => {
    await has('a', 'b', 'c');
    await hasBelow('a', 'a.1');
    const changeId = uuidV7();
    const answer = await bulk(['a', 'b'], { completed: true }).set('change-id', changeId).expect(200);
    expect(answer.get('change-id')).toBe(changeId);
    expect(await order()).toEqual(['c']);
    await things.undo(changeId).expect(200);
    expect(await order()).toEqual(['a', 'a.1', 'b', 'c']);
  });

  it('moves them to one place in their order; a subtask named along with its parent stays in it', async () => {
    await has('a', 'b', 'c', 'd');
    await hasBelow('b', 'b.1');
    await bulk(['d', 'b', 'b.1'], { place: { projectId, beforeId: id('a') } }).expect(200);
    expect(await order()).toEqual(['d', 'b', 'b.1', 'a', 'c']);
    expect(await read('b.1')).toMatchObject({ parentId: id('b') });
    const { id: sectionId } = await things.section(projectId);
    const { body } = await bulk(['d', 'b', 'b.1'], { place: { sectionId } }).expect(200);
    for (const todo of body.items) expect(todo).toMatchObject({ sectionId });
    expect(await order()).toEqual(['a', 'c', 'd', 'b', 'b.1']);
  });

  it('moves and undoes hundreds as one, back to where each was', async () => {
    const titles = Array.from({ length: 120 }, (_, n) => `todo ${n}`);
    await has(...titles);
    const other = await things.project();
    const some = titles.filter((_, n) => n % 3 > 0).toReversed();
    const changeId = await things.changeId(bulk(some, { place: { projectId: other.id } }));
    expect(await things.titlesOf(other.id)).toEqual(some);
    await things.undo(changeId).expect(200);
    expect(await order()).toEqual(titles);
    await things.redo(changeId).expect(200);
    expect(await things.titlesOf(other.id)).toEqual(some);
  });

  it('deletes them, each with its subtasks', async () => {
    await has('a', 'b', 'c');
    await hasBelow('a', 'a.1');
    await hasBelow('a.1', 'a.1.1');
    const changeId = await things.changeId(bulk(['a.1.1', 'c', 'a'], { deleted: true }));
    expect(await order()).toEqual(['b']);
    await things.undo(changeId).expect(200);
    expect(await order()).toEqual(['a', 'a.1', 'a.1.1', 'b', 'c']);
  });

  it('changes nothing when one of them cannot be, and names it', async () => {
    await has('a', 'b');
    await hasBelow('a', 'a.1');
    const gone = uuidV7();
    byTitle.set('gone', gone);
    const missing = await bulk(['a', 'gone'], { priority: 1 }).expect(422);
    expect(missing.body).toMatchObject({
      error_code: 'BULK_REFUSED',
      failures: [{ id: gone, error_code: 'TODO_NOT_FOUND' }],
    });
    for (const [parent, message] of [
      ['a.1', 'A todo cannot be a part of its own subtask.'],
      ['a', 'A todo cannot be a part of itself.'],
    ] as const) {
      const circle = await bulk(['b', 'a'], { priority: 1, place: { parentId: id(parent) } }).expect(422);
      expect(circle.body.failures).toEqual([{ id: id('a'), error_code: 'VALIDATION_FAILED', message }]);
    }
    const labels = await Promise.all(Array.from({ length: 51 }, (_, n) => things.label({ name: `label ${n}` })));
    const ids = labels.map((label) => label.id);
    await bulk(['a'], { addLabelIds: ids.slice(0, 50) }).expect(200);
    const full = await bulk(['b', 'a'], { addLabelIds: ids.slice(50) }).expect(422);
    expect(full.body.failures).toMatchObject([{ id: id('a'), error_code: 'LIMIT_REACHED' }]);
    expect(await read('b')).toMatchObject({ priority: 4, labelIds: [], parentId: null });
  });

  it.each<[string, object, string]>([
    ['no ids', { ids: [], priority: 1 }, 'ids'],
    ['an id twice', { ids: [uuidV7()].flatMap((one) => [one, one]), priority: 1 }, 'ids'],
    ['an id that is none', { ids: ['1'], priority: 1 }, 'ids'],
    ['501 ids', { ids: Array.from({ length: 501 }, () => uuidV7()), priority: 1 }, 'ids'],
    ['nothing to do', { ids: [uuidV7()] }, 'body'],
    ['deletion and more', { ids: [uuidV7()], deleted: true, priority: 1 }, 'deleted'],
    ['deletion that is none', { ids: [uuidV7()], deleted: false }, 'deleted'],
    ['a place that is none', { ids: [uuidV7()], place: 'first' }, 'place'],
    ['a list as place', { ids: [uuidV7()], place: [] }, 'place'],
    ['an unknown field of a place', { ids: [uuidV7()], place: { first: true } }, 'place'],
  ])('with %s is refused', async (_name, body, field) => {
    const answer = await ada.post(`${ada.todos}/bulk`, body).expect(422);
    expect([answer.body.error_code, Object.keys(answer.body.fields)]).toEqual(['VALIDATION_FAILED', [field]]);
  });
});
