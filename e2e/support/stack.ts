import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../scripts/settings.mjs';
import { startStack, type Stack } from '../../scripts/stack.mjs';

export interface FreshStack extends Stack {
  dataDir: string;
  /** Of the embedded database, for what would take too long through the API. */
  todosDatabaseUrl: string;
  /** Starts again what a test stopped, and lets go on what it paused. */
  restore: () => Promise<void>;
}

/** All of Latch as `npm start` runs it, on free ports and with data of its own that is gone afterwards. */
export async function startFreshStack(): Promise<FreshStack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'latch-e2e-'));
  const [port, authPort, backendPort] = await freePorts(3);
  const settings = readSettings({
    PORT: String(port),
    AUTH_PORT: String(authPort),
    BACKEND_PORT: String(backendPort),
    DATA_DIR: dataDir,
    // Each test comes from an address of its own (see test.ts), so that none uses up another's rate limit.
    TRUSTED_PROXIES: 'loopback',
  });
  const stack = await startStack(settings);
  return {
    url: stack.url,
    parts: stack.parts,
    replicas: stack.replicas,
    dataDir,
    todosDatabaseUrl: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(join(dataDir, 'run', 'todos'))}`,
    restore: () => restore(stack),
    stop: async () => {
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function restore({ parts }: Stack): Promise<void> {
  const { authDatabase, todosDatabase, authServer, backend } = parts;
  for (const part of [authDatabase, todosDatabase, authServer, backend]) {
    part?.signal('SIGCONT');
    if (part && !part.running) await part.start();
  }
}

/** Ports that were free a moment ago, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const probes = Array.from({ length: count }, () => createServer());
  await Promise.all(probes.map((probe) => new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))));
  const ports = probes.map((probe) => (probe.address() as AddressInfo).port);
  await Promise.all(probes.map((probe) => new Promise((done) => probe.close(done))));
  return ports;
}
