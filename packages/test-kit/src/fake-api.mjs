import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

/**
 * What the fake is to answer, in the query of the request: `?answer=` and this as JSON.
 * @typedef {object} Wanted
 * @property {number} [status]
 * @property {Record<string, string>} [headers]
 * @property {number} [length] of the body, which is JSON
 * @property {number} [todos] how many are in the body, which is a page of the feed
 * @property {boolean} [chunked] without a length
 * @property {boolean} [dies] in the middle of the body
 */

/**
 * Stands behind a gateway as both servers, and is told by requests what to do, so that it may be in another container:
 * - `…/events` is a stream of Server-Sent Events on which nothing is said;
 * - `/api/fake/say?text=&after=` says something on all of them, after so many milliseconds;
 * - `/api/fake/end` and `/api/fake/die` end them;
 * - `/api/fake/streams` tells how many are open, and how many connections there have been.
 */
export class FakeApi {
  /** @type {Set<import('node:http').ServerResponse>} */
  #streams = new Set();
  #connections = 0;
  #server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    if (pathname.endsWith('/events')) return this.#open(response);
    const [, command = ''] = /^\/api\/fake\/(\w+)$/.exec(pathname) ?? [];
    if (command) this.#obey(command, searchParams);
    const told = { streams: this.#streams.size, connections: this.#connections };
    answer(response, command ? {} : JSON.parse(searchParams.get('answer') ?? '{}'), told);
  }).on('connection', () => (this.#connections += 1));

  /** @param {number} port @param {string} host */
  async start(port, host) {
    this.#server.keepAliveTimeout = 65_000;
    await new Promise((resolve) => this.#server.listen(port, host, () => resolve(undefined)));
    return this;
  }

  async stop() {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** @param {import('node:http').ServerResponse} response */
  #open(response) {
    this.#streams.add(response);
    response.once('close', () => this.#streams.delete(response));
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  }

  /** @param {string} command @param {URLSearchParams} parameters */
  #obey(command, parameters) {
    for (const stream of this.#streams) {
      if (command === 'end') stream.end();
      if (command === 'die') stream.destroy();
      if (command === 'say')
        setTimeout(() => stream.write(`data: ${parameters.get('text')}\n\n`), Number(parameters.get('after') ?? 0));
    }
  }
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {Wanted} wanted
 * @param {unknown} told where no length is wanted
 */
function answer(response, { status = 200, headers = {}, length, todos, chunked, dies }, told) {
  const body =
    length === undefined
      ? JSON.stringify(todos === undefined ? told : { todos: Array.from({ length: todos }, toTodo) })
      : `["${'todo '.repeat(length).slice(0, length - 4)}"]`;
  const bodiless = status === 304;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...(!chunked && !bodiless && { 'content-length': body.length }),
    ...headers,
  });
  if (dies) response.write(body.slice(0, body.length / 2), () => response.destroy());
  else response.end(bodiless ? undefined : body);
}

/** One of somebody's todos as the feed has it, some of them completed, subtasks or in sections. @param {unknown} _ @param {number} n */
function toTodo(_, n) {
  const random = createHash('sha256').update(`${n}`).digest('hex');
  const created = createdAt(n);
  const isCompleted = n % 5 === 4;
  const updatedAt = new Date(created + (isCompleted ? 60_000 * parseInt(random.slice(20, 23), 16) : 0)).toISOString();
  return {
    id: idOf(n),
    title: `Water the plants in room ${n}`,
    notes: '',
    completedAt: isCompleted ? updatedAt : null,
    priority: 4,
    due: null,
    labelIds: [],
    projectId: '0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d01',
    sectionId: n % 5 === 0 ? `0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d1${n % 4}` : null,
    parentId: n % 5 === 2 ? idOf(n - 1) : null,
    position: `d${random.slice(30, 33)}`,
    version: isCompleted ? 2 : 1,
    createdAt: new Date(created).toISOString(),
    updatedAt,
    deletedAt: null,
    deletedWith: null,
  };
}

/** An hour after the one before. @param {number} n */
const createdAt = (n) => Date.UTC(2026, 0, 1) + n * 3_600_000;

/** A UUID of version 7. @param {number} n */
function idOf(n) {
  const time = createdAt(n).toString(16).padStart(12, '0');
  const random = createHash('sha256').update(`id ${n}`).digest('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const port of process.argv.slice(2)) await new FakeApi().start(Number(port), '0.0.0.0');
