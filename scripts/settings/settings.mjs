import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDatabaseSettings } from '../../packages/server-kit/src/settings/databases.mjs';
import {
  authServerProblems,
  EnvironmentError,
  readVariables,
} from '../../packages/server-kit/src/settings/variables.mjs';
import { loadEnvFile as loadFrom } from './env-file.mjs';
import { Refusal } from './refusal.mjs';

/** The project's own folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** @typedef {import('../../packages/server-kit/src/settings/databases.mjs').DatabaseSettings} DatabaseSettings */

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
 * @property {string} [trustedProxies] proxies in front of the gateway, for `proxy-addr`
 * @property {Record<string, string | undefined>} given every variable as it was set, to be handed on to the servers that read it
 */

/**
 * Puts the variables of a `.env` file beside package.json into the environment; what is set already wins.
 * @throws {Refusal} when a line could be read in more than one way
 */
export function loadEnvFile() {
  loadFrom(root, process.env, (notice) => console.error(notice));
}

/**
 * Reads the settings of `npm start` from the environment; all problems are reported together, those of both servers too.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings}
 * @throws {Refusal}
 */
export function readSettings(env) {
  const { given, values, problems } = readVariables(env, 'start');
  const publicUrl = given.PUBLIC_URL ? values.PUBLIC_URL : { origin: `http://localhost:${values.PORT}`, path: '' };
  const auth = readDatabaseSettings(env, 'AUTH', problems);
  const todos = readDatabaseSettings(env, 'TODOS', problems);
  const settings = {
    port: values.PORT,
    authPort: values.AUTH_PORT,
    backendPort: values.BACKEND_PORT,
    authMetricsPort: values.AUTH_METRICS_PORT,
    backendMetricsPort: values.BACKEND_METRICS_PORT,
    dataDir: isAbsolute(values.DATA_DIR) ? values.DATA_DIR : join(root, values.DATA_DIR),
    publicUrl: publicUrl.origin + publicUrl.path,
    authDatabaseUrl: auth?.url,
    todosDatabaseUrl: todos?.url,
    databases: { auth, todos },
    authServerUrl: given.AUTH_SERVER_URL,
    secret: given.BETTER_AUTH_SECRET,
    trustedProxies: given.TRUSTED_PROXIES,
    given,
  };
  if (!settings.authServerUrl) problems.push(...authServerProblems(given));
  const ports = [settings.port, settings.authPort, settings.backendPort];
  ports.push(...[settings.authMetricsPort, settings.backendMetricsPort].filter((each) => each !== undefined));
  if (new Set(ports).size < ports.length)
    problems.push(
      'PORT, AUTH_PORT, BACKEND_PORT and, where given, AUTH_METRICS_PORT and BACKEND_METRICS_PORT must be different ports.',
    );
  if (problems.length) throw new Refusal(new EnvironmentError(problems).message);
  return settings;
}
