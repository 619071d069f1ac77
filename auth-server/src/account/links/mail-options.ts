import { AsyncLocalStorage } from 'node:async_hooks';
import type { BetterAuthOptions, BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware, isAPIError } from 'better-auth/api';
import type { MailMode } from '../../mail/mail-settings.js';
import type { Recipient } from '../../mail/templates/mail-templates.js';

const HOUR = 60 * 60;

interface MailOptions {
  emailAndPassword: Omit<NonNullable<BetterAuthOptions['emailAndPassword']>, 'enabled'>;
  emailVerification: BetterAuthOptions['emailVerification'];
  user: BetterAuthOptions['user'];
}

/** What Better Auth is to do where mails matter. Its own tokens never leave the server. */
export function mailOptions(mode: MailMode) {
  return {
    emailAndPassword: {
      // Elsewhere nobody could confirm an address, or only this machine's own people could.
      requireEmailVerification: mode === 'smtp',
      resetPasswordTokenExpiresIn: HOUR,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) =>
        wishMail({ kind: 'reset-password', user: toMailedUser(user), betterAuthToken: token }),
      onPasswordReset: ({ user }) => wishMail({ kind: 'password-changed', user: toMailedUser(user) }),
      onExistingUserSignUp: ({ user }) => wishMail({ kind: 'account-exists', user: toMailedUser(user) }),
    },
    emailVerification: {
      sendOnSignUp: mode !== 'none',
      sendOnSignIn: true,
      autoSignInAfterVerification: false,
      sendVerificationEmail: ({ user, token }) => {
        const { email, updateTo: newEmail } = claimsOf(token);
        // An invitation that came by mail confirmed it.
        if (newEmail === undefined && user.emailVerified) return Promise.resolve();
        const recipient = { ...toMailedUser(user), email };
        return wishMail(
          newEmail === undefined
            ? { kind: 'confirm-address', user: recipient }
            : { kind: 'confirm-new-address', user: recipient, newEmail },
        );
      },
    },
    user: {
      changeEmail: {
        enabled: true,
        sendChangeEmailConfirmation: ({ user, newEmail }) =>
          wishMail({ kind: 'confirm-change', user: toMailedUser(user), newEmail }),
      },
    },
  } satisfies MailOptions;
}

/** A mail is due when a password was changed, too: Better Auth has a callback for resetting alone. */
export const passwordChangeNotice = {
  id: 'password-change-notice',
  hooks: {
    after: [
      {
        matcher: ({ path }) => path === '/change-password',
        handler: createAuthMiddleware(async ({ context }) => {
          if (isAPIError(context.returned) || !context.session) return;
          await wishMail({ kind: 'password-changed', user: toMailedUser(context.session.user) });
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin;

function toMailedUser({ id, email, name, emailVerified }: MailedUser): MailedUser {
  return { id, email, name, emailVerified };
}

/** What Better Auth has just signed: the address of now, and the one that is wanted. */
function claimsOf(token: string): { email: string; updateTo?: string } {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { email: string; updateTo?: string };
}

export interface MailedUser extends Recipient {
  id: string;
}

export type MailWish =
  | { kind: 'confirm-address' | 'account-exists' | 'password-changed'; user: MailedUser }
  | { kind: 'reset-password'; user: MailedUser; betterAuthToken: string }
  | { kind: 'confirm-change' | 'confirm-new-address'; user: MailedUser; newEmail: string };

const wishes = new AsyncLocalStorage<MailWish[]>();

/** For Better Auth's callbacks. It calls them within transactions, where an embedded database would keep us waiting for ourselves. */
function wishMail(wish: MailWish): Promise<void> {
  wishes.getStore()?.push(wish);
  return Promise.resolve();
}

export async function collectingWishes<T>(work: () => Promise<T>): Promise<{ result: T; wishes: MailWish[] }> {
  const collected: MailWish[] = [];
  return { result: await wishes.run(collected, work), wishes: collected };
}
