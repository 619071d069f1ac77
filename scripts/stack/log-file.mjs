import { closeSync, copyFileSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync } from 'node:fs';
import { renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { lockFolder } from './folder-lock.mjs';
import { Refusal } from '../settings/refusal.mjs';

/**
 * @typedef {object} LogLimits
 * @property {number} bytes at which a log is moved on
 * @property {number} keep how many older ones stay: `x.log.1` is the newest of them
 * @property {number} everyMs how often its size is looked at
 */

/** As docker-compose.yml has it for each container: five files of 10 MB. @type {LogLimits} */
export const LOG_LIMITS = { bytes: 10 * 1024 * 1024, keep: 4, everyMs: 5_000 };

const CHUNK = 64 * 1024;

/** Whose files are written by this process's parts now. @type {Set<string>} */
const inUse = new Set();

/**
 * A log that one process writes by itself, on a descriptor it was started with, and that is moved on when it is large. The
 * writer does not notice: what is there is copied to `x.log.1`, and the file emptied. A line that is written between the
 * two may be lost, which is a matter of microseconds.
 */
export class LogFile {
  /** @type {(() => void) | undefined} */
  #unlock;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;

  /**
   * @param {string} path
   * @param {LogLimits} [limits]
   */
  constructor(path, limits = LOG_LIMITS) {
    this.path = path;
    this.limits = limits;
  }

  /**
   * Opens it for a process to write, and looks after its size from now on. With the first time, the log of the run before is
   * moved on.
   * @returns {number} a descriptor, for the caller to close
   * @throws {Refusal} when another part writes the same file
   */
  open() {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    if (!this.#unlock) {
      this.#claim();
      if (sizeOf(this.path) > 0) this.#moveOn();
    }
    this.#timer ??= setInterval(() => this.rotateIfLarge(), this.limits.everyMs).unref();
    // Appending, so that its writer goes on at the beginning once it was emptied.
    return openSync(this.path, 'a', 0o600);
  }

  /** Moves it on if it is too large. A disk that is full, say, must not end what is logged: the log stays as it is then. */
  rotateIfLarge() {
    try {
      if (sizeOf(this.path) >= this.limits.bytes) this.#copyAndEmpty();
    } catch {
      // It is tried again the next time.
    }
  }

  /** Lets others write it; nothing of this run does any more. */
  close() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#unlock?.();
    this.#unlock = undefined;
  }

  #claim() {
    if (inUse.has(this.path)) throw new Refusal(`${this.path} is in use by process ${process.pid}, for another part.`);
    try {
      this.#unlock = releasing(this.path, lockFolder(this.path));
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      throw message.includes('in use by process') ? new Refusal(message) : error;
    }
    inUse.add(this.path);
  }

  #moveOn() {
    this.#makeRoom();
    renameSync(this.path, `${this.path}.1`);
  }

  #makeRoom() {
    const { keep } = this.limits;
    rmSync(`${this.path}.${keep}`, { force: true });
    for (let number = keep - 1; number >= 1; number--)
      if (sizeOf(`${this.path}.${number}`) >= 0) renameSync(`${this.path}.${number}`, `${this.path}.${number + 1}`);
  }

  #copyAndEmpty() {
    // Under a name of its own until it is whole: a copy that fails, as on a full disk, must cost no older file.
    const copy = `${this.path}.copy`;
    copyFileSync(this.path, copy);
    const [from, to] = [openSync(this.path, 'r+'), openSync(copy, 'a')];
    try {
      // What was written during the copy.
      for (let copied = fstatSync(to).size; copied < fstatSync(from).size;) copied += copyChunk(from, copied, to);
      this.#makeRoom();
      renameSync(copy, `${this.path}.1`);
      ftruncateSync(from, 0);
    } finally {
      closeSync(from);
      closeSync(to);
    }
  }
}

/**
 * @param {string} path
 * @param {() => void} unlock
 */
function releasing(path, unlock) {
  return () => {
    inUse.delete(path);
    unlock();
  };
}

/**
 * @param {number} from
 * @param {number} position
 * @param {number} to
 * @returns {number} how many bytes
 */
function copyChunk(from, position, to) {
  const chunk = Buffer.alloc(CHUNK);
  return writeSync(to, chunk, 0, readSync(from, chunk, 0, CHUNK, position));
}

/** @param {string} path @returns {number} -1 when there is no such file */
function sizeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.size ?? -1;
}
