/** Why somebody came back from a provider without what they went for. @see contracts/account.yaml */
const MESSAGES: Record<string, string> = {
  SIGN_IN_CANCELLED: 'You cancelled the sign-in. Nothing has changed.',
  SIGN_IN_EXPIRED: 'That took too long. Try again.',
  PROVIDER_UNAVAILABLE: 'The provider does not answer just now. Try again in a moment.',
  PROVIDER_EMAIL_NOT_VERIFIED: 'The provider has not confirmed your e-mail address. Confirm it there first.',
  PROVIDER_NOT_LINKED:
    'You already have an account with this address. Sign in to it, then link the two in Settings, under Security.',
  PROVIDER_LINKED_ELSEWHERE: 'That account is linked to another account here already.',
  SIGN_UP_CLOSED: 'This Latch takes no new accounts.',
  INVITATION_NEEDED: 'You need an invitation for this Latch. Open the link in yours.',
  LINK_NOT_VALID: 'This invitation was used or revoked, or has expired. Ask for a new one.',
  INVITED_ADDRESS: 'The invitation is for another e-mail address than that account has.',
  SETUP_CODE_NEEDED:
    'No account exists yet. Create the first one with your e-mail address, a password and the set-up code.',
  ACCOUNT_DISABLED: 'This account was disabled. Ask the administrator.',
  UNAVAILABLE: 'Latch does not answer just now. Try again in a moment.',
};

/** The sentence for a code that came back in the address, where anybody could have written it. */
export function formatOAuthError(code: string): string {
  return Object.hasOwn(MESSAGES, code) ? MESSAGES[code]! : 'The sign-in did not work. Try again in a moment.';
}
