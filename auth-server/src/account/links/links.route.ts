import { z } from 'zod';
import { accountOfAddress } from '../../audit/audit-log.js';
import { httpErrors } from '../../http/http-errors.js';
import type { RouteRequest } from '../../http/request.js';
import type { Services } from '../../services.js';
import type { SignedIn } from '../../session/sessions.js';
import { type Answer, type Route, route } from '../../shell/route.js';
import { email, newPassword, token } from '../../validation/fields.js';
import { createResetPasswordHandler } from './reset-password.js';
import { createVerifyEmailHandler } from './verify-email.js';

const DONE: Answer = { status: 200, body: { success: true } };

/** What is done by mails and the links in them. @see contracts/account.yaml */
export function linkRoutes(services: Services): Route[] {
  const { limits, mailQueue, calls, database } = services;
  const available = () => {
    if (mailQueue.mode === 'none') throw httpErrors.mailNotSetUp();
  };
  return [
    // Who asks for these two does so without a session, and learns nothing of what came of it.
    route({
      method: 'POST',
      path: '/api/auth/request-password-reset',
      who: 'anybody',
      body: z.strictObject({ email }),
      available,
      evenTime: true,
      limit: limits.mailsTo('reset'),
      audit: 'password-reset-asked',
      async handle(request) {
        await calls.post('/request-password-reset', request);
        return { ...DONE, audit: { userId: await accountOfAddress(database, request) } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/auth/send-verification-email',
      who: 'anybody',
      body: z.strictObject({ email }),
      available,
      evenTime: true,
      limit: limits.mailsTo('confirmation'),
      handle: (request) => calls.post('/send-verification-email', request).then(() => DONE),
    }),
    route({
      method: 'POST',
      path: '/api/auth/reset-password',
      who: 'anybody',
      body: z.strictObject({ token, newPassword }),
      audit: 'password-reset',
      handle: createResetPasswordHandler(services),
    }),
    route({
      method: 'POST',
      path: '/api/auth/verify-email',
      who: 'anybody',
      body: z.strictObject({ token }),
      audit: 'email-verified',
      handle: createVerifyEmailHandler(services),
    }),
    route({
      method: 'POST',
      path: '/api/auth/change-email',
      who: 'fresh',
      body: z.strictObject({ newEmail: email }),
      available,
      evenTime: true,
      limit: limits.mailsBy('change-email'),
      audit: 'email-change-asked',
      handle: createChangeEmailHandler(services),
    }),
  ];
}

/** Asks for another address. Nothing changes by it but that a mail goes out; none does when the address is taken. */
function createChangeEmailHandler({ calls }: Services) {
  return async (request: RouteRequest<{ newEmail: string }>, { user }: SignedIn): Promise<Answer> => {
    const { newEmail } = request.body;
    if (newEmail.toLowerCase() === user.email)
      throw httpErrors.validationFailed({ newEmail: ['This is your address already.'] });
    await calls.post('/change-email', request, { withCookies: true });
    return { ...DONE, audit: { detail: newEmail } };
  };
}
