import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../scripts/settings.mjs';
import { startStack, type Stack } from '../../scripts/stack.mjs';

/** All of Latch as `npm start` runs it, on free ports and with data of its own that is gone afterwards. */
export async function startFreshStack(): Promise<Stack & { dataDir: string }> {
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
    dataDir,
    stop: async () => {
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Ports that were free a moment ago, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const probes = Array.from({ length: count }, () => createServer());
  await Promise.all(probes.map((probe) => new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))));
  const ports = probes.map((probe) => (probe.address() as AddressInfo).port);
  await Promise.all(probes.map((probe) => new Promise((done) => probe.close(done))));
  return ports;
}
