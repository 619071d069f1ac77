import { v7 as uuidV7 } from 'uuid';
import { DataSource } from 'typeorm';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { Things } from '../support/things.js';
import type { TodoUser } from '../support/todo-user.js';

let stack: FakeStack;
let ada: TodoUser;
let things: Things;
let filters: string;

beforeAll(async () => {
  stack = await startFakeStack();
});
beforeEach(() => {
  ada = stack.newUser();
  things = new Things(ada);
  filters = `${things.root}/filters`;
});
afterAll(() => stack.close());

const one = async () => (await things.outline()).filters[0]!;

describe('A saved filter', () => {
  it('is kept as it was typed, with what it is by default', async () => {
    const query = '  ( TODAY|overdue )  & @Phone ';
    const filter = await things.filter({ name: ' Calls ', query });
    expect(filter).toMatchObject({ name: 'Calls', colour: 'grey', favourite: false, query, version: 1 });
    expect(await one()).toEqual(filter);
  });

  it('may name what does not exist, and keeps the name when that is renamed', async () => {
    const project = await things.project({ name: 'Home' });
    await things.filter({ query: '#Home & @nobody & /Nowhere' });
    await ada.patch(`${things.root}/projects/${project.id}`, { name: 'Flat' }).expect(200);
    expect((await one()).query).toBe('#Home & @nobody & /Nowhere');
  });

  it('is understood in each language that there are words for', async () => {
    for (const query of ['due before: next Friday', 'due before: übermorgen'])
      expect((await things.filter({ name: query, query })).query).toBe(query);
  });

  it('has up to 500 characters, as the app counts them', async () => {
    const longest = `text:${'x'.repeat(495)}`;
    expect((await things.filter({ query: longest })).query).toBe(longest);
    for (const query of [`${longest}x`, `text:${'😀'.repeat(248)}`, '']) {
      const { body } = await ada.post(filters, { name: 'x', query }).expect(422);
      expect(body).toMatchObject({ error_code: 'VALIDATION_FAILED', fields: { query: [expect.any(String)] } });
    }
  });

  it('needs a query', async () => {
    const { body } = await ada.post(filters, { name: 'x' }).expect(422);
    expect(Object.keys(body.fields)).toEqual(['query']);
  });

  it.each<[query: string, problems: object[]]>([
    [
      'p1 | overude',
      [
        {
          start: 5,
          end: 12,
          message: '“overude” is not a condition. Did you mean “overdue”?',
          suggestion: 'overdue',
        },
      ],
    ],
    ['p1 & (p2', [{ start: 8, end: 8, message: expect.stringContaining('is never closed'), suggestion: ')' }]],
    [
      'due before: soon & p5',
      [
        { start: 0, end: 16, message: expect.stringContaining('“soon” is not a day'), suggestion: 'due before: today' },
        { start: 19, end: 21, message: 'Priorities are p1, p2, p3 and p4.', suggestion: 'p1' },
      ],
    ],
    [
      `${'('.repeat(21)}p1${')'.repeat(21)}`,
      [{ message: expect.stringContaining('at most 20 deep'), suggestion: null }],
    ],
    ['   ', [{ start: 0, end: 3, message: expect.stringContaining('Nothing is in this filter'), suggestion: null }]],
  ])('%j is refused with each place, what is wrong and what to type', async (query, problems) => {
    const filter = await things.filter();
    for (const request of [ada.post(filters, { name: 'x', query }), ada.patch(`${filters}/${filter.id}`, { query })]) {
      const { body } = await request.expect(422);
      expect(body).toMatchObject({ error_code: 'FILTER_NOT_UNDERSTOOD', problems });
      const [first] = body.problems;
      expect(body.detail).toBe(`At character ${first.start + 1}: ${first.message}`);
    }
    expect((await things.outline()).filters).toEqual([filter]);
  });

  it('is the same when added again, and refused with another body', async () => {
    const id = uuidV7();
    const first = await things.filter({ id });
    expect(await things.filter({ id })).toEqual(first);
    for (const other of [{ name: 'Other' }, { query: 'p1' }, { favourite: true }, { colour: 'red' }]) {
      const answer = await ada.post(filters, { id, name: first.name, query: first.query, ...other }).expect(409);
      expect(answer.body.error_code).toBe('ID_TAKEN');
    }
  });

  it('is one of 500 at most', async () => {
    await stack.app.get(DataSource).query(
      `INSERT INTO filters (user_id, id, name, query, position)
       SELECT $1, gen_random_uuid(), 'f' || n, 'today', 'a' || n FROM generate_series(1, 500) n`,
      [ada.id],
    );
    const { body } = await ada.post(filters, { name: 'x', query: 'today' }).expect(409);
    expect(body).toMatchObject({ error_code: 'LIMIT_REACHED', detail: 'There can be 500 filters at most.' });
  });

  it('is changed, merged by version', async () => {
    const { id } = await things.filter();
    const url = `${filters}/${id}`;
    await ada.patch(url, { query: 'p1', version: 1 }).expect(200);
    await ada.patch(url, { name: 'Urgent', favourite: true, version: 1 }).expect(200);
    const { body } = await ada.patch(url, { query: 'p2', version: 1 }).expect(409);
    expect(body.conflicts).toEqual([
      { entity: 'filter', entityId: id, title: 'Urgent', field: 'query', mine: 'p2', theirs: 'p1' },
    ]);
    expect(await one()).toMatchObject({ name: 'Urgent', favourite: true, query: 'p1', version: 3 });
    expect(Object.keys((await ada.patch(url, {}).expect(422)).body.fields)).toEqual(['body']);
    expect(Object.keys((await ada.patch(url, { position: 'a0' }).expect(422)).body.fields)).toEqual(['position']);
  });

  it.each(['patch', 'delete', 'move'] as const)('%s of what is not there is 404', async (what) => {
    const gone = await things.filter();
    await ada.delete(`${filters}/${gone.id}`).expect(200);
    for (const id of [uuidV7(), 'nonsense', gone.id]) {
      const url = `${filters}/${id}`;
      const request = what === 'move' ? ada.post(`${url}/move`, { beforeId: null }) : ada[what](url, { name: 'x' });
      expect((await request.expect(404)).body.error_code).toBe('FILTER_NOT_FOUND');
    }
  });
});

