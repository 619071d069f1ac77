import { readDatabaseSettings } from '@latch/server-kit/database-settings';
import { EnvironmentError, readVariables } from '@latch/server-kit/settings/variables.mjs';

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

/**
 * Reads the settings. An empty variable counts as absent.
 * @throws {EnvironmentError} naming every variable that cannot be used
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const { values, problems } = readVariables(variables, 'backend');
  const database = readDatabaseSettings(variables, 'TODOS', problems);
  if (problems.length > 0) throw new EnvironmentError(problems);
  return {
    production: values.NODE_ENV === 'production',
    host: values.HOST,
    port: values.BACKEND_PORT,
    metricsPort: values.BACKEND_METRICS_PORT,
    publicUrl: new URL(values.PUBLIC_URL.origin),
    corsOrigins: values.CORS_ORIGINS,
    todosDatabaseUrl: database.url,
    todosDatabaseVariable: database.variable,
    databaseTimeoutMs: values.DATABASE_TIMEOUT_MS,
    authServerUrl: new URL(values.AUTH_SERVER_URL),
    authServerTimeoutMs: values.AUTH_SERVER_TIMEOUT_MS,
    shutdownDelayMs: 1000 * values.SHUTDOWN_DELAY_SECONDS,
    logLevel: values.LOG_LEVEL,
  };
}

/** Injects the `Environment`. */
export const ENVIRONMENT = Symbol('ENVIRONMENT');
/** Injects the pino `Logger`. */
export const LOGGER = Symbol('LOGGER');
