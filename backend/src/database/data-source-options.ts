import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { DisconnectingClient } from './disconnecting-client.js';
import { migrations } from './migrations/index.js';

/** Covers waiting for one of the pool's connections as well, which a burst of requests may do for a while. */
const CONNECT_MS = 3_000;
const QUERY_MS = 5_000;
const POOL_SIZE = 10;

/** How long a connection and a query may take, in milliseconds, and how many connections are kept. */
export interface DatabaseLimits {
  connectMs: number;
  /** 0 for no limit. */
  queryMs: number;
  poolSize: number;
}

/**
 * How TypeORM reaches the todos' database. The URL goes to `pg` as it is, so whatever `pg` understands works here: TLS,
 * a pooled URL, a unix socket as `?host=`. Limits are kept on this side, because a server that does not answer cannot
 * keep them, and because `SET` would leak between connections that share a session.
 */
export function dataSourceOptions(
  url: string,
  onPoolError: (error: Error) => void,
  { connectMs, queryMs, poolSize }: DatabaseLimits = { connectMs: CONNECT_MS, queryMs: QUERY_MS, poolSize: POOL_SIZE },
): DataSourceOptions {
  return {
    type: 'postgres',
    driver: pg,
    url,
    // The schema is made by migrations, reviewed and reversible; never by looking at the entities.
    synchronize: false,
    installExtensions: false,
    logging: false,
    migrations,
    migrationsTableName: 'migrations',
    poolSize,
    connectTimeoutMS: connectMs,
    // Without a handler, a restart of the database would end this process.
    poolErrorHandler: onPoolError,
    extra: {
      Client: DisconnectingClient,
      query_timeout: queryMs,
      keepAlive: true,
      application_name: 'latch-backend',
    },
  };
}
