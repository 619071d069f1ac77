import { v7 as uuidV7 } from 'uuid';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { Things } from '../support/things.js';
import type { TodoUser } from '../support/todo-user.js';

let stack: FakeStack;
let ada: TodoUser;
let things: Things;
let sections: string;
let labels: string;

beforeAll(async () => {
  stack = await startFakeStack();
});
beforeEach(() => {
  ada = stack.newUser();
  things = new Things(ada);
  sections = `${things.root}/sections`;
  labels = `${things.root}/labels`;
});
afterAll(() => stack.close());

describe('Sections', () => {
  it('are added last, or where they are asked to be', async () => {
    const { id: projectId } = await things.project();
    const a = await things.section(projectId, { name: ' a ' });
    expect(a).toMatchObject({ name: 'a', projectId, version: 1 });
    await things.section(projectId, { name: 'b' });
    await things.section(projectId, { name: 'c', beforeId: a.id });
    await things.section(projectId, { name: 'd', afterId: a.id });
    expect(await things.sectionNames()).toEqual(['c', 'a', 'd', 'b']);
  });

  it('are the same when added again, and refused with another body', async () => {
    const { id: projectId } = await things.project();
    const id = uuidV7();
    const first = await things.section(projectId, { id });
    expect(await things.section(projectId, { id })).toEqual(first);
    const answer = await ada.post(sections, { id, projectId, name: 'Other' }).expect(409);
    expect(answer.body.error_code).toBe('ID_TAKEN');
  });

  it('want a project that is there, and an anchor within it', async () => {
    const home = await things.project();
    const elsewhere = await things.section((await things.project()).id);
    const gone = await things.project();
    await ada.delete(`${things.root}/projects/${gone.id}`).expect(200);
    for (const [body, field] of [
      [{ projectId: uuidV7(), name: 'x' }, 'projectId'],
      [{ projectId: gone.id, name: 'x' }, 'projectId'],
      [{ name: 'x' }, 'projectId'],
      [{ projectId: home.id, name: 'x', beforeId: elsewhere.id }, 'beforeId'],
    ] as const)
      expect(Object.keys((await ada.post(sections, body).expect(422)).body.fields)).toEqual([field]);
  });

  it('end at 100 in a project', async () => {
    const { id } = await things.project();
    await stack.app.get((await import('typeorm')).DataSource).query(
      `INSERT INTO sections (user_id, id, project_id, name, position)
         SELECT $1, gen_random_uuid(), $2, 's', 'a' || n FROM generate_series(1, 100) n`,
      [ada.id, id],
    );
    const answer = await ada.post(sections, { projectId: id, name: 'x' }).expect(409);
    expect(answer.body.error_code).toBe('LIMIT_REACHED');
    await things.section((await things.project()).id);
  });

  it('are renamed, merged by version', async () => {
    const { id } = await things.section((await things.project()).id);
    expect((await ada.patch(`${sections}/${id}`, { name: 'Next', version: 1 }).expect(200)).body).toMatchObject({
      name: 'Next',
      version: 2,
    });
    const answer = await ada.patch(`${sections}/${id}`, { name: 'Later', version: 1 }).expect(409);
    expect(answer.body.conflicts).toMatchObject([{ entity: 'section', field: 'name', mine: 'Later', theirs: 'Next' }]);
    expect(Object.keys((await ada.patch(`${sections}/${id}`, {}).expect(422)).body.fields)).toEqual(['body']);
  });

  it('are moved among those of their project', async () => {
    const { id: projectId } = await things.project();
    const [a, b] = [await things.section(projectId, { name: 'a' }), await things.section(projectId, { name: 'b' })];
    await ada.post(`${sections}/${b.id}/move`, { beforeId: a.id }).expect(200);
    expect(await things.sectionNames()).toEqual(['b', 'a']);
    await ada.post(`${sections}/${b.id}/move`, { beforeId: null }).expect(200);
    expect(await things.sectionNames()).toEqual(['a', 'b']);
    const elsewhere = await things.section((await things.project()).id);
    await ada.post(`${sections}/${b.id}/move`, { afterId: elsewhere.id }).expect(422);
  });

  it('are deleted with their todos', async () => {
    const { id: projectId } = await things.project();
    const { id } = await things.section(projectId);
    const parent = await things.todo({ projectId, sectionId: id });
    await things.todo({ parentId: parent.id });
    await things.todo({ title: 'stays', projectId });
    const { body } = await ada.delete(`${sections}/${id}`).expect(200);
    expect(body).toEqual({ todos: 2, sections: 0, projects: 0 });
    expect(await things.titlesOf(projectId)).toEqual(['stays']);
    expect((await things.outline()).sections).toEqual([]);
  });

  it.each(['patch', 'delete', 'move'] as const)('%s of what is not there is 404', async (what) => {
    for (const id of [uuidV7(), 'nonsense']) {
      const url = `${sections}/${id}`;
      const request = what === 'move' ? ada.post(`${url}/move`, { beforeId: null }) : ada[what](url, { name: 'x' });
      expect((await request.expect(404)).body.error_code).toBe('SECTION_NOT_FOUND');
    }
  });
});

