import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Makes sure that one process alone uses a folder: two on one database would destroy it.
 * A lock whose process is gone (a crash, a power cut) is taken over.
 * @param {string} folder
 * @returns {() => void} gives the folder back
 * @throws {Error} when another process holds it
 */
export function lockFolder(folder) {
  const file = `${folder.replace(/[/\\]+$/, '')}.lock`;
  const holder = readHolder(file);
  if (holder && holder !== process.pid && isAlive(holder))
    throw new Error(`${folder} is in use by process ${holder}. Stop that Latch first, or choose another DATA_DIR.`);
  rmSync(file, { force: true });
  writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** @param {string} file */
function readHolder(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
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
