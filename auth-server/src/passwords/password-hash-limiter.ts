import { availableParallelism } from 'node:os';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { FairQueue } from './fair-queue.js';

/** Half of the cores, and two of Node's four threads at most: session checks and names of hosts need the rest. */
const AT_ONCE = Math.min(2, Math.max(1, Math.floor(availableParallelism() / 2)));
/** Hashing takes a tenth of a second, and nobody is to wait longer than about two. */
const MOST_WAITING = 20 * AT_ONCE;

/** All hashing of this process goes through here: it is what costs most by far, and anybody can ask for it. */
export const passwordHashLimiter = new FairQueue(AT_ONCE, MOST_WAITING);

/** scrypt (N = 2^14, r = 16, p = 1) with a salt of its own, on a thread of its own. @throws {HttpError} 503 */
export function hashInTurn(password: string): Promise<string> {
  return passwordHashLimiter.run(() => hashPassword(password));
}

/** @throws {HttpError} 503 */
export function verifyInTurn(given: { hash: string; password: string }): Promise<boolean> {
  return passwordHashLimiter.run(() => verifyPassword(given));
}
