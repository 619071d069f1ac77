import { once } from 'node:events';
import { type RequestListener, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { create } from 'axios';
import { type ExchangeOptions, undiciAdapter } from './undici-adapter.js';

describe('The carrier of session checks', () => {
  let server: Server;
  let asked: string[];
  const waiting: (() => void)[] = [];
  /** Answers when it is told to. */
  const onCue: RequestListener = ({ url = '' }, response) => {
    asked.push(url);
    waiting.push(() => response.end(url));
  };
  const client = (limits: Partial<ExchangeOptions> = {}) =>
    create({
      adapter: undiciAdapter(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
        connections: 1,
        calls: 10,
        idleMs: 4_000,
        largestAnswer: 1_000,
        ...limits,
      }),
    });
  const answerNext = async () => {
    await until(() => waiting.length > 0);
    waiting.shift()!();
  };

  beforeEach(async () => {
    asked = [];
    server = createServer(onCue).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    waiting.length = 0;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('has one call on a connection at a time, and the others wait', async () => {
    const http = client();
    const calls = Promise.all([http.get('/a'), http.get('/b')]);
    await until(() => asked.length > 0);
    expect(asked).toEqual(['/a']);
    await answerNext();
    await answerNext();
    expect((await calls).map(({ data }) => data as string)).toEqual(['/a', '/b']);
  });

  it('refuses a call at once when too many are under way, and takes one again afterwards', async () => {
    const http = client({ calls: 2 });
    const calls = [http.get('/a'), http.get('/b')];
    await expect(http.get('/c')).rejects.toMatchObject({ code: 'ERR_TOO_MANY_CALLS' });
    await answerNext();
    await answerNext();
    await Promise.all(calls);
    const again = http.get('/d');
    await answerNext();
    expect((await again).data).toBe('/d');
    expect(asked).toEqual(['/a', '/b', '/d']);
  });

  it('never sends a call that was aborted while it waited', async () => {
    const http = client();
    const first = http.get('/a');
    const controller = new AbortController();
    const second = http.get('/b', { signal: controller.signal });
    await until(() => asked.length > 0);
    controller.abort();
    await expect(second).rejects.toMatchObject({ code: 'ERR_CANCELED' });
    await answerNext();
    await first;
    const third = http.get('/c');
    await answerNext();
    await third;
    expect(asked).toEqual(['/a', '/c']);
  });

  it('closes a connection that lies idle, whatever the server would allow', async () => {
    server.keepAliveTimeout = 60_000;
    const [connection] = await Promise.all([
      once(server, 'connection'),
      client({ idleMs: 100 }).get('/a'),
      answerNext(),
    ]);
    await once(connection[0], 'close');
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
