import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../scripts/settings/settings.mjs';

/** A server that is measured, as a process of its own. */
export class MeasuredProcess {
  /**
   * @param {string} name
   * @param {number} pid
   * @param {() => Promise<void>} stop
   */
  constructor(name, pid, stop) {
    this.name = name;
    this.pid = pid;
    this.stop = stop;
  }

  /**
   * Starts it and waits until it answers.
   * @param {{ name: string, node: string, args: string[], env: NodeJS.ProcessEnv, url: string }} options node is the binary
   */
  static async start({ name, node, args, env, url }) {
    const child = spawn(node, args, {
      cwd: root,
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    process.once('exit', () => child.kill('SIGKILL'));
    const ended = once(child, 'exit').then(() => {
      throw new Error(`${name} ended before it was ready`);
    });
    await Promise.race([ended, untilItAnswers(url)]);
    ended.catch(() => {});
    const stop = async () => {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    };
    return new MeasuredProcess(name, Number(child.pid), stop);
  }

  /** Resident memory in bytes. */
  get memory() {
    return memoryOf(this.pid);
  }
}

/**
 * @param {number} pid
 * @returns {number} resident memory in bytes
 */
export function memoryOf(pid) {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

/**
 * Whatever it says: not every peer has a route that needs no session.
 * @param {string} url
 */
async function untilItAnswers(url) {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await wait(50))
    if (await fetch(url).catch(() => undefined)) return;
  throw new Error(`${url} did not answer within 30 seconds`);
}
