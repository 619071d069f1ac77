import { migratedDatabase, sharedDatabaseUrl, type TestDatabase } from './databases.mjs';
import { TcpProxy } from './tcp-proxy.js';
import { startAuthServer, type TestServer } from './test-server.js';

/** An auth server, and between it and its database a way that can be cut. */
export interface CuttableServer {
  server: TestServer;
  database: TestDatabase;
  proxy: TcpProxy;
  stop: () => Promise<void>;
}

/**
 * With a database of its own, in which a test may make statements fail.
 * @param variables besides those that name the database
 */
export async function startCuttableServer(variables: NodeJS.ProcessEnv = {}): Promise<CuttableServer> {
  return between(await migratedDatabase(), variables);
}

/** With the database that all suites share: the way to it is this server's alone. */
export function startServerCuttableFromShared(variables: NodeJS.ProcessEnv = {}): Promise<CuttableServer> {
  return between({ url: sharedDatabaseUrl(), drop: () => Promise.resolve() }, variables);
}

async function between(database: TestDatabase, variables: NodeJS.ProcessEnv): Promise<CuttableServer> {
  const proxy = await TcpProxy.to(database.url);
  const server = await startAuthServer({ AUTH_DATABASE_URL: proxy.url, ...variables });
  const stop = async () => {
    proxy.open();
    await server.stop();
    await proxy.close();
    await database.drop();
  };
  // People are signed in past the proxy, whatever its state.
  const accounts = { ...server.accounts!, databaseUrl: database.url };
  return { server: { ...server, accounts }, database, proxy, stop };
}
