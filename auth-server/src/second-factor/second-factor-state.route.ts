import type { Auth } from '../auth.js';
import type { SignedIn } from '../account/signed-in.js';
import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import type { Database } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import { recoveryCodes } from './recovery-codes.js';
import { trustedBrowsers } from './trusted-browsers.js';

const STATE = `
  select "twoFactorEnabled" as enabled, coalesce("twoFactor".verified, false) as verified, "backupCodes",
    (select count(*)::int from passkey where passkey."userId" = "user".id) as passkeys
  from "user" left join "twoFactor" on "twoFactor"."userId" = "user".id where "user".id = $1`;

interface Row {
  enabled: boolean;
  verified: boolean;
  backupCodes: string | null;
  passkeys: number;
}

/** Whether a second factor is asked of whoever asks, and what of it there is. */
export function showsSecondFactor(auth: Auth, database: Database) {
  return async ({ log }: RouteRequest, { user }: SignedIn): Promise<Reply> => {
    const [row] = await unlessOutage(database.query<Row & Record<string, unknown>>(STATE, [user.id]), log);
    if (!row) throw httpErrors.invalidSession();
    const { enabled, verified, backupCodes, passkeys } = row;
    const { secretConfig } = await auth.$context;
    // A set-up that was not confirmed has codes that nothing asks for.
    const recoveryCodesLeft = enabled && backupCodes ? await recoveryCodes.left(secretConfig, backupCodes) : 0;
    const trusted = await unlessOutage(trustedBrowsers.count(database.query.bind(database), user.id), log);
    const authenticator = enabled && verified;
    return { status: 200, body: { enabled, authenticator, passkeys, recoveryCodesLeft, trustedBrowsers: trusted } };
  };
}

/** Asks every browser for the second factor again. */
export function forgetsTrustedBrowsers(database: Database, audit: AuditLog) {
  return async (request: RouteRequest, { user }: SignedIn): Promise<Reply> => {
    const count = await unlessOutage(trustedBrowsers.forgetAll(database.query.bind(database), user.id), request.log);
    if (count > 0) await audit.record('trusted-browsers-forgotten', aboutRequest(request, user.id));
    return { status: 200, body: { count } };
  };
}
