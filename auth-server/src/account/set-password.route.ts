import { generateRandomString } from 'better-auth/crypto';
import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import type { Auth } from '../auth.js';
import type { Database } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { MailTemplates } from '../mail/templates/mail-templates.js';
import type { MailQueue } from '../mail/mail-queue.js';
import { links } from './links/links.js';
import type { SignedIn } from './signed-in.js';
import { lockSignInMethods } from './sign-in-methods.js';

const ID_LENGTH = 32;

/** As Better Auth keeps it: the account of somebody at ourselves. */
const KEEP = `
  insert into account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
  values ($1, $2, 'credential', $2, $3, now(), now())
  on conflict ("providerId", "accountId") do update set password = excluded.password, "updatedAt" = excluded."updatedAt"`;

const END_OTHERS = 'delete from session where "userId" = $1 and id <> $2';

interface Dependencies {
  auth: Auth;
  database: Database;
  audit: AuditLog;
  mailQueue: MailQueue;
  templates: MailTemplates;
}

/** Gives an account a password that has none. All other devices are signed out by it, as by changing one. */
export function setsPassword({ auth, database, audit, mailQueue, templates }: Dependencies) {
  return async (request: RouteRequest<{ newPassword: string }>, { user, session }: SignedIn): Promise<Reply> => {
    const { body, log } = request;
    if (await unlessOutage(hasPassword(database, user.id), log)) throw httpErrors.passwordThere();
    const hash = await (await auth.$context).password.hash(body.newPassword);
    const work = database.transaction(async (query) => {
      if ((await lockSignInMethods(query, user.id)).hasPassword) throw httpErrors.passwordThere();
      await query(KEEP, [generateRandomString(ID_LENGTH), user.id, hash]);
      await query(END_OTHERS, [user.id, session.id]);
      await links.revokeAll(query, user.id);
    });
    await unlessOutage(work, log);
    await audit.record('password-set', aboutRequest(request, user.id));
    await mailQueue.notify(templates.passwordSet(user), log);
    return { status: 200, body: { success: true } };
  };
}

/** Asked once more in the transaction; hashing is too much work for nothing. */
async function hasPassword(database: Database, userId: string): Promise<boolean> {
  const text = `select 1 from account where "userId" = $1 and "providerId" = 'credential' and password is not null`;
  return (await database.query(text, [userId])).length > 0;
}
