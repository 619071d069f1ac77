import { randomBytes } from 'node:crypto';
import { readDatabaseSettings } from '@latch/server-kit/database-settings';
import {
  authServerProblems,
  EnvironmentError,
  readVariables,
  type Values,
} from '@latch/server-kit/settings/variables.mjs';
import { mailSettings, type MailSettings } from './mail/mail-settings.js';
import { type ProviderSettings, providerSettings } from './providers/provider-settings.js';

/** Who may make an account: anybody, who is invited, or nobody. The first account may always be made. */
export type SignUpMode = Values<'auth-server'>['SIGN_UP'];

export interface Environment {
  production: boolean;
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Where the metrics are read; without it nothing is measured. 0 takes any free port. */
  metricsPort?: number;
  /** The origin people open, without a path or a trailing slash. */
  publicUrl: string;
  /** Where the app's pages are: that origin, with the path Latch lives below if it does. No trailing slash. */
  appUrl: string;
  corsOrigins: string[];
  databaseUrl: string;
  /** The variable that the database's password stands in, to be named in messages. */
  databaseVariable: string;
  /** What one operation on it may take, waiting for a connection included, in milliseconds. */
  databaseTimeoutMs: number;
  /** Where the backend is asked to erase what it has of somebody. */
  backendUrl: string;
  secret: string;
  /** Signed them before, the newest first: what they signed is still believed. */
  oldSecrets: string[];
  /** True when no secret was given: sessions end with this process then. */
  secretIsTemporary: boolean;
  mail: MailSettings;
  /** Who people may sign in by, beside a password of theirs. */
  providers: ProviderSettings;
  signUp: SignUpMode;
  /** What `proxy-addr` trusts; empty when no proxy is. */
  trustedProxies: string[];
  /** How long it goes on serving, in milliseconds, once it was asked to end. */
  shutdownDelayMs: number;
  logLevel: Values<'auth-server'>['LOG_LEVEL'];
}

/**
 * Reads the settings from environment variables; an empty one counts as not set.
 * @throws {EnvironmentError} naming every problem at once
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const { given, values, problems } = readVariables(variables, 'auth-server');
  problems.push(...authServerProblems(given));
  const database = readDatabaseSettings(variables, 'AUTH', problems);
  if (problems.length) throw new EnvironmentError(problems);
  const { origin, path } = values.PUBLIC_URL;
  const secret = values.BETTER_AUTH_SECRET;
  return {
    production: values.NODE_ENV === 'production',
    host: values.HOST,
    port: values.AUTH_PORT,
    metricsPort: values.AUTH_METRICS_PORT,
    publicUrl: origin,
    appUrl: origin + path,
    corsOrigins: values.CORS_ORIGINS,
    databaseUrl: database.url,
    databaseVariable: database.variable,
    databaseTimeoutMs: values.DATABASE_TIMEOUT_MS,
    backendUrl: values.BACKEND_URL,
    secret: secret ?? randomBytes(32).toString('base64url'),
    oldSecrets: values.BETTER_AUTH_OLD_SECRETS.filter((old) => old !== secret),
    secretIsTemporary: !secret,
    mail: mailSettings(values),
    providers: providerSettings(values),
    signUp: values.SIGN_UP,
    trustedProxies: values.TRUSTED_PROXIES,
    shutdownDelayMs: 1000 * values.SHUTDOWN_DELAY_SECONDS,
    logLevel: values.LOG_LEVEL,
  };
}
