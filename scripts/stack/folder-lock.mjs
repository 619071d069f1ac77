import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Makes sure that one process alone uses a folder: two on one database would destroy it.
 * A lock whose process is gone (a crash, a power cut) is taken over, also when its number belongs to another process now.
 * @param {string} folder or a file
 * @returns {() => void} gives the folder back
 * @throws {Error} when another process holds it; one of Node when the lock cannot be written
 */
export function lockFolder(folder) {
  const file = `${folder.replace(/[/\\]+$/, '')}.lock`;
  const holder = readHolder(file);
  if (holder && holder.pid !== process.pid && lives(holder))
    throw new Error(`${folder} is in use by process ${holder.pid}. Stop that Latch first, or choose another DATA_DIR.`);
  rmSync(file, { force: true });
  writeFileSync(file, `${process.pid} ${startOf(process.pid) ?? ''}`.trim(), { flag: 'wx', mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** @typedef {{ pid: number, start?: string }} Holder start: as {@link startOf} said when it took the lock */

/**
 * @param {string} file
 * @returns {Holder | undefined}
 */
function readHolder(file) {
  try {
    const [, pid, start] = /^(\d+)(?: (.+))?$/.exec(readFileSync(file, 'utf8').trim()) ?? [];
    return pid ? { pid: Number(pid), ...(start && { start }) } : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Holder} holder */
function lives({ pid, start }) {
  if (!isAlive(pid)) return false;
  const now = startOf(pid);
  if (now === 'ended') return false;
  // Without one of them, as of a lock of an older Latch, only the number can be compared.
  return start === undefined || now === undefined || start === now;
}

/**
 * When a process began, in a form that tells it from every other one that ever had its number.
 * @param {number} pid
 * @returns {string | undefined} `ended` for one that is gone but for its number; undefined where the system does not say
 */
function startOf(pid) {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // The name in parentheses may hold anything; the 22nd field, in ticks since the machine started, is the 20th behind it.
    const [, fields = ''] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const [state, ...rest] = fields.split(' ');
    // It ended, and its parent has not asked yet: it holds nothing any more.
    if (state === 'Z' || state === 'X') return 'ended';
    return `${boot}/${rest[18]}`;
  } catch {
    return startByPs(pid);
  }
}

/** @param {number} pid */
function startByPs(pid) {
  const { status, stdout } = spawnSync('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { LC_ALL: 'C' },
  });
  return status === 0 ? stdout.trim() || undefined : undefined;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
