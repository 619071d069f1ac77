import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LogFile } from './log-file.mjs';
import { root } from '../settings/settings.mjs';

const RESTARTS_PER_MINUTE = 5;

/**
 * One process of the stack. It is watched: should it end by itself it is started again, at most five times a minute.
 * Its output goes straight to a log file, so that nothing it writes depends on this process being there. The file is moved on
 * when it is large, and when the part is started anew by another run.
 */
export class Part {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #process;
  #wanted = false;
  /** @type {number[]} */
  #restarts = [];
  /** @type {((problem?: Error) => void)[]} tell those who wait for it to be started again */
  #waiting = [];
  #log;
  /**
   * @param {object} options
   * @param {string} options.name in plain words
   * @param {string[]} options.command a script and its arguments
   * @param {NodeJS.ProcessEnv} [options.env] added to this process's own
   * @param {string} options.logFile its own; older ones are kept beside it
   * @param {import('./log-file.mjs').LogLimits} [options.logLimits]
   * @param {string[]} [options.nodeOptions]
   * @param {(part: Part) => Promise<unknown>} options.untilReady resolves once it can work
   * @param {(message: string) => void} [options.onTrouble]
   * @param {() => void} [options.onGivenUp] it ended too often
   */
  constructor(options) {
    this.options = options;
    this.#log = new LogFile(options.logFile, options.logLimits);
  }

  get name() {
    return this.options.name;
  }

  get running() {
    return this.#process?.exitCode === null && this.#process.signalCode === null;
  }

  /** Of the process it is just now. */
  get pid() {
    return this.#process?.pid;
  }

  /** The end of its output, for saying why it would not start. */
  get lastLines() {
    return readFileSync(this.options.logFile, 'utf8').trimEnd().split('\n').slice(-20);
  }

  /** Starts it and waits until it is ready. @throws {Error} when it ends first */
  async start() {
    this.#wanted = true;
    const child = this.#spawn();
    const ended = once(child, 'exit').then(([code, signal]) => {
      if (this.#process === child) throw new Error(`${this.name} ended (${signal ?? `code ${code}`})`);
    });
    await Promise.race([ended, this.options.untilReady(this)]);
    ended.catch(() => {});
    child.once('exit', () => void this.#revive());
  }

  /** Runs it as a command. @returns {Promise<number | null>} its exit code */
  async runToEnd() {
    const [code] = await once(this.#spawn(), 'close');
    this.#log.close();
    return code;
  }

  /** Ends it in order, or by force 12 seconds after the delay it was set up to have. */
  async stop() {
    this.#wanted = false;
    const child = this.#process;
    if (child && this.running) await this.#end(child);
    this.#log.close();
  }

  /** @param {import('node:child_process').ChildProcess} child */
  async #end(child) {
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    const { SHUTDOWN_DELAY_SECONDS: delay = process.env.SHUTDOWN_DELAY_SECONDS } = this.options.env ?? {};
    const force = setTimeout(() => child.kill('SIGKILL'), 12_000 + 1_000 * Number(delay ?? 0));
    await exit;
    clearTimeout(force);
  }

  /** Sends it a signal and nothing more, as a fault would; it counts as still wanted. @param {NodeJS.Signals} signal */
  signal(signal) {
    this.#process?.kill(signal);
  }

  /** @returns {Promise<void>} once it is started again, and ready, after it ended by itself; rejects when it ended too often */
  revived() {
    return new Promise((resolve, reject) => {
      this.#waiting.push((problem) => (problem ? reject(problem) : resolve()));
    });
  }

  /**
   * The next message it sends over its channel.
   * @returns {Promise<any>}
   */
  async message() {
    if (!this.#process) throw new Error(`${this.name} does not run`);
    const [message] = await once(this.#process, 'message');
    return message;
  }

  #spawn() {
    const { command, env, nodeOptions = [] } = this.options;
    const [script, ...args] = command;
    const stopWithParent = new URL('stop-with-parent.mjs', import.meta.url).href;
    const log = this.#log.open();
    this.#process = fork(join(root, /** @type {string} */ (script)), args, {
      cwd: root,
      env: { ...process.env, ...env },
      execArgv: [...nodeOptions, '--import', stopWithParent],
      stdio: ['ignore', log, log, 'ipc'],
      // Ctrl-C reaches every process of a terminal's group; these are stopped in order instead.
      detached: true,
    });
    closeSync(log);
    return this.#process;
  }

  async #revive() {
    if (!this.#wanted) return;
    const minuteAgo = Date.now() - 60_000;
    this.#restarts = [...this.#restarts.filter((at) => at > minuteAgo), Date.now()];
    if (this.#restarts.length > RESTARTS_PER_MINUTE) {
      this.options.onTrouble?.(`${this.name} keeps stopping.`);
      this.options.onGivenUp?.();
      for (const tell of this.#waiting.splice(0)) tell(new Error(`${this.name} keeps stopping`));
      return;
    }
    this.options.onTrouble?.(`${this.name} stopped unexpectedly and is started again.`);
    await wait(200 * this.#restarts.length);
    if (!this.#wanted) return;
    await this.start().then(
      () => {
        for (const tell of this.#waiting.splice(0)) tell();
      },
      () => this.#revive(),
    );
  }
}
