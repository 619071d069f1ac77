import type { components } from '@latch/contracts/latch';
import { DataSource } from 'typeorm';
import { CONFIRM_DELETION, moods } from '@latch/test-kit/fake-auth-server';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { tablesThatName } from '@latch/test-kit/databases';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';
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

const at = ({ id }: TodoUser, path: string) => `/api/users/${id}/${path}`;
const exportOf = async ({ id, get }: TodoUser) => (await get(`/api/users/${id}/export`).expect(200)).body as Export;
/** As the auth server asks for it while it deletes the account. */
const erase = (user: TodoUser, { auth }: FakeStack = stack) =>
  user.delete(`/api/users/${user.id}/data`).set('deletion-proof', auth.newProof(user.id));
const tablesOf = ({ id }: TodoUser) => tablesThatName(process.env.TEST_TODOS_DATABASE_URL!, id);

type Known = Awaited<ReturnType<typeof fill>>;

/** One of everything, in every state there is. */
async function fill() {
  const project = await things.project({ name: 'Home' });
  const gone = await things.project({ name: 'Gone' });
  const section = await things.section(project.id);
  const label = await things.label({ name: 'waiting' });
  const goneLabel = await things.label({ name: 'never' });
  const filter = await things.filter({ name: 'Kept' });
  const goneFilter = await things.filter({ name: 'Gone' });
  const open = await things.todo({ notes: '# Ferns', labelIds: [label.id, goneLabel.id], sectionId: section.id });
  const part = await things.todo({ title: 'Part', parentId: open.id });
  const done = await ada.has({ title: 'Done', completed: true });
  const goneTodo = await things.todo({ title: 'In the trash', projectId: gone.id });
  await ada.delete(`${things.root}/projects/${gone.id}`).expect(200);
  await ada.delete(`${things.root}/labels/${goneLabel.id}`).expect(200);
  await ada.delete(`${things.root}/filters/${goneFilter.id}`).expect(200);
  return { project, gone, section, label, goneLabel, filter, goneFilter, open, part, done, goneTodo };
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

  it('has everything: what is open, completed or in Trash, every label and every filter', async () => {
    const { project, gone, section, label, goneLabel, filter, goneFilter, open, part, done, goneTodo } = await fill();
    const { projects, sections, labels, filters, todos } = await exportOf(ada);
    const byId = <T extends { id: string }>(list: T[]) => new Map(list.map((item) => [item.id, item]));
    const inbox = projects.find((one) => one.inbox)!;
    expect(new Set(byId(projects).keys())).toEqual(new Set([inbox.id, project.id, gone.id]));
    expect(byId(projects).get(project.id)).toMatchObject({ name: 'Home', deletedAt: null });
    expect(byId(projects).get(gone.id)!.deletedAt).not.toBeNull();
    expect(sections).toEqual([{ ...section, deletedAt: null }]);
    expect(byId(labels).get(label.id)).toMatchObject({ name: 'waiting', deletedAt: null });
    expect(byId(labels).get(goneLabel.id)!.deletedAt).not.toBeNull();
    const inTrash = { ...goneFilter, deletedAt: expect.any(String) };
    expect(filters).toEqual([{ ...filter, deletedAt: null }, inTrash]);
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
  let proxy: TcpProxy;
  let behind: FakeStack;
  beforeAll(async () => {
    proxy = await TcpProxy.to(process.env.TEST_TODOS_DATABASE_URL!);
    behind = await startFakeStack({ variables: { TODOS_DATABASE_URL: proxy.url } });
  });
  afterAll(async () => {
    await behind.close();
    await proxy.close();
  });

  it('is refused as anything else, and so is erasing', async () => {
    const user = behind.newUser();
    proxy.turn('refuse');
    for (const request of [user.get(`/api/users/${user.id}/export`), erase(user, behind)]) {
      const answer = await request;
      expect([answer.status, answer.body.error_code]).toEqual([503, 'STORE_UNAVAILABLE']);
      expect(answer.get('content-disposition')).toBeUndefined();
    }
    proxy.turn('pass');
    await erase(user, behind).expect(204);
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
    const { projects, sections, labels, filters, todos } = await exportOf(ada);
    expect([projects, sections, labels, filters, todos]).toEqual([[], [], [], [], []]);
    expect((await ada.get(`${things.root}/changes`).expect(200)).body).toEqual({ items: [] });
    expect((await ada.get(`${things.root}/trash`).expect(200)).body).toEqual({ items: [], nextCursor: null });
    await erase(ada).expect(204);
  });

  it('leaves an empty Latch, in which one can begin anew, should the account not be deleted after all', async () => {
    await fill();
    await erase(ada).expect(204);
    await ada.post(ada.todos, { title: 'Too early' }).expect(503);
    const isOver = `UPDATE erased_owners SET refused_until = now() WHERE owner_digest = sha256(convert_to($1, 'UTF8'))`;
    await stack.app.get(DataSource).query(isOver, [ada.id]);
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

describe('After the erasing', () => {
  it.each<[string, (user: TodoUser, known: Known) => ReturnType<TodoUser['get']>]>([
    ['a todo', (user) => user.post(user.todos, { title: 'x' })],
    ['a change of a todo', (user, { open }) => user.patch(`${user.todos}/${open.id}`, { title: 'x' })],
    ['a completion', (user, { open }) => user.patch(`${user.todos}/${open.id}`, { completed: true })],
    ['a change of many', (user, { open }) => user.post(`${user.todos}/bulk`, { ids: [open.id], priority: 1 })],
    ['a move', (user, { open, project }) => user.post(`${user.todos}/${open.id}/move`, { projectId: project.id })],
    ['deleting a todo', (user, { open }) => user.delete(`${user.todos}/${open.id}`)],
    ['clearing what is completed', (user) => user.delete(`${user.todos}?status=completed`)],
    ['a project', (user) => user.post(at(user, 'projects'), { name: 'x' })],
    ['a change of a project', (user, { project }) => user.patch(at(user, `projects/${project.id}`), { name: 'x' })],
    ['deleting a project', (user, { project }) => user.delete(at(user, `projects/${project.id}`))],
    ['a section', (user, { project }) => user.post(at(user, 'sections'), { projectId: project.id, name: 'x' })],
    ['deleting a section', (user, { section }) => user.delete(at(user, `sections/${section.id}`))],
    ['a label', (user) => user.post(at(user, 'labels'), { name: 'x' })],
    ['deleting a label', (user, { label }) => user.delete(at(user, `labels/${label.id}`))],
    ['a filter', (user) => user.post(at(user, 'filters'), { name: 'x', query: 'today' })],
    ['deleting a filter', (user, { filter }) => user.delete(at(user, `filters/${filter.id}`))],
    ['bringing something back', (user, { goneTodo }) => user.post(at(user, `trash/${goneTodo.id}/restore`))],
    ['deleting something for good', (user, { goneTodo }) => user.delete(at(user, `trash/${goneTodo.id}`))],
    ['emptying the Trash', (user) => user.delete(at(user, 'trash'))],
    ['the outline, which would make the Inbox', (user) => user.get(at(user, 'outline'))],
    ['the Inbox, which would be made', (user) => user.get(at(user, 'projects/inbox/todos'))],
  ])('%s is refused, and nothing of the owner is there', async (_what, ask) => {
    const known = await fill();
    await erase(ada).expect(204);
    expect(await tablesOf(ada)).toEqual([]);
    const answer = await ask(ada, known);
    expect([answer.status, answer.body.error_code]).toEqual([503, 'ACCOUNT_BEING_DELETED']);
    expect(answer.get('retry-after')).toBe('2');
    expect(await tablesOf(ada)).toEqual([]);
  });

  it('an undo finds nothing to undo', async () => {
    const changeId = await things.changeId(ada.post(ada.todos, { title: 'x' }), 201);
    await erase(ada).expect(204);
    await things.undo(changeId).expect(404);
    expect(await tablesOf(ada)).toEqual([]);
  });

  it('everybody else writes as before', async () => {
    await erase(ada).expect(204);
    await stack.newUser().has();
  });
});

describe('Erasing by the session alone', () => {
  const tries: [string, (user: TodoUser) => string | undefined][] = [
    ['without a proof', () => undefined],
    ['with one that is none', () => 'yes'],
    ['with a wrong one', () => 'x'.repeat(43)],
    ['with somebody else’s', () => stack.auth.newProof(stack.newUser().id)],
  ];
  it.each(tries)('%s is refused, and erases nothing', async (_how, proofFor) => {
    const todo = await things.todo();
    const proof = proofFor(ada);
    const request = ada.delete(`${things.root}/data`);
    const answer = await (proof === undefined ? request : request.set('deletion-proof', proof));
    expect([answer.status, answer.body.error_code]).toEqual([403, 'DELETION_NOT_CONFIRMED']);
    expect((await exportOf(ada)).todos).toMatchObject([{ id: todo.id }]);
    await ada.has();
  });

  it('with a proof that was used is refused, and erases nothing again', async () => {
    const proof = stack.auth.newProof(ada.id);
    const eraseBy = () => ada.delete(`${things.root}/data`).set('deletion-proof', proof);
    await eraseBy().expect(204);
    const answer = await eraseBy();
    expect([answer.status, answer.body.error_code]).toEqual([403, 'DELETION_NOT_CONFIRMED']);
  });

  it('is refused while the auth server cannot say whose proof it is, and erases nothing', async () => {
    await things.todo();
    const proof = stack.auth.newProof(ada.id);
    const { mood } = stack.auth;
    stack.auth.mood = (request, response) =>
      (request.url === CONFIRM_DELETION ? moods.storeUnavailable : mood)(request, response);
    const answer = await ada.delete(`${things.root}/data`).set('deletion-proof', proof);
    stack.auth.mood = mood;
    expect([answer.status, answer.body.error_code]).toEqual([503, 'AUTH_SERVER_UNAVAILABLE']);
    expect((await exportOf(ada)).todos).toHaveLength(1);
  });
});

describe.each<[string, (user: TodoUser, id: string) => ReturnType<TodoUser['get']>]>([
  ['An export', ({ get }, id) => get(`/api/users/${id}/export`)],
  ['Erasing', (user, id) => user.delete(`/api/users/${id}/data`).set('deletion-proof', stack.auth.newProof(id))],
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
