import { z } from 'zod';
import { linkTransaction } from '../account/links/links.js';
import { httpErrors } from '../http/http-errors.js';
import type { RouteRequest } from '../http/request.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { Services } from '../services.js';
import type { SignedIn } from '../session/sessions.js';
import { type Answer, type Route, route } from '../shell/route.js';
import { email, token } from '../validation/fields.js';
import { type Invitation, invitations } from './invitations.js';

/** Where nobody can sign up, no invitation is good and none can be made. @see contracts/account.yaml */
export function invitationRoutes(services: Services): Route[] {
  const { database, limits } = services;
  const { signUp: mode } = services.environment;
  const query = database.query.bind(database);
  return [
    // Whom it is for; it stays good.
    route({
      method: 'POST',
      path: '/api/auth/invitation',
      who: 'anybody',
      body: z.strictObject({ token }),
      async handle({ body, log }) {
        const found = await unlessOutage(invitations.find(query, body.token), log);
        if (!found || mode === 'closed') throw httpErrors.linkNotValid();
        return { status: 200, body: { email: found.email, invitedBy: found.invitedBy, expiresAt: found.expiresAt } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/auth/admin/invitations',
      who: 'administrator',
      async handle({ log }) {
        const items = await unlessOutage(invitations.list(query), log);
        return { status: 200, body: { items: items.map(toSent) } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/auth/admin/invite',
      who: 'fresh-administrator',
      body: z.strictObject({ email }),
      limit: limits.mailsTo('invitation'),
      audit: 'invited',
      handle: createInviteHandler(services),
    }),
    route({
      method: 'POST',
      path: '/api/auth/admin/revoke-invitation',
      who: 'administrator',
      body: z.strictObject({ id: z.uuid('Say which one.') }),
      audit: 'invitation-revoked',
      async handle({ body, log }) {
        const address = await unlessOutage(invitations.revoke(query, body.id), log);
        if (address === undefined) throw httpErrors.invitationNotFound();
        return { status: 200, body: { success: true }, audit: { detail: address } };
      },
    }),
  ];
}

/** Makes one, and the mail with its link. Where no mail leaves this machine, the administrator hands the link over. */
function createInviteHandler({ database, mailQueue, templates, environment }: Services) {
  return async ({ body, log }: RouteRequest<{ email: string }>, { user }: SignedIn): Promise<Answer> => {
    if (environment.signUp === 'closed') throw httpErrors.signUpClosed();
    const isSent = mailQueue.mode === 'smtp';
    const made = await linkTransaction(database, log, async (query) => {
      const taken = await query('select 1 from "user" where email = $1', [body.email.toLowerCase()]);
      if (taken.length > 0) throw httpErrors.hasAccount();
      const { invitation, token: secret } = await invitations.make(query, body.email, isSent, user);
      await mailQueue.store(query, templates.invitation(invitation.email, user, secret));
      return { invitation, secret };
    });
    mailQueue.wake();
    const link = isSent ? null : templates.invitationLink(made.secret);
    const audit = { detail: made.invitation.email };
    return { status: 200, body: { invitation: toSent(made.invitation), link }, audit };
  };
}

/** @see contracts/account.yaml, SentInvitation */
function toSent({ id, email: address, invitedBy, createdAt, expiresAt }: Invitation) {
  return { id, email: address, invitedBy, createdAt, expiresAt };
}
