import type { BetterAuthOptions } from 'better-auth';
import { CHANGE_PASSWORD_ENDPOINT, CONFIRM_PASSWORD_ENDPOINT } from './account/password-endpoints.js';
import { PASSKEY_ENDPOINTS } from './passkeys/passkey-plugin.js';
import { LINK_ENDPOINT, SIGN_IN_ENDPOINT } from './providers/provider-plugin.js';
import { CONFIRM_ENDPOINT } from './second-factor/second-factor-plugin.js';

const MINUTE = 60;

/** The longest time, in seconds, over which any of them counts. */
export const LONGEST_RATE_LIMIT = 10 * MINUTE;

/** How often a client's address may ask what. Better Auth counts, in the database, which all replicas share. */
export const rateLimit = {
  enabled: true,
  storage: 'database',
  customRules: {
    '/sign-in/email': { window: MINUTE, max: 10 },
    [CHANGE_PASSWORD_ENDPOINT]: { window: MINUTE, max: 10 },
    [CONFIRM_PASSWORD_ENDPOINT]: { window: MINUTE, max: 10 },
    '/two-factor/*': { window: MINUTE, max: 10 },
    [CONFIRM_ENDPOINT]: { window: MINUTE, max: 10 },
    [PASSKEY_ENDPOINTS.signInOptions]: { window: MINUTE, max: 60 },
    [PASSKEY_ENDPOINTS.signIn]: { window: MINUTE, max: 10 },
    [PASSKEY_ENDPOINTS.confirm]: { window: MINUTE, max: 10 },
    '/sign-up/email': { window: LONGEST_RATE_LIMIT, max: 10 },
    [SIGN_IN_ENDPOINT]: { window: MINUTE, max: 20 },
    [LINK_ENDPOINT]: { window: MINUTE, max: 20 },
    '/get-session': false,
  },
} satisfies BetterAuthOptions['rateLimit'];
