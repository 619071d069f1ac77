import { join } from 'node:path';
import { dataDirRefusal, openDataDir } from '../settings/data-dir.mjs';
import { embeddedDatabase } from './embedded-part.mjs';
import { openGateway } from '../gateway/gateway.mjs';
import { Part } from './part.mjs';
import { refuseUsedPorts, untilOk } from './ports.mjs';
import { Refusal } from '../settings/refusal.mjs';
import { authServerEnvironment, authServerUrl, backendEnvironment } from '../settings/server-environment.mjs';
import { isLoopback } from '../../packages/server-kit/src/settings/public-url.mjs';
import { root } from '../settings/settings.mjs';

/** @typedef {import('../settings/settings.mjs').Settings} Settings */

/**
 * @typedef {object} Stack
 * @property {string} url the address to open
 * @property {{ authServer?: Part, backend: Part, authDatabase?: Part, todosDatabase?: Part }} parts
 * @property {() => Promise<void>} stop in order: no new requests, those in flight, the servers, the databases
 */

/**
 * Starts all of Latch behind one address: databases, migrations, both servers, the gateway.
 * @param {Settings} settings
 * @param {object} [options]
 * @param {(line: string) => void} [options.say] progress in plain words
 * @param {() => void} [options.onGivenUp] a part ended too often to go on
 * @param {boolean} [options.gateway] false when something else serves the pages
 * @param {boolean} [options.watch] restart a server when its compiled files change
 * @param {NodeJS.ProcessEnv} [options.serverEnvironment] for both servers, besides what the settings say
 * @param {(url: string) => string} [options.authServerSeenAs] where everybody else reaches the auth server with this URL
 * @param {Promise<unknown>} [options.built] what the servers wait for; the databases do not
 * @returns {Promise<Stack>}
 * @throws {Refusal} with a sentence that says what to do
 */
export async function startStack(settings, options = {}) {
  const { say = () => {}, gateway = true, built = Promise.resolve() } = options;
  await refuseUsedPorts(settings);
  openDataDir(settings.dataDir);
  const stack = new StackBuilder(settings, options);
  try {
    await Promise.all([built, stack.startDatabases()]);
    say('Bringing the databases up to date');
    await stack.migrate();
    say('Starting the servers');
    await stack.startServers();
    if (gateway) await stack.openGateway();
    return stack;
  } catch (error) {
    await built.catch(() => {});
    await stack.stop();
    throw dataDirRefusal(error, settings.dataDir) ?? error;
  }
}

/** @implements {Stack} */
class StackBuilder {
  /** @type {Stack['parts']} */
  parts = /** @type {any} */ ({});
  #urls = { auth: '', todos: '' };
  /** @type {{ stop: () => Promise<void> } | undefined} */
  #gateway;

  /**
   * @param {Settings} settings
   * @param {NonNullable<Parameters<typeof startStack>[1]>} options
   */
  constructor(settings, options) {
    this.settings = settings;
    this.options = options;
    this.url = settings.publicUrl;
  }

  async startDatabases() {
    const { authDatabaseUrl, todosDatabaseUrl, authServerUrl } = this.settings;
    this.#urls = { auth: authDatabaseUrl ?? '', todos: todosDatabaseUrl ?? '' };
    await Promise.all([
      authServerUrl || authDatabaseUrl ? undefined : this.#startDatabase('auth'),
      todosDatabaseUrl ? undefined : this.#startDatabase('todos'),
    ]);
  }

  /** @param {'auth' | 'todos'} name */
  async #startDatabase(name) {
    const { say: onTrouble, onGivenUp } = this.options;
    const onUrl = (/** @type {string} */ url) => void (this.#urls[name] = url);
    const part = embeddedDatabase(name, { dataDir: this.settings.dataDir, onUrl, onTrouble, onGivenUp });
    this.parts[name === 'auth' ? 'authDatabase' : 'todosDatabase'] = part;
    await this.#startPart(part);
  }

