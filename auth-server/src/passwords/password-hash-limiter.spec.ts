import { setImmediate as nextTurn } from 'node:timers/promises';
import { hashPassword } from 'better-auth/crypto';
import { limitedHash, limitedVerify } from './password-hash-limiter.js';

/** Of `correct horse battery`, as Better Auth 1.7.7 made it. */
const OLD_HASH =
  'd1cd8defb4c527ee3af48353a79484d3:' +
  '95b279b0afa2454ca5038c65332890038e36d5b9575521103f492865c6efca6c' +
  'f4fd06e0650a53febfea789acdcf83b3d71d6f3a7a9c6e6d70a1cfe973fa7b69';

describe('hashing in turn', () => {
  it('knows hashes of Better Auth, also those made before', async () => {
    expect(await limitedVerify({ hash: await hashPassword('correct horse'), password: 'correct horse' })).toBe(true);
    expect(await limitedVerify({ hash: OLD_HASH, password: 'correct horse battery' })).toBe(true);
    expect(await limitedVerify({ hash: OLD_HASH, password: 'correct horse battery ' })).toBe(false);
  });

  it('salts each hash', async () => {
    expect(await limitedHash('correct horse')).not.toBe(await limitedHash('correct horse'));
  });

  it('leaves the main thread free', async () => {
    let turns = 0;
    const hashing = { going: true };
    const result = limitedHash('correct horse').finally(() => (hashing.going = false));
    while (hashing.going) {
      await nextTurn();
      turns += 1;
    }
    await result;
    // Were the work done here, nothing else would get a turn until it is over.
    expect(turns).toBeGreaterThan(10);
  });
});
