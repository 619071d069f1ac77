import { randomBytes } from 'node:crypto';
import proxyAddr from 'proxy-addr';
import { z } from 'zod';
import { type DatabaseSettings, readDatabaseSettings } from '@latch/server-kit/database-settings';
import { SIGN_UP_MODES, type SignUpMode } from './invitations/sign-up-mode.js';
import { addressOf, isSmtpUrl, isSwitch, type MailSettings } from './mail/mail-settings.js';
import { isLoopback, readPublicUrl } from './origins.js';
import {
  providerProblems,
  type ProviderSettings,
  providerSettings,
  providerVariables,
} from './providers/provider-settings.js';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const SECRET_LENGTH = 32;

/** Everything the auth server lets people set, checked and with its defaults filled in. */
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
  /** Further origins whose pages may call this server. */
  corsOrigins: string[];
  databaseUrl: string;
  /** The variable that the database's password stands in, to be named in messages. */
  databaseVariable: string;
  /** What one operation on it may take, waiting for a connection included, in milliseconds. */
  databaseTimeoutMs: number;
  /** Where the backend is asked to erase what it has of somebody. */
  backendUrl: string;
  /** Signs session cookies. */
  secret: string;
  /** Signed them before, the newest first: what they signed is still believed. */
  oldSecrets: string[];
  /** True when no secret was given: sessions end with this process then. */
  secretIsTemporary: boolean;
  mail: MailSettings;
  /** Who people may sign in by, beside a password of theirs. */
  providers: ProviderSettings;
  /** Who may make an account; the first one may always be made. */
  signUp: SignUpMode;
  /** What `proxy-addr` trusts; empty when no proxy is. */
  trustedProxies: string[];
  /** How long it goes on serving, in milliseconds, once it was asked to end. */
  shutdownDelayMs: number;
  logLevel: (typeof LOG_LEVELS)[number];
}

/** The settings are not usable; `problems` says all that is wrong with them, a sentence each. */
export class EnvironmentError extends Error {
  constructor(readonly problems: string[]) {
    super(
      `The auth server cannot start with these settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  }
}

/**
 * Reads the settings from environment variables; an empty one counts as not set.
 * @throws {EnvironmentError} naming every problem at once
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(
    Object.entries(variables)
      .map(([name, value]) => [name, value?.trim()])
      .filter(([, value]) => value),
  );
  const result = schema.safeParse(given);
  const problems = result.success ? [] : result.error.issues.map(({ message }) => message);
  if (given.NODE_ENV === 'production' && !given.BETTER_AUTH_SECRET)
    problems.push(
      'BETTER_AUTH_SECRET must be given in production, for example the output of `openssl rand -base64 32`.',
    );
  problems.push(...mailProblems(given), ...providerProblems(given));
  const database = readDatabaseSettings(variables, 'AUTH', 'auth', problems);
  if (!result.success || problems.length) throw new EnvironmentError(problems);
  return toEnvironment(result.data, database);
}

const schema = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().default('127.0.0.1'),
  AUTH_PORT: z.string().default('3001').refine(isPort, 'AUTH_PORT must be a port from 0 to 65535.'),
  AUTH_METRICS_PORT: z.string().refine(isPort, 'AUTH_METRICS_PORT must be a port from 0 to 65535.').optional(),
  PUBLIC_URL: z
    .string()
    .default('http://localhost:3000')
    .refine(
      (text) => readPublicUrl(text) !== undefined,
      'PUBLIC_URL must be the address people open, like https://todo.example.com or https://example.com/todo.',
    ),
  CORS_ORIGINS: z
    .string()
    .default('')
    .refine(
      (text) => listed(text).every(isOrigin),
      'CORS_ORIGINS must list origins like https://app.example.com, separated by commas.',
    ),
  DATABASE_TIMEOUT_MS: z
    .string()
    .default('1400')
    .refine(
      (text) => /^\d{4,5}$/.test(text) && Number(text) >= 1000 && Number(text) <= 60_000,
      'DATABASE_TIMEOUT_MS must be a whole number from 1000 to 60000.',
    ),
  BACKEND_URL: z
    .string()
    .default('http://127.0.0.1:3002')
    .refine(isOrigin, 'BACKEND_URL must be an address such as http://127.0.0.1:3002, with no path.'),
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
  SHUTDOWN_DELAY_SECONDS: z
    .string()
    .default('0')
    .refine(
      (text) => /^\d{1,2}$/.test(text) && Number(text) <= 60,
      'SHUTDOWN_DELAY_SECONDS must be a whole number from 0 to 60.',
    ),
  LOG_LEVEL: z.enum(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`).default('info'),
});

function toEnvironment(given: z.infer<typeof schema>, database: DatabaseSettings): Environment {
  const { origin, path } = readPublicUrl(given.PUBLIC_URL)!;
  return {
    production: given.NODE_ENV === 'production',
    host: given.HOST,
    port: Number(given.AUTH_PORT),
    metricsPort: given.AUTH_METRICS_PORT === undefined ? undefined : Number(given.AUTH_METRICS_PORT),
    publicUrl: origin,
    appUrl: origin + path,
    corsOrigins: listed(given.CORS_ORIGINS).map((origin) => new URL(origin).origin),
    databaseUrl: database.url,
    databaseVariable: database.variable,
    databaseTimeoutMs: Number(given.DATABASE_TIMEOUT_MS),
    backendUrl: new URL(given.BACKEND_URL).origin,
    secret: given.BETTER_AUTH_SECRET ?? randomBytes(SECRET_LENGTH).toString('base64url'),
    oldSecrets: listed(given.BETTER_AUTH_OLD_SECRETS).filter((secret) => secret !== given.BETTER_AUTH_SECRET),
    secretIsTemporary: !given.BETTER_AUTH_SECRET,
    mail: mailSettings(given),
    providers: providerSettings(given),
    signUp: given.SIGN_UP,
    trustedProxies: listed(given.TRUSTED_PROXIES),
    shutdownDelayMs: 1000 * Number(given.SHUTDOWN_DELAY_SECONDS),
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
      `MAIL_OUTBOX=on shows all mails to whoever asks, so it is for this machine alone, and PUBLIC_URL is ${PUBLIC_URL}. Set SMTP_URL instead.`,
    );
  return problems;
}

function mailSettings({ SMTP_URL: url, MAIL_FROM: from, MAIL_OUTBOX }: z.infer<typeof schema>): MailSettings {
  if (url && from) return { mode: 'smtp', url, from };
  return { mode: MAIL_OUTBOX === 'on' ? 'outbox' : 'none' };
}

const listed = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && pathname === '/' && !search && !hash && !username && !password;
}

function isTrust(entries: string[]): boolean {
  try {
    proxyAddr.compile(entries);
    return true;
  } catch {
    return false;
  }
}
