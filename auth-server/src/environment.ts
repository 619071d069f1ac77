import { randomBytes } from 'node:crypto';
import proxyAddr from 'proxy-addr';
import { z } from 'zod';
import { type DatabaseSettings, readDatabaseSettings } from '@latch/server-kit/database-settings';
import {
  commonVariables,
  EnvironmentError,
  listed,
  type LOG_LEVELS,
  optionalPort,
  originUrl,
  port,
  readVariables,
  wholeNumber,
} from '@latch/server-kit/environment';
import { isLoopback, readPublicUrl } from '@latch/server-kit/public-url';
import { addressOf, isSmtpUrl, isSwitch, type MailSettings } from './mail/mail-settings.js';
import {
  providerProblems,
  type ProviderSettings,
  providerSettings,
  providerVariables,
} from './providers/provider-settings.js';

const SECRET_LENGTH = 32;

/** Who may make an account: anybody, who is invited, or nobody. The first account may always be made. */
const SIGN_UP_MODES = ['open', 'invitation', 'closed'] as const;

export type SignUpMode = (typeof SIGN_UP_MODES)[number];

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
  logLevel: (typeof LOG_LEVELS)[number];
}

/**
 * Reads the settings from environment variables; an empty one counts as not set.
 * @throws {EnvironmentError} naming every problem at once
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const { given, data, problems } = readVariables(schema, variables);
  if (given.NODE_ENV === 'production' && !given.BETTER_AUTH_SECRET)
    problems.push(
      'BETTER_AUTH_SECRET must be given in production, for example the output of `openssl rand -base64 32`.',
    );
  problems.push(...mailProblems(given), ...providerProblems(given));
  const database = readDatabaseSettings(variables, 'AUTH', 'auth', problems);
  if (!data || problems.length) throw new EnvironmentError(problems);
  return toEnvironment(data, database);
}

const schema = {
  ...commonVariables,
  AUTH_PORT: port('AUTH_PORT', 3001),
  AUTH_METRICS_PORT: optionalPort('AUTH_METRICS_PORT'),
  DATABASE_TIMEOUT_MS: wholeNumber('DATABASE_TIMEOUT_MS', { fallback: 1400, least: 1000, most: 60_000 }),
  BACKEND_URL: originUrl('BACKEND_URL', 'http://127.0.0.1:3002'),
  BETTER_AUTH_SECRET: z
    .string()
    .min(SECRET_LENGTH, `BETTER_AUTH_SECRET must be at least ${SECRET_LENGTH} characters long.`)
    .optional(),
  BETTER_AUTH_OLD_SECRETS: z
    .string()
    .default('')
    .refine(
      (text) => listed(text).every((secret) => secret.length >= SECRET_LENGTH),
      `BETTER_AUTH_OLD_SECRETS must list secrets of at least ${SECRET_LENGTH} characters, separated by commas.`,
    ),
  SMTP_URL: z
    .string()
    .refine(
      isSmtpUrl,
      'SMTP_URL must be a mail server, like smtps://user:password@mail.example.com:465, with nothing behind it but options ' +
        'such as ?requireTLS=false; write # / ? % and @ in the password as %23 %2F %3F %25 and %40.',
    )
    .optional(),
  MAIL_FROM: z
    .string()
    .refine(
      (text) => addressOf(text) !== undefined,
      'MAIL_FROM must be the sender of mails, like Latch <latch@example.com>.',
    )
    .optional(),
  ...providerVariables,
  MAIL_OUTBOX: z.string().refine(isSwitch, 'MAIL_OUTBOX must be on or off.').default('off'),
  SIGN_UP: z.enum(SIGN_UP_MODES, `SIGN_UP must be one of ${SIGN_UP_MODES.join(', ')}.`).default('open'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .refine(
      (text) => isTrust(listed(text)),
      'TRUSTED_PROXIES must list addresses, networks like 10.0.0.0/8 or the words loopback, linklocal and uniquelocal.',
    ),
};

type Given = NonNullable<ReturnType<typeof readVariables<typeof schema>>['data']>;

function toEnvironment(given: Given, database: DatabaseSettings): Environment {
  const { origin, path } = given.PUBLIC_URL;
  return {
    production: given.NODE_ENV === 'production',
    host: given.HOST,
    port: given.AUTH_PORT,
    metricsPort: given.AUTH_METRICS_PORT,
    publicUrl: origin,
    appUrl: origin + path,
    corsOrigins: given.CORS_ORIGINS,
    databaseUrl: database.url,
    databaseVariable: database.variable,
    databaseTimeoutMs: given.DATABASE_TIMEOUT_MS,
    backendUrl: given.BACKEND_URL,
    secret: given.BETTER_AUTH_SECRET ?? randomBytes(SECRET_LENGTH).toString('base64url'),
    oldSecrets: listed(given.BETTER_AUTH_OLD_SECRETS).filter((secret) => secret !== given.BETTER_AUTH_SECRET),
    secretIsTemporary: !given.BETTER_AUTH_SECRET,
    mail: mailSettings(given),
    providers: providerSettings(given),
    signUp: given.SIGN_UP,
    trustedProxies: listed(given.TRUSTED_PROXIES),
    shutdownDelayMs: 1000 * given.SHUTDOWN_DELAY_SECONDS,
    logLevel: given.LOG_LEVEL,
  };
}

/** What is wrong with settings each of which is fine by itself. */
function mailProblems({ SMTP_URL, MAIL_FROM, MAIL_OUTBOX, PUBLIC_URL }: Record<string, string | undefined>): string[] {
  const problems: string[] = [];
  if (SMTP_URL && !MAIL_FROM)
    problems.push('MAIL_FROM must be given with SMTP_URL: the sender of mails, like Latch <latch@example.com>.');
  const origin = PUBLIC_URL && readPublicUrl(PUBLIC_URL)?.origin;
  if (MAIL_OUTBOX === 'on' && origin && !isLoopback(origin))
    problems.push(
      `MAIL_OUTBOX=on keeps mails for a browser on this machine, and PUBLIC_URL is ${PUBLIC_URL}, which others can open. Set SMTP_URL instead.`,
    );
  return problems;
}

function mailSettings({ SMTP_URL: url, MAIL_FROM: from, MAIL_OUTBOX }: Given): MailSettings {
  if (url && from) return { mode: 'smtp', url, from };
  return { mode: MAIL_OUTBOX === 'on' ? 'outbox' : 'none' };
}

function isTrust(entries: string[]): boolean {
  try {
    proxyAddr.compile(entries);
    return true;
  } catch {
    return false;
  }
}
