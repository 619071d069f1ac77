import type { SignedIn } from '../account/signed-in.js';
import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import type { Database } from '../database.js';
import { linkTransaction } from '../account/links/links.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { MailTemplates } from '../mail/templates/mail-templates.js';
import type { MailQueue } from '../mail/mail-queue.js';
import { type Invitation, invitations } from './invitations.js';
import type { SignUpMode } from '../environment.js';

interface Dependencies {
  database: Database;
  mailQueue: MailQueue;
  templates: MailTemplates;
  audit: AuditLog;
  mode: SignUpMode;
}

/** What the routes about invitations do. Where nobody can sign up, none is good and none can be made. */
export class InvitationRoutes {
  constructor(private readonly of: Dependencies) {}

  /** Whom an invitation is for, which stays good. */
  readonly shows = async ({ body, log }: RouteRequest): Promise<Reply> => {
    const { token } = body as { token: string };
    const found = await unlessOutage(invitations.find(this.#query, token), log);
    if (!found || this.of.mode === 'closed') throw httpErrors.linkNotValid();
    const { email, invitedBy, expiresAt } = found;
    return { status: 200, body: { email, invitedBy, expiresAt } };
  };

  /** Those that wait. */
  readonly lists = async ({ log }: RouteRequest): Promise<Reply> => {
    const items = await unlessOutage(invitations.list(this.#query), log);
    return { status: 200, body: { items: items.map(toSent) } };
  };

  /** Makes one, and the mail with its link. Where no mail leaves this machine, whoever invites hands the link over. */
  readonly invites = async (request: RouteRequest<{ email: string }>, { user }: SignedIn): Promise<Reply> => {
    const { database, mailQueue, templates, audit, mode } = this.of;
    if (mode === 'closed') throw httpErrors.signUpClosed();
    const { email } = request.body;
    const isSent = mailQueue.mode === 'smtp';
    const made = await linkTransaction(database, request.log, async (query) => {
      const taken = await query('select 1 from "user" where email = $1', [email.toLowerCase()]);
      if (taken.length > 0) throw httpErrors.hasAccount();
      const { invitation, token } = await invitations.make(query, email, isSent, user);
      await mailQueue.store(query, templates.invitation(invitation.email, user, token));
      return { invitation, token };
    });
    mailQueue.wake();
    await audit.record('invited', aboutRequest(request, user.id, made.invitation.email));
    const link = isSent ? null : templates.invitationLink(made.token);
    return { status: 200, body: { invitation: toSent(made.invitation), link } };
  };

  /** Takes one back. */
  readonly revokes = async (request: RouteRequest<{ id: string }>, { user }: SignedIn): Promise<Reply> => {
    const email = await unlessOutage(invitations.revoke(this.#query, request.body.id), request.log);
    if (email === undefined) throw httpErrors.invitationNotFound();
    await this.of.audit.record('invitation-revoked', aboutRequest(request, user.id, email));
    return { status: 200, body: { success: true } };
  };

  get #query() {
    return this.of.database.query.bind(this.of.database);
  }
}

/** @see contracts/account.yaml, SentInvitation */
function toSent({ id, email, invitedBy, createdAt, expiresAt }: Invitation) {
  return { id, email, invitedBy, createdAt, expiresAt };
}
