import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { Things } from '../support/things.js';
import type { TodoUser } from '../support/todo-user.js';

let stack: FakeStack;
let ada: TodoUser;
let things: Things;
let projects: string;

beforeAll(async () => {
  stack = await startFakeStack();
});
beforeEach(() => {
  ada = stack.newUser();
  things = new Things(ada);
  projects = `${things.root}/projects`;
});
afterAll(() => stack.close());

describe('Adding a project', () => {
  it('gives it, trimmed and last in its list, under a change that is named', async () => {
    await things.project({ name: 'First' });
    const answer = await ada.post(projects, { name: '  Home \n', colour: 'green', layout: 'board' }).expect(201);
    expect(answer.body).toMatchObject({
      name: 'Home',
      colour: 'green',
      layout: 'board',
      inbox: false,
      favourite: false,
      archived: false,
      parentId: null,
      version: 1,
    });
    expect(answer.get('change-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await things.tree()).toEqual(['First', 'Home']);
  });

  it('repeated is the same project, also once it was edited', async () => {
    const id = uuidV7();
    const first = await things.project({ id });
    expect(await things.project({ id })).toEqual(first);
    const edited = (await ada.patch(`${projects}/${id}`, { name: 'House' }).expect(200)).body;
    expect(await things.project({ id })).toEqual(edited);
    expect(await things.tree()).toEqual(['House']);
  });

  it('with another body under a used id is refused, also once it was deleted', async () => {
    const { id } = await things.project({ id: uuidV7() });
    expect((await ada.post(projects, { id, name: 'Other' }).expect(409)).body.error_code).toBe('ID_TAKEN');
    await ada.delete(`${projects}/${id}`).expect(200);
    expect((await ada.post(projects, { id, name: 'Home' }).expect(409)).body.detail).toContain('deleted');
  });

  it('stands where it is asked to', async () => {
    const a = await things.project({ name: 'a' });
    const b = await things.project({ name: 'b', beforeId: a.id });
    await things.project({ name: 'c', afterId: b.id });
    await things.project({ name: 'below', parentId: b.id });
    expect(await things.tree()).toEqual(['b', '  below', 'c', 'a']);
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(121) }, 'name'],
    [{ name: 'x', colour: 'mauve' }, 'colour'],
    [{ name: 'x', layout: 'grid' }, 'layout'],
    [{ name: 'x', favourite: 1 }, 'favourite'],
    [{ name: 'x', id: uuidV4() }, 'id'],
    [{ name: 'x', parentId: 'inbox' }, 'parentId'],
    [{ name: 'x', parentId: uuidV7() }, 'parentId'],
    [{ name: 'x', beforeId: uuidV7() }, 'beforeId'],
    [{ name: 'x', afterId: uuidV7() }, 'afterId'],
    [{ name: 'x', beforeId: uuidV7(), afterId: uuidV7() }, 'afterId'],
    [{ name: 'x', inbox: true }, 'inbox'],
  ])('refuses %j', async (body, field) => {
    const answer = await ada.post(projects, body).expect(422);
    expect(Object.keys(answer.body.fields)).toEqual([field]);
    expect(await things.tree()).toEqual([]);
  });

  it('refuses a Change-Id that is no UUID', async () => {
    const answer = await ada.post(projects, { name: 'x' }).set('change-id', 'mine').expect(422);
    expect(Object.keys(answer.body.fields)).toEqual(['Change-Id']);
  });

  it('ends at 500, and at 8 levels', async () => {
    await stack.app.get((await import('typeorm')).DataSource).query(
      `INSERT INTO projects (user_id, id, name, position)
         SELECT $1, gen_random_uuid(), 'p', 'a' || n FROM generate_series(1, 498) n`,
      [ada.id],
    );
    await things.project({ name: 'the 500th, with the Inbox' });
    const answer = await ada.post(projects, { name: 'x' }).expect(409);
    expect(answer.body).toMatchObject({ error_code: 'LIMIT_REACHED', detail: expect.stringContaining('500') });

    const eve = new Things(stack.newUser());
    let parentId: string | null = null;
    for (let depth = 1; depth <= 8; depth++) parentId = (await eve.project({ name: `${depth}`, parentId })).id;
    const deeper = await eve.user.post(`${eve.root}/projects`, { name: '9', parentId }).expect(409);
    expect(deeper.body.error_code).toBe('LIMIT_REACHED');
  });
});

