import { join } from 'node:path';
import { isLoopback } from '../../packages/server-kit/src/settings.mjs';
import { keptSecret } from './secret.mjs';
import { PROVIDER_VARIABLES } from './settings.mjs';

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
    ...shared(settings),
    AUTH_PORT: String(settings.authPort),
    AUTH_METRICS_PORT: settings.authMetricsPort?.toString(),
    ...databaseVariables('AUTH_DATABASE_URL', databaseUrl, settings.databases.auth),
    BACKEND_URL: `http://127.0.0.1:${settings.backendPort}`,
    BETTER_AUTH_SECRET: settings.secret ?? keptSecret(join(settings.dataDir, 'auth-secret')),
    ...mail(settings),
    SIGN_UP: settings.signUp,
    ...settings.providers,
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
    ...shared(settings),
    BACKEND_PORT: String(settings.backendPort),
    BACKEND_METRICS_PORT: settings.backendMetricsPort?.toString(),
    ...databaseVariables('TODOS_DATABASE_URL', databaseUrl, settings.databases.todos),
    AUTH_SERVER_URL: authServerUrl(settings),
    BETTER_AUTH_SECRET: undefined,
    BETTER_AUTH_OLD_SECRETS: undefined,
    AUTH_DATABASE_URL: undefined,
    AUTH_DB_PASSWORD: undefined,
    SMTP_URL: undefined,
    ...Object.fromEntries(PROVIDER_VARIABLES.map((name) => [name, undefined])),
  };
}

/**
 * As they were set, so that a server's messages name the variable to change; an embedded database's address otherwise.
 * @param {string} name of the variable for a URL
 * @param {string} url
 * @param {import('../../packages/server-kit/src/settings.mjs').DatabaseSettings} [set]
 * @returns {NodeJS.ProcessEnv}
 */
function databaseVariables(name, url, set) {
  return { [name]: undefined, ...(set?.url === url ? set.given : { [name]: url }) };
}

/**
 * Where mails go. Without a mail server they are kept to be read, as long as nobody but this machine gets here.
 * @param {Settings} settings
 */
function mail({ smtpUrl, mailFrom, mailOutbox, publicUrl }) {
  const keeps = !smtpUrl && isLoopback(publicUrl) ? 'on' : undefined;
  return { SMTP_URL: smtpUrl, MAIL_FROM: mailFrom, MAIL_OUTBOX: mailOutbox ?? keeps };
}

/**
 * Both servers listen on this machine alone and believe the gateway, and nobody else, about a client's address.
 * @param {Settings} settings
 */
function shared(settings) {
  return { HOST: '127.0.0.1', PUBLIC_URL: settings.publicUrl, TRUSTED_PROXIES: 'loopback' };
}
