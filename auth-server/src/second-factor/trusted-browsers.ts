import type { Query } from '../database.js';

/** How Better Auth names the rows of browsers that are asked for no second factor; whose they are is the value. */
export const TRUSTED = 'trust-device-';

const OF_USER = `value = $1 and starts_with(identifier, '${TRUSTED}')`;

/** The browsers that somebody said need not be asked for the second factor, each for 30 days. */
export const trustedBrowsers = {
  async count(query: Query, userId: string): Promise<number> {
    const text = `select count(*)::int as count from verification where ${OF_USER} and "expiresAt" > now()`;
    return (await query<{ count: number }>(text, [userId]))[0]!.count;
  },

  /** @returns how many there were */
  async forgetAll(query: Query, userId: string): Promise<number> {
    const text = `delete from verification where ${OF_USER} returning "expiresAt" > now() as "wasTrusted"`;
    return (await query<{ wasTrusted: boolean }>(text, [userId])).filter(({ wasTrusted }) => wasTrusted).length;
  },
};
