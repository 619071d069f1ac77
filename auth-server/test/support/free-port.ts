import { once } from 'node:events';
import { type AddressInfo, type Server, createServer } from 'node:net';

/** A port that is taken for as long as the server runs. */
export async function takePort(): Promise<{ port: number; server: Server }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

/** Starts something on a free port; on another one when somebody else was given it a moment before. */
export async function startOnFreePort<Started>(start: (port: number) => Promise<Started>): Promise<Started> {
  for (;;) {
    const { server, port } = await takePort();
    await new Promise((resolve) => server.close(resolve));
    try {
      return await start(port);
    } catch (error) {
      if (!/in use/.test(String(error))) throw error;
    }
  }
}
