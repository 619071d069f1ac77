import { v7 as uuidV7 } from 'uuid';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import type { TodoUser } from '../support/todo-user.js';

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
    const answers = await times(50, async (n) => ada.patch(url, { title: `by ${n}` }).set('if-match', '"1"'));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(49);
    expect((await ada.get(url).expect(200)).body).toEqual(won[0]!.body);
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
    const answers = await times(40, async (n) => ada.patch(url, { completed: n % 2 === 0 }).expect(200));
    const versions = answers.map(({ body }) => body.version as number).toSorted((a, b) => a - b);
    expect(versions).toEqual(Array.from({ length: 40 }, (_, n) => n + 2));
  });

  it('20 people toggle their own: nobody loses anything', async () => {
    const people = Array.from({ length: 20 }, () => stack.newUser());
    const todos = await Promise.all(people.map((person) => person.has()));
    await Promise.all(people.map((person, n) => person.patch(`${person.todos}/${todos[n]!.id}`, { completed: true })));
    const counts = await Promise.all(people.map((person) => person.get(`${person.todos}/counts`).expect(200)));
    expect(counts.map(({ body }) => body)).toEqual(people.map(() => ({ open: 0, completed: 1 })));
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
});
