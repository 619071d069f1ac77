import { Client as DatabaseClient } from 'pg';
import { type Client, client } from '../support/client.js';
import { type Operation, operations } from '../support/contract.js';
import { type TestApp, createTestApp } from '../support/create-test-app.js';
import { RealAuthServer, type RealUser } from '../support/real-auth-server.js';

const closed = operations.filter(({ isPublic }) => !isPublic);
const ofUsers = closed.filter(({ path }) => path.includes('{userId}'));

/** Against the real auth server: whoever may not is refused by every operation, and nothing of anybody changes. */
describe('Refusals', () => {
  let auth: RealAuthServer;
  let backend: TestApp;
  let http: Client;
  let database: DatabaseClient;
  let ada: RealUser;
  let todoId: string;
  const cookies: Record<string, string> = {};

  beforeAll(async () => {
    auth = await RealAuthServer.start();
    backend = await createTestApp({ variables: { AUTH_SERVER_URL: auth.url } });
    http = client(backend.server);
    database = new DatabaseClient({ connectionString: process.env.TEST_TODOS_DATABASE_URL });
    await database.connect();
    ada = await auth.signUp();
    todoId = await todosOf(ada);
    await prepareCookies();
  });

  afterAll(async () => {
    await database.end();
    await backend.close();
    await auth.stop();
  });

  /** An open, a completed and a deleted todo. @returns the open one's id */
  async function todosOf({ id, cookie }: RealUser): Promise<string> {
    const todos = `/api/users/${id}/todos`;
    const add = async () =>
      (await http.post(todos).set('cookie', cookie).send({ title: 'Mine' }).expect(201)).body.id as string;
    const [open, completed, deleted] = [await add(), await add(), await add()];
    await http.patch(`${todos}/${completed}`).set('cookie', cookie).send({ completed: true }).expect(200);
    await http.delete(`${todos}/${deleted}`).set('cookie', cookie).expect(204);
    return open;
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
    cookies['another user'] = (await auth.signUp()).cookie;
  }

  async function rowsOfAda(): Promise<string> {
    const { rows } = await database.query('SELECT t::text AS row FROM todos t WHERE user_id = $1 ORDER BY id', [
      ada.id,
    ]);
    return JSON.stringify(rows);
  }

  async function ask({ method, path, requestBody, parameters = [] }: Operation, cookie: string) {
    const query = Object.fromEntries(
      parameters
        .filter(({ in: place, required }) => place === 'query' && required)
        .map((p) => [p.name, p.schema.const]),
    );
    const examples = requestBody?.content['application/json']?.examples ?? {};
    const url = path.replace('{userId}', ada.id).replace('{todoId}', todoId);
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

  it.each(
    ofUsers
      .filter(({ path }) => path.includes('{todoId}'))
      .map((operation) => [operation.operationId, operation] as const),
  )('%s of an id that is somebody else’s, below one’s own path: as if it did not exist', async (_id, operation) => {
    const eve = await auth.signUp();
    const before = await rowsOfAda();
    const own = { ...operation, path: operation.path.replace('{userId}', eve.id) };
    const answer = await ask(own, eve.cookie);
    expect([answer.status, answer.body.error_code]).toEqual([404, 'TODO_NOT_FOUND']);
    expect(await rowsOfAda()).toBe(before);
  });

  it('are not what the owner meets', async () => {
    const answer = await http.get(`/api/users/${ada.id}/todos/${todoId}`).set('cookie', ada.cookie).expect(200);
    expect(answer.body.title).toBe('Mine');
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
