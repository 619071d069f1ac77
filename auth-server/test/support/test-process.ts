import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PATIENT_MS, sharedDatabaseUrl } from './databases.mjs';
import { TEST_SECRET, type VisitedServer } from './test-server.js';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** The auth server, or its migrations, as a process: what is built, with its output kept. */
export class TestProcess {
  output = '';
  readonly exitCode: Promise<number | null>;
  readonly #child: ChildProcess;

  constructor(script: string, variables: NodeJS.ProcessEnv, args: string[] = []) {
    const env = { PATH: process.env.PATH, ...variables };
    this.#child = spawn(process.execPath, [`${DIST}${script}`, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout!, this.#child.stderr!])
      stream.on('data', (chunk: Buffer) => void (this.output += chunk.toString()));
    this.exitCode = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves once the output has this in it. @throws {Error} when the process ends first */
  async says(text: string): Promise<void> {
    const ended = this.exitCode.then(() => true);
    while (!this.output.includes(text)) {
      const next = once(this.#child.stdout!, 'data').then(() => false);
      if ((await Promise.race([ended, next])) && !this.output.includes(text))
        throw new Error(`the process ended without saying "${text}": ${this.output}`);
    }
  }

  /** Ends it by force, should it still run. */
  async end(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGKILL');
    await this.exitCode;
  }
}

/** Starts `main.js` on a free port and waits until it listens. */
export async function startProcess(
  variables: NodeJS.ProcessEnv = {},
): Promise<TestProcess & VisitedServer & { port: number }> {
  const settings = {
    AUTH_PORT: '0',
    AUTH_DATABASE_URL: sharedDatabaseUrl(),
    BETTER_AUTH_SECRET: TEST_SECRET,
    TRUSTED_PROXIES: 'loopback',
    DATABASE_TIMEOUT_MS: String(PATIENT_MS),
    ...variables,
  };
  const started = new TestProcess('main.js', settings);
  await started.says('the auth server listens');
  const port = Number(/"port":(\d+)/.exec(started.output)![1]);
  const {
    AUTH_DATABASE_URL: databaseUrl,
    BETTER_AUTH_SECRET: secret,
    PUBLIC_URL: publicUrl,
  } = settings as NodeJS.ProcessEnv & typeof settings;
  return Object.assign(started, {
    port,
    url: `http://127.0.0.1:${port}`,
    accounts: { databaseUrl, secret, publicUrl },
  });
}