describe('Names of filters', () => {
  it('differ, whatever the case of their letters, and may be those of labels', async () => {
    await things.label({ name: 'Äther' });
    await things.filter({ name: 'Äther' });
    const other = await things.filter({ name: 'other' });
    for (const request of [
      ada.post(filters, { name: ' äTHER ', query: 'p1' }),
      ada.patch(`${filters}/${other.id}`, { name: 'äther' }),
    ]) {
      const { body } = await request.expect(409);
      expect(body).toMatchObject({ error_code: 'NAME_TAKEN', message: 'A filter of that name exists already.' });
    }
    await ada.patch(`${filters}/${other.id}`, { name: 'OTHER' }).expect(200);
    await new Things(stack.newUser()).filter({ name: 'Äther' });
  });

  it('are free when one is deleted, which takes another when it returns', async () => {
    const { id } = await things.filter({ name: 'x'.repeat(60) });
    expect((await ada.delete(`${filters}/${id}`).expect(200)).body).toEqual({ todos: 0, sections: 0, projects: 0 });
    await things.filter({ name: 'x'.repeat(60) });
    await ada.post(`${things.root}/trash/${id}/restore`).expect(200);
    expect((await things.filterNames()).toSorted()).toEqual([`${'x'.repeat(58)} 2`, 'x'.repeat(60)]);
  });
});

