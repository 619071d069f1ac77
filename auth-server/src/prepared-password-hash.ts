import { AsyncLocalStorage } from 'node:async_hooks';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { hashInTurn } from './passwords/password-hash-limiter.js';

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
          prepared.getStore()?.set(password, await hashInTurn(password));
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin;

/** The prepared hash of a password, or a new one. */
export function hashOf(password: string): Promise<string> {
  const hash = prepared.getStore()?.get(password);
  return hash === undefined ? hashInTurn(password) : Promise.resolve(hash);
}
