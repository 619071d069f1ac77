import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { createOTP } from '@better-auth/utils/otp';
import { charactersOf } from '../typed-codes.js';

const SECRET_LENGTH = 32;
const DIGITS = 6;
const PERIOD = 30;

/** A code counts in its own period, and in so many before and after: clocks differ, and people take their time. */
const WINDOW = 1;
/** How many periods away the clock of an app may be to be told so: ten minutes. */
const MOST_APART = 20;

/**
 * In seconds, how long a code is remembered that was used, or that a later period has: until no period that is looked at has
 * it. Then it is neither accepted nor told about.
 */
export const LONGEST_REMEMBERED = (2 * MOST_APART + 2) * PERIOD;

type Key = Parameters<typeof symmetricEncrypt>[0]['key'];

/** An authenticator app: six digits every thirty seconds (RFC 6238), as Better Auth checks them at sign-in. */
export const authenticator = {
  async make(key: Key): Promise<{ secret: string; sealed: string }> {
    const secret = generateRandomString(SECRET_LENGTH);
    return { secret, sealed: await symmetricEncrypt({ key, data: secret }) };
  },

  describe(secret: string, issuer: string, account: string): { uri: string; secret: string } {
    const uri = createOTP(secret, { digits: DIGITS, period: PERIOD }).url(issuer, account);
    return { uri, secret: new URL(uri).searchParams.get('secret')! };
  },

  /** A code as it was typed, in full-width digits too; undefined when it cannot be one. */
  read(typed: string): string | undefined {
    const digits = charactersOf(typed);
    return /^\d{6}$/.test(digits) ? digits : undefined;
  },

  async accepts(key: Key, sealed: string, code: string): Promise<boolean> {
    return (await otpOf(key, sealed)).verify(code, { window: WINDOW });
  },

  /**
   * How far the clock of the app is from this one, when a code that is not accepted is that of another time.
   * @returns seconds, in whole periods and at most ten minutes, below zero when the app is behind; undefined when no
   * period of those has the code
   */
  async secondsApart(key: Key, sealed: string, code: string): Promise<number | undefined> {
    const otp = await otpOf(key, sealed);
    const now = Math.floor(Date.now() / (PERIOD * 1000));
    // The nearest first.
    for (let apart = WINDOW + 1; apart <= MOST_APART; apart += 1)
      for (const periods of [-apart, apart]) if ((await otp.hotp(now + periods)) === code) return periods * PERIOD;
    return undefined;
  },
};

async function otpOf(key: Key, sealed: string) {
  const secret = await symmetricDecrypt({ key, data: sealed });
  return createOTP(secret, { digits: DIGITS, period: PERIOD });
}
