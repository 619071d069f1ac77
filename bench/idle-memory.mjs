import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '@latch/test-kit/free-ports';
import { root } from '../scripts/settings/settings.mjs';
import { memoryOf } from './process.mjs';

/** How long it is left alone before it is measured, in milliseconds. */
const IDLE_MS = 30_000;

/**
 * What `npm start` takes with its embedded databases when nobody uses it: on its second start, since making a database
 * takes more than keeping one.
 * @returns {Promise<{ name: string, bytes: number }[]>} resident memory of each process
 */
export async function idleMemory() {
  const dataDir = mkdtempSync(join(tmpdir(), 'latch-idle-'));
  const [port, authPort, backendPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const ports = { PORT: `${port}`, AUTH_PORT: `${authPort}`, BACKEND_PORT: `${backendPort}` };
  const { AUTH_DATABASE_URL: _auth, TODOS_DATABASE_URL: _todos, ...env } = process.env;
  const start = () => startLatch({ ...env, ...ports, PUBLIC_URL: '', DATA_DIR: dataDir });
  try {
    await stop(await start());
    const latch = await start();
    await wait(IDLE_MS);
    const processes = [{ name: 'gateway', pid: Number(latch.pid) }, ...childrenOf(Number(latch.pid))];
    const memory = processes.map(({ name, pid }) => ({ name, bytes: memoryOf(pid) }));
    await stop(latch);
    return memory;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** @param {NodeJS.ProcessEnv} env */
async function startLatch(env) {
  const child = spawn(process.execPath, [join(root, 'scripts/cli/start.mjs')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(child.stdout)) if (line.startsWith('Latch is ready')) return child;
  throw new Error('Latch did not start');
}

/** @param {import('node:child_process').ChildProcess} child */
async function stop(child) {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

/** @param {number} parent */
function childrenOf(parent) {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
  return lines.flatMap((line) => {
    const [, pid, ppid, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(ppid) === parent ? [{ name: nameOf(args ?? ''), pid: Number(pid) }] : [];
  });
}

/** @param {string} args the command line of one of Latch's processes */
function nameOf(args) {
  const [, database] = /embedded-database\.mjs --data \S+\/(\w+)/.exec(args) ?? [];
  if (database) return `embedded ${database} database`;
  return /(auth-server|backend)\/dist\/main/.exec(args)?.[1] ?? args;
}
