import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { FakeAuthServer, validSession } from '@latch/test-kit/fake-auth-server';
import { answers, type Mood } from '@latch/test-kit/fake-server';
import { EventListener } from '@latch/test-kit/event-listener';
import { cookieOf } from '../support/session-cookie.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

let auth: FakeAuthServer;
let started: ChildProcess[] = [];

beforeEach(async () => {
  auth = await new FakeAuthServer().start();
});
afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  started = [];
  await auth.stop();
});

/** The backend as a process of its own, as production starts it; a slow machine is not taken for dead servers. */
async function startProcess(variables: Record<string, string>): Promise<{ child: ChildProcess; url: string }> {
  const patience = { AUTH_SERVER_TIMEOUT_MS: '60000', DATABASE_TIMEOUT_MS: '60000' };
  const env = { ...process.env, ...patience, NODE_OPTIONS: '', BACKEND_PORT: '0', LOG_LEVEL: 'info', ...variables };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  for await (const line of createInterface(child.stdout)) {
    const { address } = JSON.parse(line) as { address?: string };
    if (address) return { child, url: address };
  }
  throw new Error('The backend ended before it listened');
}

describe('The backend, asked to stop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s: finishes what is in flight, takes nothing new, exits 0',
    async (signal) => {
      let letAnswer = () => {};
      const asked = new Promise<void>((resolveAsked) => {
        auth.mood = ((request, response) => {
          letAnswer = () => answers(200, validSession('u1'))(request, response);
          resolveAsked();
        }) satisfies Mood;
      });
      const { child, url } = await startProcess({
        TODOS_DATABASE_URL: process.env.TEST_TODOS_DATABASE_URL!,
        AUTH_SERVER_URL: auth.url,
      });
      const exited = once(child, 'exit');
      const inFlight = fetch(`${url}/api/users/u1/todos`, { headers: { cookie: cookieOf('x') } });
      await asked;
      child.kill(signal);
      await refusesConnections(url);
      letAnswer();
      const answer = await inFlight;
      expect([answer.status, await answer.json()]).toEqual([200, { items: [], nextCursor: null }]);
      expect(await exited).toEqual([0, null]);
    },
  );
});

describe('The backend, asked to stop with a delay', () => {
  const start = (seconds: string) =>
    startProcess({
      TODOS_DATABASE_URL: process.env.TEST_TODOS_DATABASE_URL!,
      AUTH_SERVER_URL: auth.url,
      SHUTDOWN_DELAY_SECONDS: seconds,
    });

  it('goes on serving meanwhile, says that it is not ready, and that no connection is to be used again', async () => {
    const { child, url } = await start('10');
    const exited = once(child, 'exit');
    expect((await fetch(`${url}/health/live`)).headers.get('connection')).toBe('keep-alive');
    child.kill('SIGTERM');
    const ready = await untilNotReady(url);
    const live = await fetch(`${url}/health/live`);
    for (const answer of [ready, live]) expect(answer.headers.get('connection')).toBe('close');
    expect(live.status).toBe(200);
    expect(await exited).toEqual([0, null]);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });

  it('ends all streams of events at once; one that comes later is told the revision and let go', async () => {
    auth.mood = answers(200, validSession('u1'));
    const { child, url } = await start('60');
    const listen = async () => {
      const listener = await EventListener.open(`${url}/api/users/u1/events`, { cookie: cookieOf('x') });
      await listener.until(({ events }) => events.length === 1);
      return listener;
    };
    const [one, other] = [await listen(), await listen()];
    child.kill('SIGTERM');
    await Promise.all([one.ended(), other.ended()]);
    const late = await listen();
    await late.ended();
    expect([late.status, late.revisions, late.retries.length]).toEqual([200, ['0'], 1]);
    expect(child.exitCode).toBeNull();
  });

  it('ends at once when it is asked again', async () => {
    const { child, url } = await start('60');
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await untilNotReady(url);
    child.kill('SIGINT');
    expect(await exited).toEqual([1, null]);
  });
});

describe('The backend, started with settings it cannot use', () => {
  it('names all of them at once and exits 1', async () => {
    const env = { ...process.env, NODE_OPTIONS: '', TODOS_DATABASE_URL: '', BACKEND_PORT: 'x', PUBLIC_URL: 'latch' };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => (said += chunk));
    expect(await once(child, 'close')).toEqual([1, null]);
    for (const name of ['TODOS_DATABASE_URL', 'BACKEND_PORT', 'PUBLIC_URL']) expect(said).toContain(name);
    expect(said).not.toMatch(/\n\s+at /);
  });
});

/** Resolves once nothing accepts connections there any more. */
async function refusesConnections(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/health/live`, { headers: { connection: 'close' } }).catch(() => undefined);
    if (!answer) return;
    await answer.text();
  }
}

/** The first answer that says so. */
async function untilNotReady(url: string): Promise<Response> {
  for (;;) {
    const answer = await fetch(`${url}/health/ready`);
    const { checks } = (await answer.json()) as { checks: Record<string, string> };
    if (answer.status === 503 && Object.values(checks).every((check) => check === 'ok')) return answer;
  }
}
