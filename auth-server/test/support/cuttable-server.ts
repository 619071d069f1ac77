import type { Response } from 'supertest';
import { sharedDatabaseUrl } from './databases.mjs';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';
import { startAuthServer, type TestServer } from './test-server.js';

/** An auth server, and between it and the shared database a way that can be cut, which is this server's alone. */
export interface CuttableServer {
  server: TestServer;
  proxy: TcpProxy;
  stop: () => Promise<void>;
}

/** The least that one operation may take: for what is asked while no answer comes, and nothing else. */
export const IMPATIENT = { DATABASE_TIMEOUT_MS: '1000' };

/** @param variables besides those that name the database */
export async function startCuttableServer(variables: NodeJS.ProcessEnv = {}): Promise<CuttableServer> {
  const proxy = await TcpProxy.to(sharedDatabaseUrl());
  const server = await startAuthServer({ AUTH_DATABASE_URL: proxy.url, ...variables });
  const stop = async () => {
    proxy.turn('pass');
    await server.stop();
    await proxy.close();
  };
  // People are signed in past the proxy, whatever its state.
  return { server: { ...server, accounts: { ...server.accounts!, databaseUrl: sharedDatabaseUrl() } }, proxy, stop };
}

/**
 * Asks until the database was reached, which takes an impatient server several tries on a slow machine.
 * @param isOutage what such an answer looks like
 */
export async function untilReached(
  ask: () => PromiseLike<Response>,
  isOutage = ({ status }: Response) => status === 503,
): Promise<Response> {
  for (;;) {
    const response = await ask();
    if (!isOutage(response)) return response;
  }
}

/** Has all of these asked at once, so that what no answer comes to is waited for once. @returns each answer by its key */
export async function askAtOnce<Key extends string>(
  questions: Record<Key, () => PromiseLike<Response>>,
): Promise<Record<Key, Response>> {
  const keys = Object.keys(questions) as Key[];
  const answers = await Promise.all(keys.map((key) => questions[key]()));
  return Object.fromEntries(keys.map((key, index) => [key, answers[index]])) as Record<Key, Response>;
}
