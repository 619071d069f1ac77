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

const patch = (id: string, body: object) => ada.patch(`${things.root}/todos/${id}`, body);

describe('The reminders of a todo', () => {
  it('are answered in ascending order, whatever the order they were sent in, which is no change', async () => {
    const { id } = await things.todo({ due: '2026-12-01T09:00' });
    const { body } = await patch(id, { reminders: [1440, 0, 10] }).expect(200);
    expect(body).toMatchObject({ reminders: [0, 10, 1440], version: 2 });
    expect((await patch(id, { reminders: [10, 1440, 0] }).expect(200)).body.version).toBe(2);
    const { todos } = (await ada.get(`${things.root}/sync?since=0`).expect(200)).body;
    expect(todos).toMatchObject([{ id, reminders: [0, 10, 1440] }]);
  });

  it('are kept where the time or the date is taken off, and come back with it', async () => {
    const { id } = await things.todo({ due: '2026-12-01T09:00', reminders: [10] });
    for (const due of ['2026-12-01', null, '2026-12-02T10:00[Europe/Lisbon]'])
      expect((await patch(id, { due }).expect(200)).body).toMatchObject({ due, reminders: [10] });
  });

  it('can be set before there is a time', async () => {
    const todo = await things.todo({ reminders: [5] });
    expect(todo).toMatchObject({ due: null, reminders: [5] });
  });

  it('are refused in the one shape of errors, with a sentence for the person', async () => {
    const { id } = await things.todo();
    const { body } = await patch(id, { reminders: [0, 1, 2, 3, 4, 5] }).expect(422);
    expect(body).toEqual({
      error_code: 'VALIDATION_FAILED',
      message: expect.any(String),
      detail: body.detail,
      fields: { reminders: ['Send at most 5 whole numbers of minutes from 0 to 40320, each once.'] },
    });
    await ada.post(`${things.root}/todos/bulk`, { ids: [id], reminders: [5] }).expect(422);
  });

  it('are merged with what another device changed of the todo meanwhile', async () => {
    const { id } = await things.todo({ due: '2026-12-01T09:00' });
    await patch(id, { reminders: [10], version: 1 }).expect(200);
    const { body } = await patch(id, { due: '2026-12-02T09:00', version: 1 }).expect(200);
    expect(body).toMatchObject({ due: '2026-12-02T09:00', reminders: [10] });
    const clash = await patch(id, { reminders: [5], version: 1 }).expect(409);
    expect(clash.body.conflicts).toMatchObject([{ field: 'reminders', mine: [5], theirs: [10] }]);
  });
});
