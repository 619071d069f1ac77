import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { admin } from 'better-auth/plugins/admin';
import { PostgresDialect } from 'kysely';
import { maskValues } from '@latch/server-kit/describe-error';
import type { Logger } from '@latch/server-kit/logger';
import { mailOptions, passwordChangeNotice } from './account/links/mail-options.js';
import { passwordEndpoints } from './account/password-endpoints.js';
import { sessionRows, disabledSessions } from './session/session-plugins.js';
import { cookieOptions, secretVersions } from './session/auth-cookies.js';
import { SharedKysely } from './better-auth/shared-transaction.js';
import { CLIENT_ADDRESS_HEADER } from './http/client-address.js';
import type { Database } from './database.js';
import type { Environment } from './environment.js';
import { signUpPolicy } from './invitations/sign-up-policy.js';
import { SetupCode } from './invitations/setup-code.js';
import { passkeyPlugin } from './passkeys/passkey-plugin.js';
import { builtInProviders, accountOptions, otherProviders } from './providers/provider-plugin.js';
import { hashOf, preparePasswordHash, limitedVerify } from './passwords/password-hash-limiter.js';
import { secondFactorChallenge } from './second-factor/challenge-plugin.js';
import { secondFactorEndpoints } from './second-factor/second-factor-plugin.js';
import { rateLimit } from './rate-limits.js';
import { answers } from './better-auth/answers.js';

const DAY = 24 * 60 * 60;

const session = {
  expiresIn: 7 * DAY,
  updateAge: DAY,
  cookieCache: { enabled: false },
  additionalFields: { lastSeenAt: { type: 'date', required: false, input: false } },
} satisfies BetterAuthOptions['session'];

export type Auth = ReturnType<typeof createAuth>;

export function createAuth(
  environment: Environment,
  database: Database,
  trustedOrigins: string[],
  logger: Logger,
  setupCode = new SetupCode({ mode: environment.signUp, secret: environment.secret, logger }),
) {
  const mail = mailOptions(environment.mail.mode);
  return betterAuth({
    appName: 'Latch',
    baseURL: environment.publicUrl,
    basePath: '/api/auth',
    secrets: secretVersions([environment.secret, ...environment.oldSecrets]),
    trustedOrigins,
    database: {
      db: new SharedKysely({ dialect: new PostgresDialect({ pool: database.asKyselyPool() }) }),
      type: 'postgres',
      transaction: true,
    },
    emailAndPassword: {
      enabled: true,
      // Better Auth counts UTF-16 units as typed. What counts is in `password-rules.ts`, which is asked before.
      minPasswordLength: 1,
      maxPasswordLength: 64 * 1024,
      password: { hash: hashOf, verify: limitedVerify },
      ...mail.emailAndPassword,
    },
    emailVerification: mail.emailVerification,
    user: mail.user,
    account: accountOptions,
    socialProviders: builtInProviders(environment.providers, environment.appUrl),
    session,
    rateLimit,
    advanced: {
      ...cookieOptions(environment.publicUrl),
      // Explicit, since Better Auth would leave it out where NODE_ENV is "test".
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      // Our own migrations make the schema, and a test compares it with Better Auth's.
      database: { joins: true, validateSchema: false },
    },
    plugins: [
      sessionRows,
      passwordEndpoints,
      preparePasswordHash,
      passwordChangeNotice,
      secondFactorChallenge(`${environment.appUrl}/second-factor`),
      secondFactorEndpoints,
      passkeyPlugin(environment.publicUrl, environment.mail.mode === 'smtp'),
      // Its routes are not ours: it keeps out a person who is disabled, and knows who administrates.
      admin(),
      disabledSessions,
      otherProviders(environment.providers, environment.appUrl),
      signUpPolicy(environment.signUp, setupCode),
      answers,
    ],
    telemetry: { enabled: false },
    logger: betterAuthLog(logger),
    // Unexpected errors reach our own log instead of the console.
    onAPIError: { throw: true },
  });
}

/** Better Auth's own log, through ours: its sentences name e-mail addresses, and its errors carry rows. */
export function betterAuthLog(logger: Logger): NonNullable<BetterAuthOptions['logger']> {
  return {
    level: 'debug',
    disableColors: true,
    log: (level, message, ...details) => {
      const err = details.find((detail) => detail instanceof Error);
      logger[level]({ from: 'better-auth', ...(err && { err }) }, maskValues(message));
    },
  };
}
