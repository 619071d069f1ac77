import { join } from 'node:path';
import { isLoopback } from '../../packages/server-kit/src/settings/public-url.mjs';
import { VARIABLES } from '../../packages/server-kit/src/settings/variables.mjs';
import { keptSecret } from './secret.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */

/** @param {Settings} settings */
export function authServerUrl(settings) {
  return settings.authServerUrl ?? `http://127.0.0.1:${settings.authPort}`;
}

/**
 * The variables the auth server starts with.
 * @param {Settings} settings
 * @param {string} databaseUrl
 * @returns {NodeJS.ProcessEnv}
 */
export function authServerEnvironment(settings, databaseUrl) {
  return {
    ...shared(settings, 'auth-server'),
    AUTH_PORT: String(settings.authPort),
    AUTH_METRICS_PORT: settings.authMetricsPort?.toString(),
    ...databaseVariables('AUTH_DATABASE_URL', databaseUrl, settings.databases.auth),
    BACKEND_URL: `http://127.0.0.1:${settings.backendPort}`,
    BETTER_AUTH_SECRET: settings.secret ?? keptSecret(join(settings.dataDir, 'auth-secret')),
    MAIL_OUTBOX: settings.given.MAIL_OUTBOX ?? (keepsMails(settings) ? 'on' : undefined),
  };
}

/**
 * The variables the backend starts with; the auth server's secret and database are not among them.
 * @param {Settings} settings
 * @param {string} databaseUrl
 * @returns {NodeJS.ProcessEnv}
 */
export function backendEnvironment(settings, databaseUrl) {
  return {
    ...shared(settings, 'backend'),
    BACKEND_PORT: String(settings.backendPort),
    BACKEND_METRICS_PORT: settings.backendMetricsPort?.toString(),
    ...databaseVariables('TODOS_DATABASE_URL', databaseUrl, settings.databases.todos),
    AUTH_SERVER_URL: authServerUrl(settings),
  };
}

/**
 * As they were set, so that a server's messages name the variable to change; an embedded database's address otherwise.
 * @param {string} name of the variable for a URL
 * @param {string} url
 * @param {import('../../packages/server-kit/src/settings/databases.mjs').DatabaseSettings} [set]
 * @returns {NodeJS.ProcessEnv}
 */
function databaseVariables(name, url, set) {
  return { [name]: undefined, ...(set?.url === url ? set.given : { [name]: url }) };
}

/** Without a mail server mails are kept to be read, as long as nobody but this machine gets here. @param {Settings} settings */
const keepsMails = ({ given, publicUrl }) => !given.SMTP_URL && isLoopback(publicUrl);

/**
 * What a server reads is as it was set, and what it does not read, such as a secret of the other one, is kept from it. Both
 * listen on this machine alone and believe the gateway, and nobody else, about a client's address.
 * @param {Settings} settings
 * @param {'auth-server' | 'backend'} server
 * @returns {NodeJS.ProcessEnv}
 */
function shared({ given, publicUrl }, server) {
  /** @type {[name: string, variable: { readers: readonly string[] }][]} */
  const variables = Object.entries(VARIABLES);
  const own = variables.map(([name, { readers }]) => [name, readers.includes(server) ? given[name] : undefined]);
  return { ...Object.fromEntries(own), HOST: '127.0.0.1', PUBLIC_URL: publicUrl, TRUSTED_PROXIES: 'loopback' };
}
