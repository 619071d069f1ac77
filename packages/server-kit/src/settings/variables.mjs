import { readPublicUrl, isLoopback } from './public-url.mjs';
import * as kinds from './kinds.mjs';

/**
 * The table of all settings: what each variable can hold, its default and who reads it. scripts/ and both servers read them
 * by it. It is JavaScript that imports nothing of a package, so that `npm start` can read it before anything is installed.
 */

/** Who reads variables: `npm start` with the doctor and the backups, each server, and Compose for the containers. @typedef {'start' | 'auth-server' | 'backend' | 'compose'} Reader */

const start = /** @type {const} */ (['start']);
const compose = /** @type {const} */ (['compose']);
const authServer = /** @type {const} */ (['start', 'auth-server']);
const backend = /** @type {const} */ (['start', 'backend']);
const all = /** @type {const} */ (['start', 'auth-server', 'backend']);
/** Each server's own, which `npm start` sets itself. */
const servers = /** @type {const} */ (['auth-server', 'backend']);

const text = { ...kinds.anyText, secret: false };
const secretText = { ...kinds.anyText, secret: true };

/** `default` is what a variable is taken to be that is not set; `secret` is what no message and no other server is told. */
export const VARIABLES = {
  NODE_ENV: { ...text, readers: all },
  HOST: { ...text, default: '127.0.0.1', readers: servers },
  PORT: { ...kinds.port, default: '3000', readers: start },
  AUTH_PORT: { ...kinds.serverPort, default: '3001', readers: authServer },
  BACKEND_PORT: { ...kinds.serverPort, default: '3002', readers: backend },
  AUTH_METRICS_PORT: { ...kinds.serverPort, readers: authServer },
  BACKEND_METRICS_PORT: { ...kinds.serverPort, readers: backend },
  PUBLIC_URL: { ...kinds.publicUrl, default: 'http://localhost:3000', readers: all },
  TRUSTED_PROXIES: { ...kinds.proxies, default: '', readers: authServer },
  CORS_ORIGINS: { ...kinds.origins, default: '', readers: all },
  LOG_LEVEL: {
    ...kinds.oneOf(/** @type {const} */ (['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
    default: 'info',
    readers: all,
  },
  SHUTDOWN_DELAY_SECONDS: { ...kinds.wholeNumber(0, 60), default: '0', readers: all },
  DATABASE_TIMEOUT_MS: {
    ...kinds.wholeNumber(1000, 60_000),
    default: { 'auth-server': '1400', backend: '1600' },
    readers: all,
  },
  AUTH_SERVER_TIMEOUT_MS: { ...kinds.wholeNumber(1, 60_000), default: '1500', readers: backend },
  AUTH_SERVER_URL: {
    ...kinds.originUrl('http://127.0.0.1:3001'),
    default: 'http://127.0.0.1:3001',
    readers: backend,
  },
  BACKEND_URL: {
    ...kinds.originUrl('http://127.0.0.1:3002'),
    default: 'http://127.0.0.1:3002',
    readers: /** @type {const} */ (['auth-server']),
  },
  BETTER_AUTH_SECRET: { ...kinds.secret, secret: true, readers: authServer },
  BETTER_AUTH_OLD_SECRETS: { ...kinds.secrets, secret: true, default: '', readers: authServer },
  SMTP_URL: { ...kinds.smtpUrl, secret: true, readers: authServer },
  MAIL_FROM: { ...kinds.sender, readers: authServer },
  MAIL_OUTBOX: { ...kinds.oneOf(/** @type {const} */ (['on', 'off'])), default: 'off', readers: authServer },
  SIGN_UP: {
    ...kinds.oneOf(/** @type {const} */ (['open', 'invitation', 'closed'])),
    default: 'open',
    readers: authServer,
  },
  OIDC_ISSUER: { ...kinds.issuer, readers: authServer },
  OIDC_CLIENT_ID: { ...text, readers: authServer },
  OIDC_CLIENT_SECRET: { ...secretText, readers: authServer },
  OIDC_NAME: { ...kinds.shortText(50), readers: authServer },
  GOOGLE_CLIENT_ID: { ...text, readers: authServer },
  GOOGLE_CLIENT_SECRET: { ...secretText, readers: authServer },
  GITHUB_CLIENT_ID: { ...text, readers: authServer },
  GITHUB_CLIENT_SECRET: { ...secretText, readers: authServer },
  /** The databases' are checked together, by `databases.mjs`. */
  AUTH_DATABASE_URL: { ...secretText, readers: authServer },
  AUTH_DB_HOST: { ...text, readers: authServer },
  AUTH_DB_PORT: { ...text, default: '5432', readers: authServer },
  AUTH_DB_NAME: { ...text, default: 'auth', readers: authServer },
  AUTH_DB_USER: { ...text, default: 'auth', readers: authServer },
  AUTH_DB_PASSWORD: { ...secretText, readers: authServer },
  TODOS_DATABASE_URL: { ...secretText, readers: backend },
  TODOS_DB_HOST: { ...text, readers: backend },
  TODOS_DB_PORT: { ...text, default: '5432', readers: backend },
  TODOS_DB_NAME: { ...text, default: 'todos', readers: backend },
  TODOS_DB_USER: { ...text, default: 'todos', readers: backend },
  TODOS_DB_PASSWORD: { ...secretText, readers: backend },
  DATA_DIR: { ...text, default: '.data', readers: start },
  PUBLISH_ADDRESS: { ...text, readers: compose },
  POSTGRES_VERSION: { ...text, default: '17', readers: compose },
  POSTGRES_VOLUME: { ...text, default: '/var/lib/postgresql/data', readers: compose },
};

/** @typedef {typeof VARIABLES} Table */

/**
 * The variables of a reader, each as it was read: its default, or undefined, when it is not set.
 * @template {Reader} Who
 * @typedef {{ [Name in keyof Table as Who extends Table[Name]['readers'][number] ? Name : never]:
 *   Table[Name] extends { default: string | { [Other in Who]: string } }
 *     ? NonNullable<ReturnType<Table[Name]['read']>>
 *     : ReturnType<Table[Name]['read']> | undefined }} Values
 */

/** Texts by the names of variables; what is not set, or empty, is undefined. @typedef {Record<string, string | undefined>} Texts */

/** @typedef {import('./kinds.mjs').Kind<unknown> & { secret?: boolean, default?: string | { [Who in Reader]?: string }, readers: readonly Reader[] }} Variable */

/** @type {[name: string, variable: Variable][]} */
const entries = Object.entries(VARIABLES);

/**
 * Reads the variables of one reader from the environment. An empty one counts as not set.
 * @template {Reader} Who
 * @param {Texts} env
 * @param {Who} reader `start` runs at a terminal, where messages repeat the value that is wrong; servers write them to logs
 * @returns {{ given: Texts, values: Values<Who>, problems: string[] }} what was set, without blanks around it; what was made of
 *   it, where a variable that is wrong has its default; and a sentence for each that is wrong
 */
export function readVariables(env, reader) {
  /** @type {string[]} */
  const problems = [];
  /** @type {Texts} */
  const given = {};
  /** @type {Record<string, unknown>} */
  const values = {};
  for (const [name, variable] of entries) {
    if (!variable.readers.includes(reader)) continue;
    const set = env[name]?.trim() || undefined;
    given[name] = set;
    const value = set === undefined ? undefined : variable.read(set, reader);
    if (set !== undefined && value === undefined) problems.push(problemOf(name, variable, set, reader === 'start'));
    const fallback = typeof variable.default === 'object' ? variable.default[reader] : variable.default;
    values[name] = value ?? (fallback === undefined ? undefined : variable.read(fallback));
  }
  return { given, values: /** @type {Values<Who>} */ (values), problems };
}

/**
 * @param {string} name
 * @param {Variable} variable
 * @param {string} set
 * @param {boolean} repeats
 */
function problemOf(name, { must, secret }, set, repeats) {
  // Before an @ in an address a password can stand.
  const value = repeats && !secret && !set.includes('@') ? `; it is "${set}"` : '';
  return `${name} must ${typeof must === 'string' ? must : must(set)}${value}.`;
}

/** What belongs together: all of it is given, or none. */
const TOGETHER = [
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
];

/**
 * What is wrong with variables of the auth server each of which is fine by itself.
 * @param {Texts} given
 * @returns {string[]} a sentence each
 */
export function authServerProblems(given) {
  const { SMTP_URL, MAIL_FROM, MAIL_OUTBOX, PUBLIC_URL, OIDC_NAME } = given;
  /** @type {string[]} */
  const problems = [];
  if (given.NODE_ENV === 'production' && !given.BETTER_AUTH_SECRET)
    problems.push(
      'BETTER_AUTH_SECRET must be given with NODE_ENV=production, for example the output of `openssl rand -base64 32`.',
    );
  if (SMTP_URL && !MAIL_FROM)
    problems.push('MAIL_FROM must be given with SMTP_URL: the sender of mails, like Latch <latch@example.com>.');
  const origin = PUBLIC_URL && readPublicUrl(PUBLIC_URL)?.origin;
  if (MAIL_OUTBOX === 'on' && origin && !isLoopback(origin))
    problems.push(
      `MAIL_OUTBOX=on keeps mails for a browser on this machine, and PUBLIC_URL is ${PUBLIC_URL}, which others can open. Set SMTP_URL instead.`,
    );
  for (const names of TOGETHER) {
    const missing = names.filter((name) => !given[name]);
    const there = names.filter((name) => given[name]);
    if (missing.length > 0 && there.length > 0)
      problems.push(`${missing.join(' and ')} must be given with ${there.join(' and ')}.`);
  }
  if (OIDC_NAME && TOGETHER[0]?.every((name) => !given[name]))
    problems.push('OIDC_NAME must be given with OIDC_ISSUER.');
  return problems;
}

/** The settings are not usable; `problems` says all that is wrong with them, a sentence each. */
export class EnvironmentError extends Error {
  /** @param {string[]} problems */
  constructor(problems) {
    super(`These settings cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'EnvironmentError';
    this.problems = problems;
  }
}
