import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

/**
 * What the fake is to answer, in the query of the request: `?answer=` and this as JSON.
 * @typedef {object} Wanted
 * @property {number} [status]
 * @property {Record<string, string>} [headers]
 * @property {number} [length] of the body, which is JSON
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
function answer(response, { status = 200, headers = {}, length, chunked, dies }, told) {
  const body = length === undefined ? JSON.stringify(told) : `["${'todo '.repeat(length).slice(0, length - 4)}"]`;
  const bodiless = status === 304;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...(!chunked && !bodiless && { 'content-length': body.length }),
    ...headers,
  });
  if (dies) response.write(body.slice(0, body.length / 2), () => response.destroy());
  else response.end(bodiless ? undefined : body);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const port of process.argv.slice(2)) await new FakeApi().start(Number(port), '0.0.0.0');
