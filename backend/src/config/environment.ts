import { readDatabaseSettings } from '@latch/server-kit/database-settings';
import { type AllowedOrigins, allowedOriginsOf, readPublicUrl } from './allowed-origins.js';

/** What the backend is told by its environment variables, checked and typed. */
export interface Environment extends AllowedOrigins {
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

/** Thrown at boot with everything that is wrong, so that it can be put right in one go. */
export class EnvironmentError extends Error {
  constructor(readonly problems: string[]) {
    super(`The settings need another look:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'EnvironmentError';
  }
}

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];

/**
 * Reads the settings. An empty variable counts as absent.
 * @throws {EnvironmentError} naming every variable that cannot be used
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const read = new VariableReader(variables);
  const publicUrl = read.originOfPage('PUBLIC_URL', 'http://localhost:3000');
  const corsOrigins = read.origins('CORS_ORIGINS');
  const database = readDatabaseSettings(variables, 'TODOS', 'todos', read.problems);
  const environment: Environment = {
    production: variables.NODE_ENV === 'production',
    host: read.text('HOST', '127.0.0.1'),
    port: read.integer('BACKEND_PORT', 3002, 0, 65_535),
    metricsPort: read.optionalPort('BACKEND_METRICS_PORT'),
    publicUrl,
    corsOrigins,
    ...allowedOriginsOf(publicUrl, corsOrigins),
    todosDatabaseUrl: database.url,
    todosDatabaseVariable: database.variable,
    databaseTimeoutMs: read.integer('DATABASE_TIMEOUT_MS', 1600, 1000, 60_000),
    authServerUrl: read.origin('AUTH_SERVER_URL', 'http://127.0.0.1:3001'),
    authServerTimeoutMs: read.integer('AUTH_SERVER_TIMEOUT_MS', 1500, 1, 60_000),
    shutdownDelayMs: 1000 * read.integer('SHUTDOWN_DELAY_SECONDS', 0, 0, 60),
    logLevel: read.oneOf('LOG_LEVEL', 'info', LOG_LEVELS),
  };
  if (read.problems.length > 0) throw new EnvironmentError(read.problems);
  return environment;
}

class VariableReader {
  readonly problems: string[] = [];

  constructor(private readonly variables: NodeJS.ProcessEnv) {}

  text(name: string, fallback: string): string {
    return this.variables[name]?.trim() || fallback;
  }

  integer(name: string, fallback: number, min: number, max: number): number {
    const text = this.text(name, String(fallback));
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    this.problems.push(`${name} must be a whole number from ${min} to ${max}.`);
    return fallback;
  }

  optionalPort(name: string): number | undefined {
    return this.text(name, '') ? this.integer(name, 0, 0, 65_535) : undefined;
  }

  oneOf(name: string, fallback: string, allowed: string[]): string {
    const value = this.text(name, fallback);
    if (!allowed.includes(value)) this.problems.push(`${name} must be one of ${allowed.join(', ')}.`);
    return value;
  }

  /** The origin of the address people open, which may have a path. */
  originOfPage(name: string, fallback: string): URL {
    const address = readPublicUrl(this.text(name, fallback));
    if (address) return new URL(address.origin);
    this.problems.push(`${name} must be the address people open, such as ${fallback}.`);
    return new URL(fallback);
  }

  /** An http or https address without a path. */
  origin(name: string, fallback: string): URL {
    const url = parseOrigin(this.text(name, fallback));
    if (url) return url;
    this.problems.push(`${name} must be an address such as ${fallback}, with no path.`);
    return new URL(fallback);
  }

  origins(name: string): string[] {
    const entries = this.text(name, '')
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean);
    const urls = entries.map(parseOrigin);
    if (urls.includes(undefined)) {
      this.problems.push(`${name} must be a comma-separated list of addresses such as https://app.example.com.`);
    }
    return urls.flatMap((url) => (url ? [url.origin] : []));
  }
}

function parseOrigin(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isOrigin = ['http:', 'https:'].includes(url.protocol) && `${url.origin}/` === url.href;
  return isOrigin ? url : undefined;
}
