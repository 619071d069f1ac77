import type { Operation } from '@latch/test-kit/contract';
import { Client as DatabaseClient } from 'pg';
import { v7 as uuidV7 } from 'uuid';
import { type Client, client, contract } from '../support/client.js';
import { type TestApp, createTestApp } from '../support/create-test-app.js';
import { RealAuthServer, type RealUser } from '../support/real-auth-server.js';

const closed = contract.operations.filter(({ isPublic }) => !isPublic);
const ofUsers = closed.filter(({ path }) => path.includes('{userId}'));

/** The parameters of paths that name something somebody owns, and the answer to one that is not one's own. */
const NOT_FOUND: Record<string, string> = {
  todoId: 'TODO_NOT_FOUND',
  projectId: 'PROJECT_NOT_FOUND',
  sectionId: 'SECTION_NOT_FOUND',
  labelId: 'LABEL_NOT_FOUND',
  filterId: 'FILTER_NOT_FOUND',
  trashedId: 'TRASHED_NOT_FOUND',
  changeId: 'CHANGE_NOT_FOUND',
};
const parameterOf = ({ path }: Operation) => Object.keys(NOT_FOUND).find((name) => path.includes(`{${name}}`));
const ofThings = ofUsers.filter(parameterOf);

/** Two todos to be made at once, of which the first one has more. */
const several = (more: object) => ({
  items: [
    { id: uuidV7(), title: 'x', ...more },
    { id: uuidV7(), title: 'y' },
  ],
});

const TABLES = ['owners', 'todos', 'projects', 'sections', 'labels', 'filters', 'todo_labels', 'events'];

