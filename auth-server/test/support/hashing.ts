import { vi } from 'vitest';
import { PASSWORD_HASH } from '@latch/test-kit/account-rows';
import { passwordHashLimiter } from '../../src/passwords/password-hash-limiter.js';

/**
 * Lets sign-ups keep the hash of the tests' password that was computed once, where it is not the subject how they hash. Since
 * hashing lets one in after the other, sign-ups that come at once also come to the database at once then.
 * @returns undoes it
 */
export function skipHashing(): () => void {
  const run = vi.spyOn(passwordHashLimiter, 'run').mockResolvedValue(PASSWORD_HASH);
  return () => run.mockRestore();
}
