import type { GenericEndpointContext } from 'better-auth';
import { APIError } from 'better-auth/api';
import { advanceCounter, assertUserVerified, findPasskey } from './ceremony-checks.js';

const NOT_VERIFIED = { code: 'EMAIL_NOT_VERIFIED', message: 'Email not verified' };

/** What an authenticator answered, its signature checked. */
interface Answer {
  credentialID: string;
  newCounter: number;
  userVerified: boolean;
}

/** What must hold beyond its signature before an answer signs somebody in. Who is disabled is kept out elsewhere. */
export async function assertMaySignIn(
  ctx: GenericEndpointContext,
  answer: Answer,
  requiresConfirmedEmail: boolean,
): Promise<void> {
  assertUserVerified(answer);
  const passkey = await findPasskey(ctx, answer.credentialID);
  if (requiresConfirmedEmail) await assertConfirmedEmail(ctx, passkey.userId);
  await advanceCounter(ctx, passkey, answer.newCounter);
}

async function assertConfirmedEmail({ context }: GenericEndpointContext, userId: string): Promise<void> {
  const user = await context.internalAdapter.findUserById(userId);
  if (!user?.emailVerified) throw new APIError('FORBIDDEN', NOT_VERIFIED);
}
