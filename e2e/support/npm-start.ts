import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { root } from '../../scripts/settings/settings.mjs';

/** `npm start` as a person runs it: a process whose output is read. */
export class NpmStart {
  output = '';
  readonly #process: ChildProcess;

  constructor(env: Record<string, string>) {
    this.#process = spawn(process.execPath, ['scripts/cli/start.mjs'], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream?.on('data', (chunk) => (this.output += chunk));
  }

  /** Resolves with the address it prints, rejects with its output when it ends first. */
  async ready(): Promise<string> {
    const ended = once(this.#process, 'exit').then(() => {
      throw new Error(`npm start ended:\n${this.output}`);
    });
    const printed = new Promise<string>((resolve) => {
      this.#process.stdout?.on('data', () => {
        const address = /Open {2}(http\S+)/.exec(this.output)?.[1];
        if (address) resolve(address);
      });
    });
    return Promise.race([printed, ended]);
  }

  /** Its exit code, once it has ended; null when it was killed. */
  async ended(): Promise<number | null> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null) return exitCode;
    const [code] = await once(this.#process, 'close');
    return code;
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.#process.kill(signal);
    return this.ended();
  }
}
