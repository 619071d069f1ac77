import { readDatabaseSettings } from '@latch/server-kit/database-settings';
import {
  commonVariables,
  EnvironmentError,
  optionalPort,
  originUrl,
  port,
  readVariables,
  wholeNumber,
} from '@latch/server-kit/environment';

/** What the backend is told by its environment variables, checked and typed. */
export interface Environment {
  production: boolean;
  host: string;
  port: number;
  /** Where the metrics are read; without it nothing is measured. 0 takes any free port. */
  metricsPort?: number;
  /** The origin people open, whatever the path Latch lives below; decides the cookie's name and the allowed origins. */
  publicUrl: URL;
  /** Origins besides the public one that may call with credentials. */
  corsOrigins: string[];
  todosDatabaseUrl: string;
  /** The variable that the database's password stands in, to be named in messages. */
  todosDatabaseVariable: string;
  /** What one operation on it may take, waiting for a connection included, in milliseconds. */
  databaseTimeoutMs: number;
  authServerUrl: URL;
  /** The hard deadline of one session check, in milliseconds. */
  authServerTimeoutMs: number;
  /** How long it goes on serving, in milliseconds, once it was asked to end. */
  shutdownDelayMs: number;
  logLevel: string;
}

const schema = {
  ...commonVariables,
  BACKEND_PORT: port('BACKEND_PORT', 3002),
  BACKEND_METRICS_PORT: optionalPort('BACKEND_METRICS_PORT'),
  DATABASE_TIMEOUT_MS: wholeNumber('DATABASE_TIMEOUT_MS', { fallback: 1600, least: 1000, most: 60_000 }),
  AUTH_SERVER_URL: originUrl('AUTH_SERVER_URL', 'http://127.0.0.1:3001'),
  AUTH_SERVER_TIMEOUT_MS: wholeNumber('AUTH_SERVER_TIMEOUT_MS', { fallback: 1500, least: 1, most: 60_000 }),
};

/**
 * Reads the settings. An empty variable counts as absent.
 * @throws {EnvironmentError} naming every variable that cannot be used
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const { data, problems } = readVariables(schema, variables);
  const database = readDatabaseSettings(variables, 'TODOS', 'todos', problems);
  if (!data || problems.length > 0) throw new EnvironmentError(problems);
  return {
    production: data.NODE_ENV === 'production',
    host: data.HOST,
    port: data.BACKEND_PORT,
    metricsPort: data.BACKEND_METRICS_PORT,
    publicUrl: new URL(data.PUBLIC_URL.origin),
    corsOrigins: data.CORS_ORIGINS,
    todosDatabaseUrl: database.url,
    todosDatabaseVariable: database.variable,
    databaseTimeoutMs: data.DATABASE_TIMEOUT_MS,
    authServerUrl: new URL(data.AUTH_SERVER_URL),
    authServerTimeoutMs: data.AUTH_SERVER_TIMEOUT_MS,
    shutdownDelayMs: 1000 * data.SHUTDOWN_DELAY_SECONDS,
    logLevel: data.LOG_LEVEL,
  };
}
