import { type Field, type Fields, namesAtCreate, settableNames } from '@latch/domain/fields';
import { labelFields, projectFields, savedFilterFields, sectionFields } from '@latch/domain/outline-fields';
import { todoFields } from '@latch/domain/todo-fields';
import { v7 as uuidV7 } from 'uuid';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { Things } from '../support/things.js';
import type { TodoUser } from '../support/todo-user.js';

type Thing = Record<string, unknown> & { id: string };

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

/** Three values that differ from each other and from the default. */
function valuesOf(field: Field): unknown[] {
  switch (field.kind) {
    case 'line':
    case 'text':
      return ['first', 'second', 'third'];
    case 'query':
      return ['p1', ' (today | overdue) & @Phone', 'text:third'];
    case 'whole':
      return [field.least, field.least + 1, field.least + 2];
    case 'date':
      return ['2026-12-01', '2028-02-29T09:00', '2030-01-31T23:59[America/Argentina/Buenos_Aires]'];
    case 'reminders':
      return [[10], [0, 10], [0, 5, 10, 1440, 40_320]];
    case 'choice':
      return field.of.filter((one) => one !== field.default);
    case 'flag':
      return [!field.default];
    default:
      return [];
  }
}

function refusedOf(field: Field): unknown[] {
  switch (field.kind) {
    case 'line':
      return ['', ' ', 'x'.repeat(field.most + 1), 1, null];
    case 'text':
      return ['x'.repeat(field.most + 1), 1, null];
    case 'query':
      return ['', `text:${'x'.repeat(field.most - 4)}`, 'text:a\0', 'text:\ud800', 1, null];
    case 'whole':
      return [field.least - 1, field.most + 1, field.least + 0.5, `${field.least}`, ...(field.default ? [null] : [])];
    case 'date':
      return ['2026-02-29', '2026-12-01T00:00:00Z', '2026-12-01T24:00', '2026-12-01T09:00[Here]', 20_261_201];
    case 'reminders':
      return [[-1], [40_321], [0.5], ['5'], [null], [5, 5], [0, 1, 2, 3, 4, 5], 5, '5', { 0: 5 }, null];
    case 'choice':
      return ['another', 1, null];
    default:
      return ['true', 1, null];
  }
}

const KINDS: [list: string, fields: Fields][] = [
  ['todos', todoFields],
  ['projects', projectFields],
  ['sections', sectionFields],
  ['labels', labelFields],
  ['filters', savedFilterFields],
];

/** Labels of todos and how they repeat have tests of their own. */
const EACH = KINDS.flatMap(([list, fields]) =>
  settableNames(fields)
    .filter((name) => fields[name]!.kind !== 'ids' && fields[name]!.kind !== 'recurrence')
    .map((name) => ({ list, fields, name, field: fields[name]! })),
);

async function create(list: string, fields: Fields, given: object = {}): Promise<Thing> {
  const body = { [fields.title ? 'title' : 'name']: 'Ferns', ...(await placeFor(list)), ...given };
  return (await ada.post(`${things.root}/${list}`, body).expect(201)).body as Thing;
}

async function placeFor(list: string): Promise<object> {
  if (list === 'sections') return { projectId: (await things.project()).id };
  return list === 'filters' ? { query: 'today' } : {};
}
const exported = async (list: string, id: string) => {
  const { body } = await ada.get(`${things.root}/export`).expect(200);
  return (body[list] as Thing[]).find((thing) => thing.id === id);
};

describe.each(EACH)('$name of $list', ({ list, fields, name, field }) => {
  const [first, second = first, third = second] = valuesOf(field);
  const path = ({ id }: Thing) => `${things.root}/${list}/${id}`;
  const change = (thing: Thing, value: unknown, version?: number) =>
    ada.patch(path(thing), { [name]: value, ...(version && { version }) });

  it('is kept, exported, and its default when left out', async () => {
    const plain = await create(list, fields);
    if ('default' in field) expect(plain[name]).toEqual(field.default);
    const { body } = await change(plain, first).expect(200);
    expect(body).toEqual({ ...plain, [name]: first, version: 2, updatedAt: body.updatedAt });
    expect(await exported(list, plain.id)).toMatchObject({ [name]: first });
  });

  const itAtCreate = namesAtCreate(fields).includes(name) ? it : undefined;
  itAtCreate?.('is a part of what a create is told by', async () => {
    const body = { id: uuidV7(), ...(await placeFor(list)), [name]: first };
    const thing = await create(list, fields, body);
    expect(thing[name]).toEqual(first);
    expect((await create(list, fields, body)).id).toBe(thing.id);
    const other = { ...body, [fields.title ? 'title' : 'name']: 'Ferns', [name]: second };
    const answer = await ada.post(`${things.root}/${list}`, other);
    expect(answer.body).toMatchObject(first === second ? { id: thing.id } : { error_code: 'ID_TAKEN' });
  });

  // Of two answers one is always what it was.
  const itOfMany = first === second ? undefined : it;
  itOfMany?.('is merged by itself', async () => {
    const thing = await create(list, fields);
    await change(thing, first, 1).expect(200);
    const { body } = await change(thing, second, 1).expect(409);
    expect(body.conflicts).toMatchObject([{ entityId: thing.id, field: name, mine: second, theirs: first }]);
    await change(thing, first, 1).expect(200);
    await change(thing, third, 2).expect(200);
  });

  it('is told by the history, taken back and made again', async () => {
    const thing = await create(list, fields);
    const changeId = await things.changeId(change(thing, first));
    const { items } = (await ada.get(`${things.root}/history?entityId=${thing.id}`).expect(200)).body;
    expect(items[0]).toMatchObject({ field: name, before: thing[name], after: first });
    await things.undo(changeId).expect(200);
    expect(await exported(list, thing.id)).toMatchObject({ [name]: thing[name] });
    await things.redo(changeId).expect(200);
    expect(await exported(list, thing.id)).toMatchObject({ [name]: first });
  });

  it('is refused where it is no such value', async () => {
    const thing = await create(list, fields);
    for (const value of refusedOf(field)) {
      const { body } = await change(thing, value).expect(422);
      expect(Object.keys(body.fields)).toEqual([name]);
    }
  });
});
