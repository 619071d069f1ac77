import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GracefulShutdown } from './graceful-shutdown.js';

let server: Server;
let shutdown: GracefulShutdown;
let agent: Agent;
let port: number;
/** Not answered yet. */
let held: ServerResponse[];

beforeEach(async () => {
  held = [];
  agent = new Agent({ keepAlive: true });
  server = createServer(({ url }, response) => {
    if (url === '/held') held.push(response);
    else response.end();
  });
  shutdown = new GracefulShutdown(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterEach(() => {
  agent.destroy();
  server.close();
  server.closeAllConnections();
});

async function ask(path: string): Promise<IncomingMessage> {
  const [response] = (await once(get({ port, path, agent }), 'response')) as [IncomingMessage];
  response.resume();
  return response;
}

async function askAndHold(): Promise<[Promise<IncomingMessage>]> {
  const answered = ask('/held');
  await once(server, 'request');
  return [answered];
}

it('goes on serving while it drains, and ends each connection with its answer', async () => {
  expect((await ask('/')).headers.connection).toBe('keep-alive');
  const [answered] = await askAndHold();
  await shutdown.drain(0);
  expect(shutdown.isDraining).toBe(true);
  expect((await ask('/')).headers.connection).toBe('close');
  held[0]!.end();
  expect((await answered).headers.connection).toBe('close');
});

it('closes once what is in flight is answered', async () => {
  const [answered] = await askAndHold();
  let isClosed = false;
  const closed = shutdown.close().then(() => (isClosed = true));
  await expect(ask('/')).rejects.toThrow('ECONNREFUSED');
  expect(isClosed).toBe(false);
  held[0]!.end();
  expect((await answered).statusCode).toBe(200);
  await closed;
});
