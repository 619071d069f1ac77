import { v7 as uuidV7 } from 'uuid';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { LONGEST_KEY } from '@latch/domain/order-key';
import type { TodoBody, TodoUser } from '../support/todo-user.js';

const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

describe('At the same time', () => {
  let stack: FakeStack;
  let ada: TodoUser;
  beforeAll(async () => {
    stack = await startFakeStack();
  });
  beforeEach(() => {
    ada = stack.newUser();
  });
  afterAll(() => stack.close());

  it('50 changes of one version: exactly one is made', async () => {
    const { id } = await ada.has();
    const url = `${ada.todos}/${id}`;
    const answers = await times(50, async (n) => ada.patch(url, { title: `by ${n}`, version: 1 }));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
    expect((await ada.get(url).expect(200)).body.todo).toEqual(won[0]!.body);
  });

  it('changes of different fields of one version: each is made', async () => {
    const { id } = await ada.has();
    const url = `${ada.todos}/${id}`;
    const fields = { title: 'x', notes: 'y', priority: 1, due: '2026-11-21', completed: true };
    await Promise.all(
      Object.entries(fields).map(([name, value]) => ada.patch(url, { [name]: value, version: 1 }).expect(200)),
    );
    const { completed: _, ...others } = fields;
    const { todo } = (await ada.get(url).expect(200)).body;
    expect(todo).toMatchObject({ ...others, version: 6, completedAt: expect.any(String) });
  });

  it('30 creates of the same todo: one todo, and everybody gets it', async () => {
    const id = uuidV7();
    const answers = await times(30, async () => ada.post(ada.todos, { id, title: 'Once' }));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await ada.get(ada.todos).expect(200)).body.items).toHaveLength(1);
  });

  it('creates with different bodies under one id: one is made, the others are told', async () => {
    const id = uuidV7();
    const answers = await times(20, async (n) => ada.post(ada.todos, { id, title: `Todo ${n}` }));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
  });

  it('40 changes without a version: each counts', async () => {
    const { id } = await ada.has();
    const url = `${ada.todos}/${id}`;
    const answers = await times(40, async (n) => ada.patch(url, { title: `by ${n}` }).expect(200));
    const versions = answers.map(({ body }) => body.version as number).toSorted((a, b) => a - b);
    expect(versions).toEqual(Array.from({ length: 40 }, (_, n) => n + 2));
  });

  it('20 people toggle their own: nobody loses anything', async () => {
    const people = Array.from({ length: 20 }, () => stack.newUser());
    const todos = await Promise.all(people.map((person) => person.has()));
    await Promise.all(people.map((person, n) => person.patch(`${person.todos}/${todos[n]!.id}`, { completed: true })));
    const lists = await Promise.all(people.map((person) => person.get(`${person.todos}?status=completed`).expect(200)));
    expect(lists.map(({ body }) => body.items.length)).toEqual(people.map(() => 1));
  });

  it('each request asks the auth server exactly once', async () => {
    await ada.has();
    stack.auth.questions.length = 0;
    await times(40, async () => ada.get(ada.todos).expect(200));
    expect(stack.auth.questions).toHaveLength(40);
  });

  it('a burst of 200 requests waits for a free connection, and each is answered', async () => {
    const answers = await times(200, async (n) =>
      n % 2 ? ada.get(ada.todos) : ada.post(ada.todos, { title: `${n}` }),
    );
    expect(answers.filter(({ status }) => status >= 400)).toEqual([]);
  });

  it('two clear what is completed: each todo goes once, and comes back once', async () => {
    await times(10, async () => ada.has({ completed: true }));
    const answers = await times(2, async () => ada.delete(`${ada.todos}?status=completed`).expect(200));
    expect(answers.reduce((sum, { body }) => sum + (body.count as number), 0)).toBe(10);
  });

  it('two make a circle: one of them is refused', async () => {
    const [a, b] = [await ada.has(), await ada.has()];
    const into = (one: TodoBody, other: TodoBody) => ada.post(`${ada.todos}/${one.id}/move`, { parentId: other.id });
    const answers = await Promise.all([into(a, b), into(b, a)]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 422]));
  });

  it('two devices move 300 times: both see the same order, with every todo in it once', async () => {
    const todos = await times(12, async (n) => ada.has({ title: `${n}` }));
    const list = async () =>
      (await ada.get(`/api/users/${ada.id}/projects/inbox/todos`).expect(200)).body.items as TodoBody[];
    let state = 7;
    const pick = () => todos[(state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % todos.length]!.id;
    const device = async () => {
      for (let turn = 0; turn < 150; turn++) {
        const [id, other] = [pick(), pick()];
        const place = turn % 10 === 0 ? { afterId: null } : { [turn % 2 ? 'beforeId' : 'afterId']: other };
        await ada.post(`${ada.todos}/${id}/move`, place).expect(id === other && turn % 10 > 0 ? 422 : 200);
      }
    };
    await Promise.all([device(), device()]);
    const [one, other] = [await list(), await list()];
    expect(one).toEqual(other);
    expect(one.map(({ id }) => id).toSorted()).toEqual(todos.map(({ id }) => id).toSorted());
    const positions = one.map(({ position }) => position);
    expect(positions).toEqual([...new Set(positions)].toSorted());
    expect(Math.max(...positions.map(({ length }) => length))).toBeLessThanOrEqual(LONGEST_KEY);
  });
});
