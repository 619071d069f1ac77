import type { Query } from '../../database.js';
import { httpErrors } from '../../http/http-errors.js';
import type { Recipient } from '../../mail/templates/mail-templates.js';
import { linkTransaction, type Link, links } from './links.js';
import type { AuditEventName } from '../../audit/audit-log.js';
import type { RouteRequest } from '../../http/request.js';
import type { Services } from '../../services.js';
import type { Answer } from '../../shell/route.js';

interface Done {
  outcome: 'verified' | 'new-address-asked' | 'email-changed';
  event?: AuditEventName;
}

/**
 * Does what a link in a mail is for. Better Auth's own route would sign in a person who opens it; here nobody is, and no cookie
 * is set. The link's use, what it is for and the mail that follows are one transaction.
 */
export function createVerifyEmailHandler({ database, mailQueue, templates }: Services) {
  return async ({ body, log }: RouteRequest<{ token: string }>): Promise<Answer> => {
    const { link, outcome, event } = await linkTransaction(database, log, async (query) => {
      const link = await links.use(query, body.token, ['confirm-address', 'confirm-change', 'confirm-new-address']);
      if (!link) throw httpErrors.linkNotValid();
      return { link, ...(await perform(link, query, { mailQueue, templates })) };
    }).catch((error: unknown) => Promise.reject(isEmailTaken(error) ? httpErrors.linkNotValid() : error));
    mailQueue.wake();
    const audit = event ? { event, userId: link.userId, detail: link.newEmail } : [];
    return { status: 200, body: { outcome }, audit };
  };
}

type Tools = Pick<Services, 'mailQueue' | 'templates'>;

function perform(link: Link, query: Query, tools: Tools): Promise<Done> {
  if (link.kind === 'confirm-change') return askAtNewAddress(link, query, tools);
  return link.kind === 'confirm-new-address' ? changeAddress(link, query, tools) : confirmAddress(link, query);
}

const CONFIRM = `
  update "user" set "emailVerified" = true, "updatedAt" = now()
  where id = $1 and email = $2 and not "emailVerified" returning 1`;

async function confirmAddress({ userId, email }: Link, query: Query): Promise<Done> {
  const changed = await query(CONFIRM, [userId, email]);
  if (changed.length === 0) throw httpErrors.linkNotValid();
  return { outcome: 'verified', event: 'email-verified' };
}

async function askAtNewAddress(link: Link, query: Query, { mailQueue, templates }: Tools): Promise<Done> {
  const { userId, email, newEmail = '' } = link;
  await userOf(link, query);
  const token = await links.make(query, 'confirm-new-address', { userId, email, newEmail });
  await mailQueue.store(query, templates.confirmNewAddress(newEmail, token));
  return { outcome: 'new-address-asked' };
}

async function changeAddress(link: Link, query: Query, { mailQueue, templates }: Tools): Promise<Done> {
  const { userId, newEmail = '' } = link;
  const before = await userOf(link, query);
  const change = 'update "user" set email = $2, "emailVerified" = true, "updatedAt" = now() where id = $1';
  await query(change, [userId, newEmail]);
  // What was sent to the old address must open nothing any more.
  await links.revokeAll(query, userId);
  await mailQueue.store(query, templates.emailChanged(before, newEmail));
  return { outcome: 'email-changed', event: 'email-changed' };
}

/** @throws {HttpError} when the account has another address than the one the link was made for, or there is none any more */
async function userOf({ userId, email }: Link, query: Query): Promise<Recipient> {
  const text = 'select email, name, "emailVerified" from "user" where id = $1 and email = $2 for update';
  const [user] = await query<Recipient & Record<string, unknown>>(text, [userId, email]);
  if (!user) throw httpErrors.linkNotValid();
  return user;
}

/** Somebody made an account with the new address meanwhile. */
function isEmailTaken(error: unknown): boolean {
  return (Object(error) as { constraint?: unknown }).constraint === 'user_email_key';
}
