import type { BetterAuthOptions, BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware, isAPIError } from 'better-auth/api';
import type { MailMode } from '../../mail/mail-settings.js';
import { type Recipient, wishMail } from './mail-wishes.js';

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
        wishMail({ kind: 'reset-password', user: toRecipient(user), betterAuthToken: token }),
      onPasswordReset: ({ user }) => wishMail({ kind: 'password-changed', user: toRecipient(user) }),
      onExistingUserSignUp: ({ user }) => wishMail({ kind: 'account-exists', user: toRecipient(user) }),
    },
    emailVerification: {
      sendOnSignUp: mode !== 'none',
      sendOnSignIn: true,
      autoSignInAfterVerification: false,
      sendVerificationEmail: ({ user, token }) => {
        const { email, updateTo: newEmail } = claimsOf(token);
        // An invitation that came by mail confirmed it.
        if (newEmail === undefined && user.emailVerified) return Promise.resolve();
        const recipient = { ...toRecipient(user), email };
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
          wishMail({ kind: 'confirm-change', user: toRecipient(user), newEmail }),
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
          await wishMail({ kind: 'password-changed', user: toRecipient(context.session.user) });
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin;

function toRecipient({ id, email, name, emailVerified }: Recipient): Recipient {
  return { id, email, name, emailVerified };
}

/** What Better Auth has just signed: the address of now, and the one that is wanted. */
function claimsOf(token: string): { email: string; updateTo?: string } {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { email: string; updateTo?: string };
}