describe('Labels', () => {
  it('are listed by name', async () => {
    for (const name of ['b 10', 'b 9', 'Älpha']) await things.label({ name });
    const { labels: all } = await things.outline();
    expect(all.map(({ name }) => name)).toEqual(['Älpha', 'b 9', 'b 10']);
  });

  it('have names that differ, whatever the case of their letters', async () => {
    await things.label({ name: 'Äther' });
    const other = await things.label({ name: 'other' });
    for (const name of ['Äther', 'äTHER', ' äther '])
      expect((await ada.post(labels, { name }).expect(409)).body.error_code).toBe('NAME_TAKEN');
    expect((await ada.patch(`${labels}/${other.id}`, { name: 'äther' }).expect(409)).body.error_code).toBe(
      'NAME_TAKEN',
    );
    await ada.patch(`${labels}/${other.id}`, { name: 'OTHER' }).expect(200);
    await new Things(stack.newUser()).label({ name: 'Äther' });
  });

  it('give their name back when they are deleted, and take another when they return', async () => {
    const { id } = await things.label({ name: 'x'.repeat(60) });
    expect((await ada.delete(`${labels}/${id}`).expect(200)).body).toEqual({ todos: 0, sections: 0, projects: 0 });
    await things.label({ name: 'x'.repeat(60) });
    await ada.post(`${things.root}/trash/${id}/restore`).expect(200);
    const names = (await things.outline()).labels.map(({ name }) => name);
    expect(names.toSorted()).toEqual([`${'x'.repeat(58)} 2`, 'x'.repeat(60)]);
  });

  it('are the same when added again, and refused with another body', async () => {
    const id = uuidV7();
    const first = await things.label({ id });
    expect(await things.label({ id })).toEqual(first);
    expect((await ada.post(labels, { id, name: 'other' }).expect(409)).body.error_code).toBe('ID_TAKEN');
  });

  it('end at 500', async () => {
    await stack.app
      .get((await import('typeorm')).DataSource)
      .query(
        `INSERT INTO labels (user_id, id, name) SELECT $1, gen_random_uuid(), 'l' || n FROM generate_series(1, 500) n`,
        [ada.id],
      );
    expect((await ada.post(labels, { name: 'x' }).expect(409)).body.error_code).toBe('LIMIT_REACHED');
  });

  it('are changed, merged by version', async () => {
    const { id } = await things.label();
    await ada.patch(`${labels}/${id}`, { colour: 'red', version: 1 }).expect(200);
    await ada.patch(`${labels}/${id}`, { name: 'wait', version: 1 }).expect(200);
    const answer = await ada.patch(`${labels}/${id}`, { colour: 'blue', version: 1 }).expect(409);
    expect(answer.body.conflicts).toMatchObject([{ entity: 'label', title: 'wait', mine: 'blue', theirs: 'red' }]);
    for (const [body, field] of [
      [{ name: 'x'.repeat(61) }, 'name'],
      [{ colour: 'mauve' }, 'colour'],
      [{ version: 0 }, 'version'],
    ] as const)
      expect(Object.keys((await ada.patch(`${labels}/${id}`, body).expect(422)).body.fields)).toEqual([field]);
  });

  it('are on no todo while deleted, and on each of them again once restored', async () => {
    const { id } = await things.label();
    const todo = await things.todo({ labelIds: [id] });
    const labelIds = async () =>
      (await ada.get(`${things.root}/todos/${todo.id}`).expect(200)).body.todo.labelIds as string[];
    await ada.delete(`${labels}/${id}`).expect(200);
    expect(await labelIds()).toEqual([]);
    await ada.post(`${things.root}/trash/${id}/restore`).expect(200);
    expect(await labelIds()).toEqual([id]);
  });

  it.each(['patch', 'delete'] as const)('%s of what is not there is 404', async (method) => {
    for (const id of [uuidV7(), 'nonsense'])
      expect((await ada[method](`${labels}/${id}`, { name: 'x' }).expect(404)).body.error_code).toBe('LABEL_NOT_FOUND');
  });
});
