import { availableParallelism } from 'node:os';
import { AsyncLocalStorage } from 'node:async_hooks';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { FairQueue } from './fair-queue.js';

/** Half of the cores, and two of Node's four threads at most: session checks and names of hosts need the rest. */
const AT_ONCE = Math.min(2, Math.max(1, Math.floor(availableParallelism() / 2)));
/** Hashing takes a tenth of a second, and nobody is to wait longer than about two. */
const MOST_WAITING = 20 * AT_ONCE;

/** All hashing of this process goes through here: it is what costs most by far, and anybody can ask for it. */
export const passwordHashLimiter = new FairQueue(AT_ONCE, MOST_WAITING);

/** scrypt (N = 2^14, r = 16, p = 1) with a salt of its own, on a thread of its own. @throws {HttpError} 503 */
export function limitedHash(password: string): Promise<string> {
  return passwordHashLimiter.run(() => hashPassword(password));
}

/** @throws {HttpError} 503 */
export function limitedVerify(given: { hash: string; password: string }): Promise<boolean> {
  return passwordHashLimiter.run(() => verifyPassword(given));
}

const prepared = new AsyncLocalStorage<Map<string, string>>();

/** Runs work within which {@link preparePasswordHash} may keep what it prepared. */
export function keepingPreparedHash<T>(work: () => Promise<T>): Promise<T> {
  return prepared.run(new Map(), work);
}

/**
 * Hashes the password of a sign-up before Better Auth opens its transaction, and after it has counted the try.
 * Hashing takes a tenth of a second, and an embedded database answers nobody else while a transaction is open.
 */
export const preparePasswordHash = {
  id: 'prepared-password-hash',
  hooks: {
    before: [
      {
        matcher: ({ path }) => path === '/sign-up/email',
        handler: createAuthMiddleware(async ({ body }) => {
          const { password } = body as { password: string };
          prepared.getStore()?.set(password, await limitedHash(password));
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin;

export function hashOf(password: string): Promise<string> {
  const hash = prepared.getStore()?.get(password);
  return hash === undefined ? limitedHash(password) : Promise.resolve(hash);
}
