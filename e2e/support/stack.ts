import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@latch/test-kit/free-ports';
import { keptSecret } from '../../scripts/settings/secret.mjs';
import { readSettings } from '../../scripts/settings/settings.mjs';
import { startStack, type Stack } from '../../scripts/stack/stack.mjs';

export interface FreshStack extends Stack {
  /** Of the gateway. */
  port: number;
  dataDir: string;
  /** Of the databases, for what would take too long through the API, or cannot be seen there. */
  todosDatabaseUrl: string;
  authDatabaseUrl: string;
  /** What session cookies are signed with. */
  secret: string;
  /** Starts again what a test stopped, and lets go on what it paused. */
  restore: () => Promise<void>;
}

/**
 * All of Latch as `npm start` runs it, on free ports and with data of its own that is gone afterwards.
 * @param publicUrlOf the address people open, of the port of the gateway
 * @param more of the settings, as `.env` names them
 */
export async function startFreshStack(
  publicUrlOf?: (port: number) => string,
  more: Record<string, string> = {},
): Promise<FreshStack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'latch-e2e-'));
  const [port, authPort, backendPort] = await freePorts(3);
  const settings = readSettings({
    PORT: String(port),
    PUBLIC_URL: publicUrlOf?.(port!),
    AUTH_PORT: String(authPort),
    BACKEND_PORT: String(backendPort),
    DATA_DIR: dataDir,
    // Each test comes from an address of its own (see test.ts), so that none uses up another's rate limit.
    TRUSTED_PROXIES: 'loopback',
    ...more,
  });
  const stack = await startStack(settings);
  const urlOf = (database: string) =>
    `postgres://postgres@localhost/postgres?host=${encodeURIComponent(join(dataDir, 'run', database))}`;
  return {
    url: stack.url,
    port: settings.port,
    parts: stack.parts,
    dataDir,
    todosDatabaseUrl: settings.todosDatabaseUrl ?? urlOf('todos'),
    authDatabaseUrl: settings.authDatabaseUrl ?? urlOf('auth'),
    secret: settings.secret ?? keptSecret(join(dataDir, 'auth-secret')),
    restore: () => restore(stack),
    stop: async () => {
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Settings of another Latch that works on the data of one that runs, and so starts without databases of its own. */
export function onDataOf({ authDatabaseUrl, todosDatabaseUrl, secret }: FreshStack): Record<string, string> {
  return { AUTH_DATABASE_URL: authDatabaseUrl, TODOS_DATABASE_URL: todosDatabaseUrl, BETTER_AUTH_SECRET: secret };
}

async function restore({ parts }: Stack): Promise<void> {
  const { authDatabase, todosDatabase, authServer, backend } = parts;
  for (const part of [authDatabase, todosDatabase, authServer, backend]) {
    part?.signal('SIGCONT');
    if (part && !part.running) await part.start();
  }
}

/** So many workers at most never ask for the same port: they take turns with the numbers. */
const WORKERS = 4;

/** Ports that were free a moment ago, all different, and of no other worker of this run. */
export async function freePorts(count: number): Promise<number[]> {
  const turn = Number(process.env.TEST_PARALLEL_INDEX ?? 0) % WORKERS;
  const ports: number[] = [];
  while (ports.length < count) {
    const port = await freePort();
    if (port % WORKERS === turn) ports.push(port);
  }
  return ports;
}