describe('The order of filters', () => {
  it('is that of adding, or where they are asked to be', async () => {
    const a = await things.filter({ name: 'a' });
    await things.filter({ name: 'b' });
    await things.filter({ name: 'c', beforeId: a.id });
    await things.filter({ name: 'd', afterId: a.id });
    expect(await things.filterNames()).toEqual(['c', 'a', 'd', 'b']);
  });

  it('is changed by moving one, which can be taken back and made again', async () => {
    const [a, , c] = [
      await things.filter({ name: 'a' }),
      await things.filter({ name: 'b' }),
      await things.filter({ name: 'c' }),
    ];
    const moved = await things.changeId(ada.post(`${filters}/${c.id}/move`, { beforeId: a.id }));
    expect(await things.filterNames()).toEqual(['c', 'a', 'b']);
    await things.undo(moved).expect(200);
    expect(await things.filterNames()).toEqual(['a', 'b', 'c']);
    await things.redo(moved).expect(200);
    expect(await things.filterNames()).toEqual(['c', 'a', 'b']);
    await ada.post(`${filters}/${c.id}/move`, { beforeId: null }).expect(200);
    expect(await things.filterNames()).toEqual(['a', 'b', 'c']);
  });

  it('knows no anchor that is not there, and only one', async () => {
    const [a, b, gone] = [
      await things.filter({ name: 'a' }),
      await things.filter({ name: 'b' }),
      await things.filter(),
    ];
    await ada.delete(`${filters}/${gone.id}`).expect(200);
    for (const [body, field] of [
      [{ beforeId: uuidV7() }, 'beforeId'],
      [{ afterId: gone.id }, 'afterId'],
      [{ beforeId: b.id, afterId: b.id }, 'afterId'],
      [{}, 'body'],
    ] as const) {
      const answer = await ada.post(`${filters}/${a.id}/move`, body).expect(422);
      expect(Object.keys(answer.body.fields)).toEqual([field]);
    }
  });

  it('is made anew when there is no room between two, and moves none', async () => {
    const [a] = [await things.filter({ name: 'a' }), await things.filter({ name: 'c' })];
    await stack.app
      .get(DataSource)
      .query('UPDATE filters SET position = $2 WHERE user_id = $1', [ada.id, `a0${'V'.repeat(190)}`]);
    const [first] = await things.filterNames();
    await things.filter({ name: 'b', afterId: (await one()).id });
    expect(await things.filterNames()).toEqual(first === 'a' ? ['a', 'b', 'c'] : ['c', 'b', 'a']);
    expect(a.position.length).toBeLessThan(10);
    for (const { position } of (await things.outline()).filters) expect(position.length).toBeLessThan(10);
  });
});

describe('What happened to a filter', () => {
  it('is told, and taken back field by field', async () => {
    const { id } = await things.filter();
    const url = `${filters}/${id}`;
    const changed = await things.changeId(ada.patch(url, { query: 'p1', colour: 'red' }));
    await ada.patch(url, { name: 'Later' }).expect(200);
    await things.undo(changed).expect(200);
    expect(await one()).toMatchObject({ name: 'Later', query: '(today | overdue) & @phone', colour: 'grey' });
    const { items } = (await ada.get(`${things.root}/history?entityId=${id}`).expect(200)).body;
    expect(items.map(({ cause, entity, field }: Record<string, string>) => [cause, entity, field])).toEqual([
      ['undo', 'filter', 'query'],
      ['undo', 'filter', 'colour'],
      ['change', 'filter', 'name'],
      ['change', 'filter', 'colour'],
      ['change', 'filter', 'query'],
      ['change', 'filter', 'created'],
    ]);
    await ada.patch(url, { query: 'p2' }).expect(200);
    const refused = await things.redo(changed).expect(409);
    expect(refused.body.conflicts).toMatchObject([{ entity: 'filter', field: 'query', mine: 'p1', theirs: 'p2' }]);
  });

  it('is taken back though the former query would be refused today', async () => {
    const { id } = await things.filter();
    const database = stack.app.get(DataSource);
    await database.query(`UPDATE filters SET query = 'overude' WHERE user_id = $1`, [ada.id]);
    const changed = await things.changeId(ada.patch(`${filters}/${id}`, { query: 'p1' }));
    await things.undo(changed).expect(200);
    expect((await one()).query).toBe('overude');
  });

  it('is deleted, and back where it was when that is taken back', async () => {
    const [a] = [await things.filter({ name: 'a' }), await things.filter({ name: 'b' })];
    const deleted = await things.changeId(ada.delete(`${filters}/${a.id}`));
    expect(await things.filterNames()).toEqual(['b']);
    await things.undo(deleted).expect(200);
    expect((await things.outline()).filters[0]).toEqual({ ...a, updatedAt: expect.any(String) });
    await things.redo(deleted).expect(200);
    expect(await things.filterNames()).toEqual(['b']);
  });

  it('is not taken back when another filter has the name by now', async () => {
    const { id } = await things.filter({ name: 'old' });
    const renamed = await things.changeId(ada.patch(`${filters}/${id}`, { name: 'new' }));
    await things.filter({ name: 'OLD' });
    expect((await things.undo(renamed).expect(409)).body.error_code).toBe('NAME_TAKEN');
  });
});
