import type { components } from '@latch/contracts/latch';
import { DataSource } from 'typeorm';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { FlakyProxy } from '../support/flaky-proxy.js';
import { Things } from '../support/things.js';
import type { TodoUser } from '../support/todo-user.js';

type Export = components['schemas']['Export'];

/** More than two pages of those an export is read in. */
const MANY = 1_100;

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

const exportOf = async ({ id, get }: TodoUser) => (await get(`/api/users/${id}/export`).expect(200)).body as Export;
const erase = (user: TodoUser) => user.delete(`/api/users/${user.id}/data`);

/** One of everything, in every state there is. */
async function fill() {
  const project = await things.project({ name: 'Home' });
  const gone = await things.project({ name: 'Gone' });
  const section = await things.section(project.id);
  const label = await things.label({ name: 'waiting' });
  const goneLabel = await things.label({ name: 'never' });
  const open = await things.todo({ notes: '# Ferns', labelIds: [label.id, goneLabel.id], sectionId: section.id });
  const part = await things.todo({ title: 'Part', parentId: open.id });
  const done = await ada.has({ title: 'Done', completed: true });
  const goneTodo = await things.todo({ title: 'In the trash', projectId: gone.id });
  await ada.delete(`${things.root}/projects/${gone.id}`).expect(200);
  await ada.delete(`${things.root}/labels/${goneLabel.id}`).expect(200);
  return { project, gone, section, label, goneLabel, open, part, done, goneTodo };
}

async function addTodos(userId: string, count: number): Promise<void> {
  await stack.app.get(DataSource).query(
    `INSERT INTO todos (user_id, id, title, project_id, position, create_digest)
     SELECT $1, gen_random_uuid(), 'Todo ' || n, gen_random_uuid(), 'a0', '' FROM generate_series(1, $2::int) n`,
    [userId, count],
  );
}

describe('An export', () => {
  it('is a file', async () => {
    const answer = await ada.get(`${things.root}/export`).expect(200);
    expect(answer.get('content-disposition')).toBe('attachment; filename="latch-export.json"');
    expect(answer.get('content-type')).toMatch(/^application\/json/);
    expect(answer.get('cache-control')).toBe('no-store');
    expect(answer.body).toMatchObject({ format: 'latch-export', version: 1, todos: [] });
    expect(Math.abs(Date.parse((answer.body as Export).exportedAt) - Date.now())).toBeLessThan(60_000);
  });

  it('has everything: what is open, completed or in Trash, and every label', async () => {
    const { project, gone, section, label, goneLabel, open, part, done, goneTodo } = await fill();
    const { projects, sections, labels, todos } = await exportOf(ada);
    const byId = <T extends { id: string }>(list: T[]) => new Map(list.map((item) => [item.id, item]));
    const inbox = projects.find((one) => one.inbox)!;
    expect(new Set(byId(projects).keys())).toEqual(new Set([inbox.id, project.id, gone.id]));
    expect(byId(projects).get(project.id)).toMatchObject({ name: 'Home', deletedAt: null });
    expect(byId(projects).get(gone.id)!.deletedAt).not.toBeNull();
    const { openCount: _counted, ...kept } = section;
    expect(sections).toEqual([{ ...kept, deletedAt: null }]);
    expect(byId(labels).get(label.id)).toMatchObject({ name: 'waiting', deletedAt: null });
    expect(byId(labels).get(goneLabel.id)!.deletedAt).not.toBeNull();
    expect(new Set(byId(todos).keys())).toEqual(new Set([open.id, part.id, done.id, goneTodo.id]));
    expect(byId(todos).get(open.id)).toEqual({
      ...open,
      labelIds: [label.id, goneLabel.id].toSorted(),
      deletedAt: null,
    });
    expect(byId(todos).get(part.id)).toMatchObject({ parentId: open.id, sectionId: section.id });
    expect(byId(todos).get(done.id)!.completedAt).not.toBeNull();
    expect(byId(todos).get(goneTodo.id)!.deletedAt).not.toBeNull();
  });

  it('has each of many once, and nothing of anybody else', async () => {
    await addTodos(ada.id, MANY);
    await addTodos(stack.newUser().id, 3);
    const { todos } = await exportOf(ada);
    const numbers = todos.map(({ title }) => Number(title.replace('Todo ', '')));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: MANY }, (_none, n) => n + 1));
  });

  it.each([500, 1_000])('of exactly %i todos, which fill their pages, can be read', async (count) => {
    await addTodos(ada.id, count);
    expect((await exportOf(ada)).todos).toHaveLength(count);
  });
});

