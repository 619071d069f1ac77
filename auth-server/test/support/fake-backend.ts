import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How it answers when it is asked to erase something. */
export type BackendMood = (request: IncomingMessage, response: ServerResponse) => void;

export const answers =
  (status: number, headers: Record<string, string> = {}): BackendMood =>
  (_request, response) =>
    void response.writeHead(status, headers).end(status === 204 ? undefined : '{}');

/** The backend in the moods it may be found in; it erases nothing, and remembers what it was asked. */
export class FakeBackend {
  mood: BackendMood = answers(204);
  readonly asked: Pick<IncomingMessage, 'method' | 'url' | 'headers'>[] = [];
  readonly #server: Server = createServer((request, response) => {
    const { method, url, headers } = request;
    this.asked.push({ method, url, headers });
    this.mood(request, response);
  });

  static async start(): Promise<FakeBackend> {
    const backend = new FakeBackend();
    backend.#server.listen(0, '127.0.0.1');
    await once(backend.#server, 'listening');
    return backend;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
