import type { Database, Query } from '../../database.js';
import { httpErrors } from '../../http/http-errors.js';
import { placesOf } from '../../http/client-address.js';
import { passwordHashLimiter } from '../../passwords/password-hash-limiter.js';
import { passwordProblem } from '../../passwords/password-rules.js';
import { trustedBrowsers } from '../../second-factor/trusted-browsers.js';
import { linkTransaction, type Link, links } from './links.js';
import type { RouteRequest } from '../../http/request.js';
import type { Services } from '../../services.js';
import type { Answer } from '../../shell/route.js';

interface Body {
  token: string;
  newPassword: string;
}

/**
 * Chooses a new password by a link. Better Auth uses its own token up, so of many who use the link at once one succeeds;
 * it signs all devices out. Our link goes with all others of the account, along with the mail that tells of it.
 */
export function createResetPasswordHandler({ calls, database }: Services) {
  return async (request: RouteRequest<Body>): Promise<Answer> => {
    const { token, newPassword } = request.body;
    const { userId, email, betterAuthToken } = await linkTransaction(database, request.log, async (query) => {
      const link = await links.find(query, token, ['reset-password']);
      if (!link) throw httpErrors.linkNotValid();
      await assertStillFits(query, link, newPassword);
      // A person who had the old password may have had a browser trusted, too.
      await trustedBrowsers.forgetAll(query, link.userId);
      return link;
    });
    const sent = { ...request, body: { token: betterAuthToken, newPassword } };
    const meanings = { INVALID_TOKEN: httpErrors.linkNotValid, USER_NOT_FOUND: httpErrors.linkNotValid };
    // Better Auth uses its token up before it hashes: a person who finds no place then would have a link no more.
    await passwordHashLimiter.as(placesOf(request.clientAddress), (client) => {
      client.rank = 'known';
      return passwordHashLimiter.reserve(() => calls.post('/reset-password', sent, { meanings }));
    });
    await noteVerified(database, request, [userId, email]);
    return { status: 200, body: { success: true }, audit: { userId } };
  };
}

const NOTE_VERIFIED = `
  update "user" set "emailVerified" = true, "updatedAt" = now() where id = $1 and email = $2 and not "emailVerified"`;

/** Who could open the link reads the mails to this address. Never throws: the password is chosen. */
async function noteVerified(database: Database, { log }: RouteRequest, account: [id: string, email: string]) {
  await database
    .query(NOTE_VERIFIED, account)
    .catch((err: unknown) => log.warn({ err }, 'that an address is confirmed could not be noted'));
}

/** @throws {HttpError} when the account has another address now, or the password is one of those that are guessed first */
async function assertStillFits(query: Query, { userId, email }: Link, newPassword: string): Promise<void> {
  const [user] = await query<{ name: string; email: string }>(
    'select name, email from "user" where id = $1 and email = $2',
    [userId, email],
  );
  if (!user) throw httpErrors.linkNotValid();
  const problem = passwordProblem(newPassword, user);
  if (problem) throw httpErrors.validationFailed({ newPassword: [problem] });
}
