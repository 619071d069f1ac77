import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDatabaseSettings, readPublicUrl } from '../../packages/server-kit/src/settings.mjs';
import { loadEnvFile as loadFrom } from './env-file.mjs';
import { Refusal } from './refusal.mjs';

/** The project's own folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** @typedef {import('../../packages/server-kit/src/settings.mjs').DatabaseSettings} DatabaseSettings */

/**
 * @typedef {object} Settings
 * @property {number} port the gateway's
 * @property {number} authPort
 * @property {number} backendPort
 * @property {number} [authMetricsPort] where the auth server's metrics are read; not measured without it
 * @property {number} [backendMetricsPort]
 * @property {string} dataDir absolute
 * @property {string} publicUrl the address people open, where Latch is below a path of it with that, and no trailing slash
 * @property {string} [authDatabaseUrl] replaces the embedded database
 * @property {string} [todosDatabaseUrl] replaces the embedded database
 * @property {{ auth?: DatabaseSettings, todos?: DatabaseSettings }} databases how each was set, where it is not embedded
 * @property {string} [authServerUrl] an auth server that runs elsewhere; ours is not started then
 * @property {string} [secret]
 * @property {string} [smtpUrl] the mail server
 * @property {string} [mailFrom] the sender of mails
 * @property {string} [mailOutbox] `on` keeps mails to be read on this machine, which is so by default where nobody else gets here
 * @property {string} [signUp] who may make an account: `open`, `invitation` or `closed`
 * @property {NodeJS.ProcessEnv} providers who people may sign in by, as the auth server reads it: `PROVIDER_VARIABLES`
 * @property {string} [trustedProxies] proxies in front of the gateway, for `proxy-addr`
 * @property {boolean} production
 */

/** The settings of other providers, each of which the auth server alone reads and checks. */
export const PROVIDER_VARIABLES = [
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_NAME',
  'GOOGLE_CLIENT_ID',
  'GOOGLE_CLIENT_SECRET',
  'GITHUB_CLIENT_ID',
  'GITHUB_CLIENT_SECRET',
];

/**
 * Puts the variables of a `.env` file beside package.json into the environment; what is set already wins.
 * @throws {Refusal} when a line could be read in more than one way
 */
export function loadEnvFile() {
  loadFrom(root, process.env, (notice) => console.error(notice));
}

/**
 * Reads the settings of `npm start` from the environment; all problems are reported together.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings}
 * @throws {Refusal}
 */
export function readSettings(env) {
  /** @type {string[]} */
  const problems = [];
  const text = (/** @type {string} */ name) => env[name]?.trim() || undefined;
  const port = (/** @type {string} */ name, /** @type {number} */ fallback) => {
    const value = Number(text(name) ?? fallback);
    if (Number.isInteger(value) && value >= 1 && value <= 65535) return value;
    problems.push(`${name} must be a port from 1 to 65535; it is "${env[name]}".`);
    return fallback;
  };

  const gatewayPort = port('PORT', 3000);
  const givenUrl = text('PUBLIC_URL') ?? `http://localhost:${gatewayPort}`;
  const publicUrl = readPublicUrl(givenUrl);
  if (!publicUrl)
    problems.push(
      `PUBLIC_URL must be the address people open, like https://todo.example.com or https://example.com/todo; it is "${givenUrl}".`,
    );
  const dataDir = text('DATA_DIR') ?? '.data';
  const authDatabase = readDatabaseSettings(env, 'AUTH', 'auth', problems);
  const todosDatabase = readDatabaseSettings(env, 'TODOS', 'todos', problems);
  const settings = {
    port: gatewayPort,
    authPort: port('AUTH_PORT', 3001),
    backendPort: port('BACKEND_PORT', 3002),
    authMetricsPort: text('AUTH_METRICS_PORT') ? port('AUTH_METRICS_PORT', 1) : undefined,
    backendMetricsPort: text('BACKEND_METRICS_PORT') ? port('BACKEND_METRICS_PORT', 1) : undefined,
    dataDir: isAbsolute(dataDir) ? dataDir : join(root, dataDir),
    publicUrl: publicUrl ? publicUrl.origin + publicUrl.path : givenUrl,
    authDatabaseUrl: authDatabase?.url,
    todosDatabaseUrl: todosDatabase?.url,
    databases: { auth: authDatabase, todos: todosDatabase },
    authServerUrl: text('AUTH_SERVER_URL'),
    secret: text('BETTER_AUTH_SECRET'),
    smtpUrl: text('SMTP_URL'),
    mailFrom: text('MAIL_FROM'),
    mailOutbox: text('MAIL_OUTBOX'),
    signUp: text('SIGN_UP'),
    providers: Object.fromEntries(PROVIDER_VARIABLES.map((name) => [name, text(name)])),
    trustedProxies: text('TRUSTED_PROXIES'),
    production: env.NODE_ENV === 'production',
  };

  const ports = [settings.port, settings.authPort, settings.backendPort];
  ports.push(...[settings.authMetricsPort, settings.backendMetricsPort].filter((each) => each !== undefined));
  if (new Set(ports).size < ports.length)
    problems.push(
      'PORT, AUTH_PORT, BACKEND_PORT and, where given, AUTH_METRICS_PORT and BACKEND_METRICS_PORT must be different ports.',
    );
  if (settings.secret && settings.secret.length < 32)
    problems.push(`BETTER_AUTH_SECRET must be at least 32 characters long; it has ${settings.secret.length}.`);
  if (!['open', 'invitation', 'closed'].includes(settings.signUp ?? 'open'))
    problems.push(`SIGN_UP must be open, invitation or closed; it is "${settings.signUp}".`);
  if (settings.production && !settings.secret && !settings.authServerUrl)
    problems.push(
      'With NODE_ENV=production, BETTER_AUTH_SECRET must be given: for example the output of `openssl rand -base64 32`.',
    );
  if (problems.length) throw new Refusal(`Latch cannot start with these settings:\n  - ${problems.join('\n  - ')}`);
  return settings;
}
