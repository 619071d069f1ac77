import { v7 as uuidV7 } from 'uuid';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';
import type { TodoUser } from '../support/todo-user.js';

const UNAVAILABLE = [503, 'STORE_UNAVAILABLE'];

describe('Without the database', () => {
  let proxy: TcpProxy;
  let stack: FakeStack;
  let ada: TodoUser;

  beforeAll(async () => {
    proxy = await TcpProxy.to(process.env.TEST_TODOS_DATABASE_URL!);
    stack = await startFakeStack({ variables: { TODOS_DATABASE_URL: proxy.url, DATABASE_TIMEOUT_MS: '4000' } });
    ada = stack.newUser();
  });
  afterEach(() => proxy.turn('pass'));
  afterAll(async () => {
    await stack.close();
    await proxy.close();
  });

  const requests = async () => {
    const { id } = await ada.has();
    const changeId = uuidV7();
    await ada.patch(`${ada.todos}/${id}`, { notes: 'x' }).set('change-id', changeId).expect(200);
    return {
      list: () => ada.get(ada.todos),
      project: () => ada.get(`/api/users/${ada.id}/projects/inbox/todos`),
      outline: () => ada.get(`/api/users/${ada.id}/outline`),
      search: () => ada.get(`${ada.todos}/search?q=x`),
      get: () => ada.get(`${ada.todos}/${id}`),
      create: () => ada.post(ada.todos, { title: 'x' }),
      update: () => ada.patch(`${ada.todos}/${id}`, { title: 'x' }),
      move: () => ada.post(`${ada.todos}/${id}/move`, { afterId: null }),
      bulk: () => ada.post(`${ada.todos}/bulk`, { ids: [id], priority: 1 }),
      undo: () => ada.post(`/api/users/${ada.id}/changes/${changeId}/undo`),
      delete: () => ada.delete(`${ada.todos}/${id}`),
      restore: () => ada.post(`/api/users/${ada.id}/trash/${id}/restore`),
      clear: () => ada.delete(`${ada.todos}?status=completed`),
    };
  };

  it('every operation on todos is 503, and works again by itself once the database is back', async () => {
    const all = Object.entries(await requests());
    proxy.turn('refuse');
    for (const [name, request] of all) {
      const answer = await request();
      expect([name, answer.status, answer.body.error_code]).toEqual([name, ...UNAVAILABLE]);
      expect([answer.get('retry-after'), answer.body.detail]).toEqual(['2', null]);
    }
    proxy.turn('pass');
    for (const [name, request] of all) expect([name, (await request()).status < 300]).toEqual([name, true]);
  });

  it('survives a restart of the database while nothing is going on', async () => {
    await ada.get(ada.todos).expect(200);
    proxy.cut();
    expect([200, 503]).toContain((await ada.get(ada.todos)).status);
    await ada.get(ada.todos).expect(200);
  });

  it('gives up on a database that has gone silent, and finds its way back', async () => {
    await ada.get(ada.todos).expect(200);
    proxy.turn('hang');
    const answers = await Promise.all(Array.from({ length: 12 }, () => ada.get(ada.todos)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 503));
    proxy.turn('pass');
    await ada.get(ada.todos).expect(200);
  });

  it('says who one is all the same', async () => {
    proxy.turn('refuse');
    await ada.get('/api/me').expect(200);
  });
});