describe('An export without the database', () => {
  let proxy: FlakyProxy;
  let behind: FakeStack;
  beforeAll(async () => {
    proxy = await FlakyProxy.to(process.env.TEST_TODOS_DATABASE_URL!);
    behind = await startFakeStack({ variables: { TODOS_DATABASE_URL: proxy.url } });
  });
  afterAll(async () => {
    await behind.close();
    await proxy.close();
  });

  it('is refused as anything else, and so is erasing', async () => {
    const user = behind.newUser();
    proxy.turn('refuse');
    for (const request of [user.get(`/api/users/${user.id}/export`), erase(user)]) {
      const answer = await request;
      expect([answer.status, answer.body.error_code]).toEqual([503, 'STORE_UNAVAILABLE']);
      expect(answer.get('content-disposition')).toBeUndefined();
    }
    proxy.turn('pass');
    await erase(user).expect(204);
  });

  it('that goes away half-way is cut off, so that nobody takes the file for whole', async () => {
    const user = behind.newUser();
    // Far more than any buffer between here and there holds; a little at a time, as a statement may take 1.6 s.
    for (let batch = 0; batch < 30; batch++)
      await stack.app.get(DataSource).query(
        `INSERT INTO todos (user_id, id, title, notes, project_id, position, create_digest)
         SELECT $1, gen_random_uuid(), 't', repeat('notes ', 3000), gen_random_uuid(), 'a0', '' FROM generate_series(1, 100)`,
        [user.id],
      );
    const { origin } = new URL(behind.url);
    const answer = await fetch(`${origin}/api/users/${user.id}/export`, { headers: { cookie: user.cookie } });
    expect(answer.status).toBe(200);
    const reader = answer.body!.getReader();
    await reader.read();
    proxy.turn('refuse');
    proxy.cut();
    const readOn = async () => {
      while (!(await reader.read()).done);
    };
    await expect(readOn()).rejects.toThrow();
    proxy.turn('pass');
  });
});

describe('Erasing', () => {
  it('leaves nothing of the owner, not even the history, and can be repeated', async () => {
    await fill();
    await erase(ada).expect(204);
    const { projects, sections, labels, todos } = await exportOf(ada);
    expect([projects, sections, labels, todos]).toEqual([[], [], [], []]);
    expect((await ada.get(`${things.root}/changes`).expect(200)).body).toEqual({ items: [] });
    expect((await ada.get(`${things.root}/trash`).expect(200)).body).toEqual({ items: [], nextCursor: null });
    await erase(ada).expect(204);
  });

  it('leaves an empty Latch, in which one can begin anew', async () => {
    await fill();
    await erase(ada).expect(204);
    const { title } = await things.todo({ title: 'Again' });
    expect((await things.outline()).projects).toMatchObject([{ inbox: true }]);
    expect((await exportOf(ada)).todos.map((todo) => todo.title)).toEqual([title]);
  });

  it('leaves everything of everybody else', async () => {
    const eve = stack.newUser();
    await new Things(eve).todo({ labelIds: [(await new Things(eve).label()).id] });
    const { exportedAt: _then, ...before } = await exportOf(eve);
    await fill();
    await erase(ada).expect(204);
    expect(await exportOf(eve)).toMatchObject(before);
  });
});

describe.each<[string, (user: TodoUser, id: string) => ReturnType<TodoUser['get']>]>([
  ['An export', ({ get }, id) => get(`/api/users/${id}/export`)],
  ['Erasing', (user, id) => user.delete(`/api/users/${id}/data`)],
])('%s is refused', (_what, ask) => {
  beforeEach(async () => void (await things.todo()));
  afterEach(async () => expect((await exportOf(ada)).todos).toHaveLength(1));

  it('to another user', async () => {
    const answer = await ask(stack.newUser(), ada.id);
    expect([answer.status, answer.body.error_code]).toEqual([403, 'USER_MISMATCH']);
  });

  it('without a session', async () => {
    const answer = await ask(ada, ada.id).unset('cookie');
    expect([answer.status, answer.body.error_code]).toEqual([401, 'INVALID_SESSION']);
  });

  it('while the auth server does not answer', async () => {
    const { mood } = stack.auth;
    stack.auth.mood = ({ socket }) => socket.destroy();
    const answer = await ask(ada, ada.id);
    stack.auth.mood = mood;
    expect([answer.status, answer.body.error_code]).toEqual([503, 'AUTH_SERVER_UNAVAILABLE']);
  });
});

it('Erasing is refused to a page of another origin', async () => {
  await things.todo();
  const answer = await erase(ada).set({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' });
  expect([answer.status, answer.body.error_code]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
  expect((await exportOf(ada)).todos).toHaveLength(1);
});
