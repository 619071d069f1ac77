import { databaseWithoutAccounts } from './administration.js';
import type { TestDatabase } from './databases.mjs';
import { TcpProxy } from './tcp-proxy.js';
import { startAuthServer, type TestServer } from './test-server.js';

/** An auth server with a database of its own, and between them a way that can be cut. */
export interface CuttableServer {
  server: TestServer;
  database: TestDatabase;
  proxy: TcpProxy;
  stop: () => Promise<void>;
}

/** @param variables besides those that name the database */
export async function startCuttableServer(variables: NodeJS.ProcessEnv = {}): Promise<CuttableServer> {
  const database = await databaseWithoutAccounts();
  const proxy = await TcpProxy.to(database.url);
  const server = await startAuthServer({ AUTH_DATABASE_URL: proxy.url, ...variables });
  const stop = async () => {
    proxy.open();
    await server.stop();
    await proxy.close();
    await database.drop();
  };
  return { server, database, proxy, stop };
}
