import type { components } from '@latch/contracts/latch';
import { http } from 'msw';
import { setupServer } from 'msw/node';
import { FakeLatch, USER_ID } from './fake-latch';

type Schemas = components['schemas'];

/** The network of every test: nothing answers but what a test put here. */
export const server = setupServer();

const todosPath = `*/api/users/${USER_ID}/todos`;

/** Lets a fake backend with these todos answer. @returns it, to look into and to put in a mood */
export function serveLatch(...todos: Schemas['Todo'][]): FakeLatch {
  const latch = new FakeLatch(todos);
  const on = latch.answer.bind(latch);
  server.use(
    http.get(`${todosPath}/counts`, ({ request }) => on(request, () => latch.counts())),
    http.post<never, Schemas['RestoreCleared']>(`${todosPath}/restore`, ({ request }) =>
      on(request, async () => latch.restoreBatch(await request.json())),
    ),
    http.post<{ id: string }>(`${todosPath}/:id/restore`, ({ request, params }) =>
      on(request, () => latch.restore(params.id)),
    ),
    http.get<{ id: string }>(`${todosPath}/:id`, ({ request, params }) => on(request, () => latch.read(params.id))),
    http.patch<{ id: string }>(`${todosPath}/:id`, ({ request, params }) =>
      on(request, async () =>
        latch.update(params.id, (await request.json()) as Schemas['UpdateTodo'], request.headers.get('If-Match')),
      ),
    ),
    http.delete<{ id: string }>(`${todosPath}/:id`, ({ request, params }) =>
      on(request, () => latch.delete(params.id)),
    ),
    http.get(todosPath, ({ request }) => on(request, () => latch.list(new URL(request.url)))),
    http.post(todosPath, ({ request }) =>
      on(request, async () => latch.create((await request.json()) as Schemas['CreateTodo'])),
    ),
    http.delete(todosPath, ({ request }) => on(request, () => latch.clear())),
  );
  return latch;
}