describe('Changing a project', () => {
  it('touches the given fields alone', async () => {
    const { id } = await things.project({ colour: 'green' });
    const fields = { name: 'House', favourite: true, archived: true, layout: 'board' };
    const { body } = await ada.patch(`${projects}/${id}`, fields).expect(200);
    expect(body).toMatchObject({ ...fields, colour: 'green', version: 2 });
    expect((await things.outline()).projects[1]).toEqual(body);
  });

  it('to what it is already changes nothing', async () => {
    const project = await things.project();
    expect((await ada.patch(`${projects}/${project.id}`, { name: 'Home' }).expect(200)).body).toEqual(project);
  });

  it('merges different fields, and refuses the same one with both values', async () => {
    const { id } = await things.project();
    await ada.patch(`${projects}/${id}`, { name: 'House', version: 1 }).expect(200);
    await ada.patch(`${projects}/${id}`, { colour: 'red', version: 1 }).expect(200);
    const answer = await ada.patch(`${projects}/${id}`, { name: 'Flat', favourite: true, version: 1 }).expect(409);
    expect(answer.body).toMatchObject({
      error_code: 'CONFLICT',
      conflicts: [{ entity: 'project', entityId: id, title: 'House', field: 'name', mine: 'Flat', theirs: 'House' }],
    });
    expect((await things.outline()).projects[1]).toMatchObject({ name: 'House', colour: 'red', favourite: false });
  });

  it('of nothing is refused, and of what is not there is 404', async () => {
    const { id } = await things.project();
    expect(Object.keys((await ada.patch(`${projects}/${id}`, {}).expect(422)).body.fields)).toEqual(['body']);
    for (const other of [uuidV7(), 'nonsense', 'inbox', '%00']) {
      const answer = await ada.patch(`${projects}/${other}`, { name: 'x' });
      expect([answer.status, answer.body.error_code]).toEqual([404, 'PROJECT_NOT_FOUND']);
    }
  });
});

describe('The Inbox', () => {
  it('is there from the first look on, once, and first', async () => {
    await Promise.all(Array.from({ length: 10 }, () => things.outline()));
    await things.project();
    const { projects: all } = await things.outline();
    expect(all.map(({ name, inbox }) => [name, inbox])).toEqual([
      ['Inbox', true],
      ['Home', false],
    ]);
  });

  it('stays as it is, but for its looks', async () => {
    const id = await things.inbox();
    const other = await things.project();
    const refused = [
      ada.patch(`${projects}/${id}`, { name: 'x' }),
      ada.patch(`${projects}/${id}`, { archived: true }),
      ada.post(`${projects}/${id}/move`, { parentId: other.id }),
      ada.delete(`${projects}/${id}`),
    ];
    for (const request of refused) expect((await request.expect(409)).body.error_code).toBe('INBOX_STAYS');
    await ada.patch(`${projects}/${id}`, { layout: 'board', colour: 'red', favourite: true }).expect(200);
  });

  it('has nothing below it and nothing before it', async () => {
    const id = await things.inbox();
    const other = await things.project();
    const move = (body: object) => ada.post(`${projects}/${other.id}/move`, body).expect(422);
    expect(Object.keys((await move({ parentId: id })).body.fields)).toEqual(['parentId']);
    expect(Object.keys((await move({ beforeId: id })).body.fields)).toEqual(['beforeId']);
  });
});

