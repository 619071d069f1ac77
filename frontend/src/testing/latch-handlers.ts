import { http, type JsonBodyType } from 'msw';
import { type FakeLatch, USER_ID } from './fake-latch';
import { Refused, refuseWith } from './fake-refusal';

type Params = Record<string, string>;

/** What an operation does: with the ids of its path, its body, and its query. */
type Work = (params: Params, body: never, query: URLSearchParams) => JsonBodyType | undefined | void;

type On = (
  method: 'get' | 'post' | 'patch' | 'delete',
  path: string,
  work: Work,
  status?: number,
) => ReturnType<typeof http.get>;

/** The operations of the backend, done by a fake one. @see contracts/latch.yaml */
export function latchHandlers(latch: FakeLatch) {
  const on: On = (method, path, work, status) =>
    http[method](`*/api/users/${USER_ID}${path}`, ({ request, params }) =>
      latch.answer(
        request,
        (body) => work(params as Params, body, new URL(request.url).searchParams) ?? undefined,
        status,
      ),
    );
  return [
    ...feedOperations(latch, on),
    ...firstPages(latch, on),
    ...todoOperations(latch, on),
    ...outlineOperations(latch, on),
    ...historyOperations(latch, on),
  ];
}

function feedOperations({ store }: FakeLatch, on: On) {
  // Nobody is told of anything: an answer without content tells a browser not to ask again.
  return [on('get', '/sync', () => store.sync()), on('get', '/events', () => undefined)];
}

function firstPages({ lists, outline }: FakeLatch, on: On) {
  return [
    on('get', '/outline', () => outline.all()),
    on('get', '/projects/:id/todos', ({ id = '' }, _body, query) => lists.inProject(id, query)),
    on('get', '/labels/:id/todos', ({ id = '' }, _body, query) => lists.withLabel(id, query)),
  ];
}

function todoOperations({ lists }: FakeLatch, on: On) {
  const id = (params: Params) => params['id'] ?? '';
  return [
    on('get', '/todos', (_params, _body, query) => lists.completed(query)),
    on('get', '/todos/search', (_params, _body, query) => ({ items: lists.search(query.get('q') ?? '') })),
    on('post', '/todos/bulk', (_params, body) => lists.edit(body)),
    on('post', '/todos/bulk-create', (_params, body) => lists.createMany(body), 201),
    on('post', '/todos', (_params, body) => lists.create(body), 201),
    on('delete', '/todos', () => lists.clear()),
    on('get', '/todos/:id', (params) => lists.read(id(params))),
    on('patch', '/todos/:id', (params, body) => lists.update(id(params), body)),
    on('post', '/todos/:id/move', (params, body) => lists.move(id(params), body)),
    on('delete', '/todos/:id', (params) => {
      lists.find(id(params));
      lists.remove([id(params)]);
    }),
  ];
}

function outlineOperations({ outline, store }: FakeLatch, on: On) {
  const id = (params: Params) => params['id'] ?? '';
  return [
    on('post', '/projects', (_params, body) => outline.createProject(body), 201),
    on('patch', '/projects/:id', (params, body) => outline.update(store.projects, id(params), body)),
    on('get', '/projects/:id/contents', (params) => outline.contents(id(params))),
    on('post', '/projects/:id/move', (params, body) => outline.moveProject(id(params), body)),
    on('delete', '/projects/:id', (params) => outline.remove('projects', id(params))),
    on('post', '/sections', (_params, body) => outline.createSection(body), 201),
    on('patch', '/sections/:id', (params, body) => outline.update(store.sections, id(params), body)),
    on('post', '/sections/:id/move', (params, body) => outline.moveSection(id(params), body)),
    on('delete', '/sections/:id', (params) => outline.remove('sections', id(params))),
    on('post', '/labels', (_params, body) => outline.createLabel(body), 201),
    on('patch', '/labels/:id', (params, body) => outline.update(store.labels, id(params), body)),
    on('delete', '/labels/:id', (params) => outline.remove('labels', id(params))),
    on('post', '/filters', (_params, body) => outline.createFilter(body), 201),
    on('patch', '/filters/:id', (params, body) => outline.update(store.filters, id(params), body)),
    on('post', '/filters/:id/move', (params, body) => outline.moveFilter(id(params), body)),
    on('delete', '/filters/:id', (params) => outline.remove('filters', id(params))),
    on('patch', '/settings', (_params, body) => (store.settings = { ...store.settings, ...(body as object) })),
  ];
}

function historyOperations({ outline, store }: FakeLatch, on: On) {
  const id = (params: Params) => params['id'] ?? '';
  const reverse = (way: 'undo' | 'redo') => (params: Params) => {
    const outcome =
      store.reverse(id(params), way) ?? refuseWith(404, 'CHANGE_NOT_FOUND', 'This change does not exist.');
    if ('refs' in outcome) return { entities: outcome.refs };
    const { blocked, now } = outcome;
    const [mine, theirs] = [blocked.before, now].map((row) => (row && 'title' in row ? row.title : null));
    const title = typeof theirs === 'string' ? theirs : '';
    const about = { entity: 'todo' as const, entityId: blocked.id, title, field: 'title', mine, theirs };
    const message = 'It was changed since, and would be overwritten.';
    throw new Refused({
      status: 409,
      body: { error_code: 'UNDO_REFUSED', message, detail: null, conflicts: [about] },
    });
  };
  return [
    on('get', '/trash', () => {
      const items = [...store.trash.values()].map(({ contents: _contents, ...about }) => ({ ...about, todos: 0 }));
      return { items: items.toReversed(), nextCursor: null };
    }),
    on('delete', '/trash', () => {
      const count = store.trash.size;
      store.trash.clear();
      return { count };
    }),
    on('delete', '/trash/:id', (params) => void store.trash.delete(id(params))),
    on('post', '/trash/:id/restore', (params) => outline.restore(id(params))),
    on('get', '/history', (_params, _body, query) => outline.history(query.get('entityId') ?? '')),
    on('get', '/changes', () => outline.changes()),
    on('post', '/changes/:id/undo', reverse('undo')),
    on('post', '/changes/:id/redo', reverse('redo')),
  ];
}
