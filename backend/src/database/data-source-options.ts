import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { BoundedPool, type PoolLimits } from '@latch/server-kit/bounded-pool';
import { columnTypes } from './column-types.js';
import { migrations } from './migrations/index.js';

/** How many of the backend's own work may be under way and wait. */
export const ROOM = { mostWaiting: 500, poolSize: 10 };

/**
 * PostgreSQL compiles what it reckons to be long before it runs it, for a tenth of a second and more. Recursions are
 * reckoned a hundred times longer than they are.
 */
const NEVER_COMPILE = '-c jit=off';

/** What one operation on the database may take, and how many connections are kept. */
export interface DatabaseLimits extends PoolLimits {
  poolSize: number;
  /** To connect, in milliseconds; an operation's own limit wins. */
  connectMs?: number;
}

/**
 * How TypeORM reaches the todos' database. The URL goes to `pg` as it is, so whatever `pg` understands works here: TLS,
 * a pooled URL, a unix socket as `?host=`. Limits are kept on this side, because a server that does not answer cannot
 * keep them; it is told them when connecting and never by `SET`, which would leak between connections that share a session.
 */
export function dataSourceOptions(
  url: string,
  onPoolError: (error: Error) => void,
  { operationMs, mostWaiting, poolSize, connectMs, explain }: DatabaseLimits,
): DataSourceOptions {
  return {
    type: 'postgres',
    driver: { ...pg, Pool: BoundedPool },
    url,
    // The schema is made by migrations, which are reviewed and reversible.
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
      operationMs,
      mostWaiting,
      explain,
      preparesAll: true,
      options: NEVER_COMPILE,
      application_name: 'latch-backend',
      types: columnTypes,
    },
  };
}
