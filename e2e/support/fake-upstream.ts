import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { FakeServers } from '../../frontend/src/testing/fake-servers.js';

/** What a gateway has behind it in tests of pages: one server that answers for both, as its fakes say. */
export class FakeUpstream {
  /** Of the test that runs. */
  servers = new FakeServers();
  /** Is told of each request that no fake answers. */
  onUnanswered: (request: string) => void = () => {};
  readonly #answers = new Set<Promise<void>>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const answer = this.#answer(request, response).finally(() => this.#answers.delete(answer));
      this.#answers.add(answer);
    });
  }

  static async open(): Promise<FakeUpstream> {
    const upstream = new FakeUpstream();
    upstream.#server.listen(0, '127.0.0.1');
    await once(upstream.#server, 'listening');
    return upstream;
  }

  get url() {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get busy() {
    return this.#answers.size > 0;
  }

  /** Until what was asked so far is answered. */
  async untilAnswered(): Promise<void> {
    await Promise.all(this.#answers);
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = incoming;
    // The gateway looks whether what is behind it lives.
    if (url === '/health/live') return void outgoing.end();
    const body = method === 'GET' ? undefined : await buffer(incoming);
    const headers = Object.entries(incoming.headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    );
    const response = await this.servers.answer(
      new Request(this.url + url, { method, headers, body: body?.length ? new Uint8Array(body) : undefined }),
    );
    if (!response) this.onUnanswered(`nobody answers ${method} ${url}`);
    if (!response || response.type === 'error') return void outgoing.destroy();
    outgoing.writeHead(response.status, { 'cache-control': 'no-store', ...Object.fromEntries(response.headers) });
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  }
}