  async migrate() {
    const migrations = [this.#runOnce('backend', 'dist/database/migrate.js', this.#backendEnvironment())];
    if (!this.settings.authServerUrl)
      migrations.push(this.#runOnce('auth-server', 'dist/migrate.js', this.#authEnvironment()));
    await Promise.all(migrations);
  }

  async startServers() {
    const { authPort, backendPort, authServerUrl } = this.settings;
    if (!authServerUrl) {
      const env = { ...this.#authEnvironment(), ...this.options.serverEnvironment };
      this.parts.authServer = this.#server('The auth server', 'auth-server', env, authPort, '/health/ready');
      await this.#startPart(this.parts.authServer);
    }
    const env = { ...this.#backendEnvironment(), ...this.options.serverEnvironment };
    this.parts.backend = this.#server('The backend', 'backend', env, backendPort, '/health/live');
    await this.#startPart(this.parts.backend);
  }

  async openGateway() {
    const { port, publicUrl, trustedProxies, backendPort } = this.settings;
    // A person who names a public address wants to be reached there; without one, Latch stays on this machine.
    const hosts = isLoopback(publicUrl) ? ['127.0.0.1', '::1'] : ['::'];
    const pages = join(root, 'frontend', 'dist');
    const backend = `http://127.0.0.1:${backendPort}`;
    const authServer = this.#authServerSeenByOthers();
    this.#gateway = await openGateway({ port, hosts, publicUrl, authServer, backend, pages, trustedProxies });
  }

  async stop() {
    // Some may not have been started yet.
    const { backend, authServer, authDatabase, todosDatabase } = /** @type {Partial<Stack['parts']>} */ (this.parts);
    await this.#gateway?.stop();
    await backend?.stop();
    await authServer?.stop();
    await Promise.all([authDatabase?.stop(), todosDatabase?.stop()]);
  }

  #authEnvironment() {
    return authServerEnvironment(this.settings, this.#urls.auth);
  }

  #backendEnvironment() {
    const environment = backendEnvironment(this.settings, this.#urls.todos);
    return { ...environment, AUTH_SERVER_URL: this.#authServerSeenByOthers() };
  }

  #authServerSeenByOthers() {
    const { authServerSeenAs = (/** @type {string} */ url) => url } = this.options;
    return this.settings.authServerUrl ?? authServerSeenAs(authServerUrl(this.settings));
  }

  /**
   * @param {string} name
   * @param {string} folder
   * @param {NodeJS.ProcessEnv} env
   * @param {number} port
   * @param {string} path
   */
  #server(name, folder, env, port, path) {
    const untilReady = () => untilOk(`http://127.0.0.1:${port}${path}`, 60_000);
    const nodeOptions = this.options.watch
      ? ['--watch-path', join(root, folder, 'dist'), '--watch-preserve-output']
      : [];
    return this.#part(name, [`${folder}/dist/main.js`], { log: folder, env, nodeOptions, untilReady });
  }

  /**
   * @param {string} name
   * @param {string[]} command
   * @param {{ log: string } & Pick<Part['options'], 'env' | 'nodeOptions' | 'untilReady'>} options
   */
  #part(name, command, { log, ...options }) {
    const logFile = join(this.settings.dataDir, 'logs', `${log}.log`);
    const { say: onTrouble, onGivenUp } = this.options;
    return new Part({ name, command, logFile, onTrouble, onGivenUp, ...options });
  }

  /** @param {Part} part */
  async #startPart(part) {
    try {
      await part.start();
    } catch (error) {
      if (error instanceof Refusal) throw error;
      const aboutFolder = dataDirRefusal(error, this.settings.dataDir);
      if (aboutFolder) throw aboutFolder;
      throw new Refusal(
        `${part.name} did not start: ${/** @type {Error} */ (error).message}. Its last words:\n\n${part.lastLines.join('\n')}`,
      );
    }
  }

  /**
   * @param {string} folder
   * @param {string} script
   * @param {NodeJS.ProcessEnv} env
   */
  async #runOnce(folder, script, env) {
    const untilReady = async () => {};
    const part = this.#part(folder, [`${folder}/${script}`], { log: `${folder}-migrations`, env, untilReady });
    if ((await part.runToEnd()) === 0) return;
    throw new Refusal(`The database of ${folder} could not be brought up to date:\n\n${part.lastLines.join('\n')}`);
  }
}