/** Against the real auth server: a person who may not is refused by every operation, and nothing of anybody changes. */
describe('Refusals', () => {
  let auth: RealAuthServer;
  let backend: TestApp;
  let http: Client;
  let database: DatabaseClient;
  let ada: RealUser;
  let eve: RealUser;
  let things: Record<string, string>;
  const cookies: Record<string, string> = {};

  beforeAll(async () => {
    auth = await RealAuthServer.start();
    backend = await createTestApp({ variables: { AUTH_SERVER_URL: auth.url } });
    http = client(backend.server);
    database = new DatabaseClient({ connectionString: process.env.TEST_TODOS_DATABASE_URL });
    await database.connect();
    ada = await auth.signUp();
    eve = await auth.signUp();
    things = await thingsOf(ada);
    await prepareCookies();
  });

  afterAll(async () => {
    await database.end();
    await backend.close();
    await auth.stop();
  });

  /** Something of every kind, under the names of the parameters that ask for it, and something in Trash. */
  async function thingsOf({ id, cookie }: RealUser): Promise<Record<string, string>> {
    const root = `/api/users/${id}`;
    const send = async (method: 'post' | 'patch', path: string, body: object) =>
      http[method](`${root}/${path}`).set('cookie', cookie).send(body);
    const add = async (path: string, body: object) =>
      (await send('post', path, body).then(succeeded)).body.id as string;
    const projectId = await add('projects', { name: 'Mine' });
    const sectionId = await add('sections', { projectId, name: 'Mine' });
    const labelId = await add('labels', { name: 'Mine' });
    const filterId = await add('filters', { name: 'Mine', query: '#Mine' });
    const place = { projectId, sectionId, labelIds: [labelId] };
    const [todoId, completed, trashedId] = [
      await add('todos', { title: 'Mine', ...place }),
      await add('todos', { title: 'Mine', ...place }),
      await add('todos', { title: 'Mine', ...place }),
    ];
    const change = await send('patch', `todos/${completed}`, { completed: true }).then(succeeded);
    await http.delete(`${root}/todos/${trashedId}`).set('cookie', cookie).expect(204);
    return { todoId, projectId, sectionId, labelId, filterId, trashedId, changeId: change.get('change-id')! };
  }

  async function prepareCookies(): Promise<void> {
    const [name, value] = ada.cookie.split('=', 2) as [string, string];
    cookies.none = '';
    cookies.garbage = `${name}=%00%ff;garbage`;
    cookies.tampered = `${name}=${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`;
    cookies.unsigned = `${name}=${value.split('.')[0]}`;
    cookies.revoked = await auth.signIn(ada);
    await auth.revoke(cookies.revoked);
    cookies['signed out'] = await auth.signIn(ada);
    await auth.signOut(cookies['signed out']);
    cookies.expired = await auth.signIn(ada);
    await auth.expire(cookies.expired);
    cookies['another user'] = eve.cookie;
  }

  async function rowsOfAda(): Promise<string> {
    const rows = TABLES.map(async (table) => {
      const statement = `SELECT t::text AS row FROM ${table} AS t WHERE user_id = $1 ORDER BY 1`;
      return (await database.query(statement, [ada.id])).rows;
    });
    return JSON.stringify(await Promise.all(rows));
  }

  async function ask({ method, path, requestBody, parameters = [] }: Operation, cookie: string) {
    const query = Object.fromEntries(
      parameters
        .filter(({ in: place, required }) => place === 'query' && required)
        .map((p) => [p.name, p.schema.const ?? p.example]),
    );
    const examples = requestBody?.content['application/json']?.examples ?? {};
    const ids: Record<string, string> = { userId: ada.id, ...things };
    const url = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => ids[name]!);
    const request = http[method as 'post'](url).query(query).set('cookie', cookie);
    const [example] = Object.values(examples);
    return example ? request.send(example.value) : request;
  }

  const signedOut = ['none', 'garbage', 'tampered', 'unsigned', 'revoked', 'signed out', 'expired'];

  it.each(closed.flatMap((operation) => signedOut.map((kind) => [operation.operationId, kind, operation] as const)))(
    '%s with the cookie: %s',
    async (_id, kind, operation) => {
      const before = await rowsOfAda();
      const answer = await ask(operation, cookies[kind]!);
      expect([answer.status, answer.body.error_code]).toEqual([401, 'INVALID_SESSION']);
      expect(await rowsOfAda()).toBe(before);
    },
  );

  it.each(ofUsers.map((operation) => [operation.operationId, operation] as const))(
    '%s by another user',
    async (_id, operation) => {
      const before = await rowsOfAda();
      const answer = await ask(operation, cookies['another user']!);
      expect([answer.status, answer.body.error_code]).toEqual([403, 'USER_MISMATCH']);
      expect(await rowsOfAda()).toBe(before);
    },
  );

  it.each(ofThings.map((operation) => [operation.operationId, operation] as const))(
    '%s of an id that is somebody else’s, below one’s own path: as if it did not exist',
    async (_id, operation) => {
      const before = await rowsOfAda();
      const own = { ...operation, path: operation.path.replace('{userId}', eve.id) };
      const answer = await ask(own, eve.cookie);
      expect([answer.status, answer.body.error_code]).toEqual([404, NOT_FOUND[parameterOf(operation)!]]);
      expect(await rowsOfAda()).toBe(before);
    },
  );

  describe('meet an id that is somebody else’s in the body of one’s own request', () => {
    let own: Record<string, string>;
    beforeAll(async () => void (own = await thingsOf(eve)));

    type Ids = Record<string, string>;
    it.each<[string, string, (theirs: Ids, own: Ids) => object, string]>([
      ['a project below it', 'projects', ({ projectId }) => ({ name: 'x', parentId: projectId }), 'parentId'],
      ['a project before it', 'projects', ({ projectId }) => ({ name: 'x', beforeId: projectId }), 'beforeId'],
      ['a project after it', 'projects', ({ projectId }) => ({ name: 'x', afterId: projectId }), 'afterId'],
      ['moving below it', 'projects/:projectId/move', ({ projectId }) => ({ parentId: projectId }), 'parentId'],
      ['moving before it', 'projects/:projectId/move', ({ projectId }) => ({ beforeId: projectId }), 'beforeId'],
      ['moving after it', 'projects/:projectId/move', ({ projectId }) => ({ afterId: projectId }), 'afterId'],
      ['a section in it', 'sections', ({ projectId }) => ({ name: 'x', projectId }), 'projectId'],
      [
        'a section after it',
        'sections',
        ({ sectionId }, { projectId }) => ({ name: 'x', projectId, afterId: sectionId }),
        'afterId',
      ],
      ['moving a section', 'sections/:sectionId/move', ({ sectionId }) => ({ beforeId: sectionId }), 'beforeId'],
      [
        'a filter before it',
        'filters',
        ({ filterId }) => ({ name: 'x', query: 'today', beforeId: filterId }),
        'beforeId',
      ],
      ['moving a filter', 'filters/:filterId/move', ({ filterId }) => ({ afterId: filterId }), 'afterId'],
      ['a todo in it', 'todos', ({ projectId }) => ({ title: 'x', projectId }), 'projectId'],
      ['a todo in its section', 'todos', ({ sectionId }) => ({ title: 'x', sectionId }), 'sectionId'],
      ['a todo below it', 'todos', ({ todoId }) => ({ title: 'x', parentId: todoId }), 'parentId'],
      ['a todo before it', 'todos', ({ todoId }) => ({ title: 'x', beforeId: todoId }), 'beforeId'],
      ['a todo after it', 'todos', ({ todoId }) => ({ title: 'x', afterId: todoId }), 'afterId'],
      ['a todo with it', 'todos', ({ labelId }) => ({ title: 'x', labelIds: [labelId] }), 'labelIds'],
      ['moving a todo into it', 'todos/:todoId/move', ({ projectId }) => ({ projectId }), 'projectId'],
      ['moving a todo into its section', 'todos/:todoId/move', ({ sectionId }) => ({ sectionId }), 'sectionId'],
      ['moving a todo below it', 'todos/:todoId/move', ({ todoId }) => ({ parentId: todoId }), 'parentId'],
      ['moving a todo before it', 'todos/:todoId/move', ({ todoId }) => ({ beforeId: todoId }), 'beforeId'],
      ['moving a todo after it', 'todos/:todoId/move', ({ todoId }) => ({ afterId: todoId }), 'afterId'],
      [
        'putting it on many',
        'todos/bulk',
        ({ labelId }, { todoId }) => ({ ids: [todoId], addLabelIds: [labelId] }),
        'addLabelIds',
      ],
      ['many todos in it', 'todos/bulk-create', ({ projectId }) => several({ projectId }), 'projectId'],
      ['many todos in its section', 'todos/bulk-create', ({ sectionId }) => several({ sectionId }), 'sectionId'],
      ['many todos below it', 'todos/bulk-create', ({ todoId }) => several({ parentId: todoId }), 'parentId'],
      ['many todos after it', 'todos/bulk-create', ({ todoId }) => several({ afterId: todoId }), 'afterId'],
      ['many todos with it', 'todos/bulk-create', ({ labelId }) => several({ labelIds: [labelId] }), 'labelIds'],
      [
        'moving many into it',
        'todos/bulk',
        ({ projectId }, { todoId }) => ({ ids: [todoId], place: { projectId } }),
        'projectId',
      ],
    ])('%s', async (_what, path, bodyOf, field) => {
      const before = await rowsOfAda();
      const url = `/api/users/${eve.id}/${path.replaceAll(/:(\w+)/g, (_all, name: string) => own[name]!)}`;
      const answer = await http.post(url).set('cookie', eve.cookie).send(bodyOf(things, own));
      expect([answer.status, answer.body.error_code]).toEqual([422, 'VALIDATION_FAILED']);
      expect(Object.keys(answer.body.fields)).toEqual([field]);
      expect(answer.text).not.toContain('Mine');
      expect(await rowsOfAda()).toBe(before);
    });

    it('changing many', async () => {
      const before = await rowsOfAda();
      const ids = [own.todoId, things.todoId];
      const url = `/api/users/${eve.id}/todos/bulk`;
      const answer = await http.post(url).set('cookie', eve.cookie).send({ ids, priority: 1 }).expect(422);
      expect(answer.body).toMatchObject({
        error_code: 'BULK_REFUSED',
        failures: [{ id: things.todoId, error_code: 'TODO_NOT_FOUND' }],
      });
      expect(await rowsOfAda()).toBe(before);
    });

    it('putting it on a todo', async () => {
      const url = `/api/users/${eve.id}/todos/${own.todoId}`;
      const answer = await http
        .patch(url)
        .set('cookie', eve.cookie)
        .send({ labelIds: [things.labelId] })
        .expect(422);
      expect(Object.keys(answer.body.fields)).toEqual(['labelIds']);
    });

    it('the history of it, which is empty', async () => {
      const url = `/api/users/${eve.id}/history`;
      const { todoId, projectId, sectionId, labelId, filterId, trashedId } = things;
      for (const entityId of [todoId, projectId, sectionId, labelId, filterId, trashedId]) {
        const answer = await http.get(url).query({ entityId }).set('cookie', eve.cookie).expect(200);
        expect(answer.body).toEqual({ items: [], nextCursor: null });
      }
    });

    it('naming a change as somebody else named theirs, which leaves that one alone', async () => {
      const before = await rowsOfAda();
      const root = `/api/users/${eve.id}`;
      const add = http.post(`${root}/labels`).set('cookie', eve.cookie).set('change-id', things.changeId!);
      await add.send({ name: 'new' }).expect(201);
      const undone = await http.post(`${root}/changes/${things.changeId}/undo`).set('cookie', eve.cookie).expect(200);
      expect(undone.body.entities).toMatchObject([{ entity: 'label' }]);
      expect(await rowsOfAda()).toBe(before);
    });
  });

  it('are not what the owner meets', async () => {
    const answer = await http.get(`/api/users/${ada.id}/todos/${things.todoId}`).set('cookie', ada.cookie).expect(200);
    expect(answer.body.todo.title).toBe('Mine');
  });

  it('begin with the very next request once a session is revoked', async () => {
    const cookie = await auth.signIn(ada);
    const url = `/api/users/${ada.id}/todos`;
    await http.get(url).set('cookie', cookie).expect(200);
    await auth.revoke(cookie);
    await http.get(url).set('cookie', cookie).expect(401);
  });

  it.each(['id in other case', 'id with a space', 'id cut short', 'id with a NUL'])('meet an %s', async (kind) => {
    const variants: Record<string, string> = {
      'id in other case': ada.id.toUpperCase() === ada.id ? ada.id.toLowerCase() : ada.id.toUpperCase(),
      'id with a space': `${ada.id}%20`,
      'id cut short': ada.id.slice(0, -1),
      'id with a NUL': `${ada.id}%00`,
    };
    const answer = await http.get(`/api/users/${variants[kind]}/todos`).set('cookie', ada.cookie);
    expect([answer.status, answer.body.error_code]).toEqual([403, 'USER_MISMATCH']);
  });
});

function succeeded<T extends { status: number; text: string }>(answer: T): T {
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
  return answer;
}
