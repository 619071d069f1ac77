import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { freePort } from './free-ports.mjs';

const DEBIAN = '/usr/lib/postgresql';
const START_LIMIT_MS = 120_000;

/**
 * Where this machine has PostgreSQL's own programs: Debian's newest, else those on the PATH.
 * @returns {string | undefined} the folder of `initdb` and `postgres`
 */
export function findPostgres() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/**
 * A real PostgreSQL server that is thrown away afterwards, on a free port of this machine alone. It asks for no password.
 * @param {{ settings?: Record<string, string>, dir?: string }} [options] settings of postgresql.conf; dir is where its
 *   data goes, an empty folder (made by default)
 * @throws {Error} when this machine has no PostgreSQL
 */
export async function startPostgres({ settings = {}, dir } = {}) {
  const bin = findPostgres();
  if (!bin)
    throw new Error(
      'This needs PostgreSQL on this machine, and there is none. Install it (Debian: apt-get install postgresql).',
    );
  const server = new LocalPostgres(
    bin,
    dir ?? mkdtempSync(join(tmpdir(), 'latch-postgres-')),
    await freePort(),
    settings,
  );
  server.initialise();
  await server.start();
  return server;
}

/** Created by {@link startPostgres}. */
class LocalPostgres {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #process;
  /** PostgreSQL refuses to run as root, so it runs as the user its package has made. */
  #user = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};

  /**
   * @param {string} bin
   * @param {string} dataDir
   * @param {number} port
   * @param {Record<string, string>} settings
   */
  constructor(bin, dataDir, port, settings) {
    this.bin = bin;
    this.dataDir = dataDir;
    this.port = port;
    this.settings = settings;
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  }

  get running() {
    return this.#process?.exitCode === null && this.#process.signalCode === null;
  }

  /** What the server has written so far. */
  get log() {
    return readFileSync(`${this.dataDir}.log`, 'utf8');
  }

  initialise() {
    if (this.#user.uid !== undefined) chownSync(this.dataDir, this.#user.uid, this.#user.gid ?? 0);
    chmodSync(this.dataDir, 0o700);
    const command = [
      '-D',
      this.dataDir,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ];
    execFileSync(join(this.bin, 'initdb'), command, { ...this.#user, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  }

  /** Starts it, also again after a stop, and resolves once it answers. */
  async start() {
    const settings = {
      listen_addresses: '127.0.0.1',
      port: String(this.port),
      unix_socket_directories: '',
      ...this.settings,
    };
    const log = openSync(`${this.dataDir}.log`, 'a');
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    this.#process = spawn(join(this.bin, 'postgres'), ['-D', this.dataDir, ...options], {
      ...this.#user,
      cwd: '/',
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    // Nobody else would end it should this process die.
    process.once('exit', this.#endAtOnce);
    await this.#untilItAnswers();
  }

  /**
   * A new, empty database.
   * @param {string} name
   * @returns {Promise<string>} its URL
   */
  async createDatabase(name) {
    await this.#run(`CREATE DATABASE ${escapeIdentifier(name)}`);
    return this.databaseUrl(name);
  }

  /** @param {string} name */
  databaseUrl(name) {
    return this.url.replace(/[^/]+$/, name);
  }

  #endAtOnce = () => void this.#process?.kill('SIGQUIT');

  /** Every process of it, as a fault would: SIGSTOP, SIGCONT, SIGKILL. @param {NodeJS.Signals} signal */
  signal(signal) {
    if (this.#process?.pid === undefined) throw new Error('PostgreSQL does not run');
    // Each backend leads a group of its own, so the group of the first process is not all of them.
    for (const pid of [this.#process.pid, ...childrenOf(this.#process.pid)]) send(pid, signal);
  }

  /**
   * Stops it and keeps its data.
   * @param {'fast' | 'immediate'} [mode] immediate is what a power cut does
   */
  async stop(mode = 'fast') {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    this.signal('SIGCONT');
    child.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await exit;
    process.off('exit', this.#endAtOnce);
  }

  /** Stops it and removes its data. */
  async destroy() {
    await this.stop('immediate');
    this.#removeData();
  }

  /** The same where nothing can be waited for: while this process ends. */
  destroyAtOnce() {
    if (!this.running) return;
    this.signal('SIGKILL');
    this.#removeData();
  }

  #removeData() {
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
    rmSync(`${this.dataDir}.log`, { force: true });
  }

  async #untilItAnswers() {
    const deadline = Date.now() + START_LIMIT_MS;
    for (;;) {
      try {
        return await this.#run('SELECT 1');
      } catch (error) {
        if (Date.now() > deadline || this.#process?.exitCode !== null)
          throw new Error(`PostgreSQL did not start:\n${this.log}`, { cause: error });
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  /** @param {string} statement */
  async #run(statement) {
    const client = new Client({ connectionString: this.url, connectionTimeoutMillis: 10_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query(statement);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** @param {'-u' | '-g'} what */
function idOf(what) {
  return Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }));
}

/** @param {number} pid */
function childrenOf(pid) {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([child, parent]) => (parent === pid ? [Number(child)] : []));
}

/**
 * One that has ended meanwhile needs no signal.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}