describe('Moving a project', () => {
  it('changes its place among the others, and its parent', async () => {
    const [a, b, c] = [
      await things.project({ name: 'a' }),
      await things.project({ name: 'b' }),
      await things.project({ name: 'c' }),
    ];
    const move = (id: string, body: object) => ada.post(`${projects}/${id}/move`, body).expect(200);
    await move(c.id, { beforeId: a.id });
    expect(await things.tree()).toEqual(['c', 'a', 'b']);
    expect((await move(a.id, { parentId: b.id })).body).toMatchObject({ parentId: b.id, version: 2 });
    expect(await things.tree()).toEqual(['c', 'b', '  a']);
    await move(a.id, { parentId: null, beforeId: null, afterId: null });
    expect(await things.tree()).toEqual(['c', 'b', 'a']);
    await move(a.id, { afterId: await things.inbox() });
    expect(await things.tree()).toEqual(['a', 'c', 'b']);
  });

  it('to where it stands changes nothing', async () => {
    const a = await things.project({ name: 'a' });
    const b = await things.project({ name: 'b' });
    const answer = await ada.post(`${projects}/${b.id}/move`, { afterId: a.id }).expect(200);
    expect(answer.body).toEqual(b);
  });

  it('never below itself, never too deep, never beside what is elsewhere', async () => {
    const a = await things.project({ name: 'a' });
    const b = await things.project({ name: 'b', parentId: a.id });
    const c = await things.project({ name: 'c', parentId: b.id });
    const fieldsOf = async (body: object) =>
      Object.keys((await ada.post(`${projects}/${a.id}/move`, body).expect(422)).body.fields);
    expect(await fieldsOf({ parentId: a.id })).toEqual(['parentId']);
    expect(await fieldsOf({ parentId: c.id })).toEqual(['parentId']);
    expect(await fieldsOf({ parentId: uuidV7() })).toEqual(['parentId']);
    expect(await fieldsOf({ afterId: b.id })).toEqual(['afterId']);
    expect(await fieldsOf({})).toEqual(['body']);
    expect(await things.tree()).toEqual(['a', '  b', '    c']);

    let parentId: string | null = null;
    for (let depth = 1; depth <= 6; depth++) parentId = (await things.project({ name: `${depth}`, parentId })).id;
    const answer = await ada.post(`${projects}/${a.id}/move`, { parentId }).expect(409);
    expect(answer.body.error_code).toBe('LIMIT_REACHED');
  });

  it('into each other at the same time: one of them, and no circle', async () => {
    const [a, b] = [await things.project({ name: 'a' }), await things.project({ name: 'b' })];
    const answers = await Promise.all([
      ada.post(`${projects}/${a.id}/move`, { parentId: b.id }),
      ada.post(`${projects}/${b.id}/move`, { parentId: a.id }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422]);
    expect((await things.tree()).length).toBe(2);
  });

  it('finds room between two however often it is asked for', async () => {
    const last = await things.project({ name: 'last' });
    const [a, b] = [await things.project({ name: 'a' }), await things.project({ name: 'b' })];
    for (let n = 0; n < 80; n++) {
      const { id } = n % 2 ? a : b;
      await ada.post(`${projects}/${id}/move`, { beforeId: (n % 2 ? b : a).id }).expect(200);
    }
    await ada.post(`${projects}/${last.id}/move`, {}).expect(422);
    expect(await things.tree()).toEqual(['last', 'a', 'b']);
  });
});

describe('Deleting a project', () => {
  it('takes what is in it and below it along, and says how much', async () => {
    const home = await things.project();
    const below = await things.project({ name: 'Below', parentId: home.id });
    const section = await things.section(home.id);
    await things.section(below.id);
    const parent = await things.todo({ projectId: home.id, sectionId: section.id });
    await things.todo({ parentId: parent.id });
    await things.todo({ projectId: below.id });
    await things.todo({ title: 'stays' });
    const contents = { todos: 3, sections: 2, projects: 1 };
    expect((await ada.get(`${projects}/${home.id}/contents`).expect(200)).body).toEqual(contents);
    expect((await ada.delete(`${projects}/${home.id}`).expect(200)).body).toEqual(contents);
    const outline = await things.outline();
    expect(outline.sections).toEqual([]);
    expect(await things.titlesOf('inbox')).toEqual(['stays']);
    expect(outline.projects).toHaveLength(1);
    for (const gone of [ada.delete(`${projects}/${home.id}`), ada.get(`${projects}/${below.id}/contents`)])
      expect((await gone.expect(404)).body.error_code).toBe('PROJECT_NOT_FOUND');
  });
});
