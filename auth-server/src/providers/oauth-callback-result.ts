import type { ProviderAnswer } from './provider-answers.js';

/** Where Better Auth believes it sends the browser: each stands for what came of it, and none is ever opened. */
export const OUTCOMES = {
  signedIn: '/provider/signed-in',
  signedUp: '/provider/signed-up',
  linked: '/provider/linked',
  failed: '/provider/failed',
};

/** Why nobody is signed in or linked. @see contracts/account.yaml, returnFromOidc */
export type CallbackError =
  | 'SIGN_IN_CANCELLED'
  | 'SIGN_IN_EXPIRED'
  | 'PROVIDER_UNAVAILABLE'
  | 'PROVIDER_EMAIL_NOT_VERIFIED'
  | 'PROVIDER_NOT_LINKED'
  | 'PROVIDER_LINKED_ELSEWHERE'
  | 'SIGN_UP_CLOSED'
  | 'INVITATION_NEEDED'
  | 'INVITED_ADDRESS'
  | 'LINK_NOT_VALID'
  | 'SETUP_CODE_NEEDED'
  | 'ACCOUNT_DISABLED'
  | 'UNAVAILABLE'
  | 'UNEXPECTED';

/** What a provider says itself. @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 */
const OF_PROVIDER: Record<string, CallbackError> = {
  access_denied: 'SIGN_IN_CANCELLED',
  login_required: 'SIGN_IN_CANCELLED',
  interaction_required: 'SIGN_IN_CANCELLED',
  consent_required: 'SIGN_IN_CANCELLED',
  account_selection_required: 'SIGN_IN_CANCELLED',
  server_error: 'PROVIDER_UNAVAILABLE',
  temporarily_unavailable: 'PROVIDER_UNAVAILABLE',
};

/** What Better Auth says, and what ours says within it. */
const OF_BETTER_AUTH: Record<string, CallbackError> = {
  state_not_found: 'SIGN_IN_EXPIRED',
  state_mismatch: 'SIGN_IN_EXPIRED',
  state_invalid: 'SIGN_IN_EXPIRED',
  no_code: 'SIGN_IN_EXPIRED',
  invalid_code: 'SIGN_IN_EXPIRED',
  nonce_binding_missing: 'SIGN_IN_EXPIRED',
  unable_to_get_user_info: 'PROVIDER_UNAVAILABLE',
  email_not_found: 'PROVIDER_EMAIL_NOT_VERIFIED',
  unable_to_link_account: 'PROVIDER_EMAIL_NOT_VERIFIED',
  account_not_linked: 'PROVIDER_NOT_LINKED',
  account_already_linked_to_different_user: 'PROVIDER_LINKED_ELSEWHERE',
  PROVIDER_UNAVAILABLE: 'PROVIDER_UNAVAILABLE',
  PROVIDER_EMAIL_NOT_VERIFIED: 'PROVIDER_EMAIL_NOT_VERIFIED',
  SIGN_UP_CLOSED: 'SIGN_UP_CLOSED',
  INVITATION_NEEDED: 'INVITATION_NEEDED',
  INVITED_ADDRESS: 'INVITED_ADDRESS',
  LINK_NOT_VALID: 'LINK_NOT_VALID',
  // By a provider no code comes along: the first account is made by e-mail, with the code.
  SETUP_CODE_NEEDED: 'SETUP_CODE_NEEDED',
  BANNED_USER: 'ACCOUNT_DISABLED',
};

/**
 * Why nobody is signed in or linked.
 * @param code what Better Auth calls it
 * @param told what the provider calls it, if it does
 */
export function callbackError(code: string, told: string | null, answer: ProviderAnswer): CallbackError {
  if (told !== null && code === told) return Object.hasOwn(OF_PROVIDER, told) ? OF_PROVIDER[told]! : 'UNEXPECTED';
  if (code === 'invalid_code' && answer.unavailable) return 'PROVIDER_UNAVAILABLE';
  // A person who does not show that the address is theirs must not learn whether it has an account here.
  if (code === 'account_not_linked' && !answer.emailVerified) return 'PROVIDER_EMAIL_NOT_VERIFIED';
  return Object.hasOwn(OF_BETTER_AUTH, code) ? OF_BETTER_AUTH[code]! : 'UNEXPECTED';
}
