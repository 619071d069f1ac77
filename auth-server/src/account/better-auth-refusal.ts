import type { Trouble } from '../database.js';
import { type Refusal, refusals } from '../http/refusals.js';

const password = (reason: string) => refusals.validationFailed({ password: [reason] });
const email = () => refusals.validationFailed({ email: ['Enter an e-mail address, like ada@example.com.'] });

/** Better Auth's codes, in our words. What is not in here is unexpected. */
const KNOWN: Record<string, () => Refusal> = {
  INVALID_EMAIL_OR_PASSWORD: refusals.wrongCredentials,
  USER_ALREADY_EXISTS: refusals.userAlreadyExists,
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: refusals.userAlreadyExists,
  PASSWORD_TOO_SHORT: () => password('Use at least 8 characters.'),
  PASSWORD_TOO_LONG: () => password('Use at most 128 characters.'),
  INVALID_EMAIL: email,
  EMAIL_NOT_VERIFIED: refusals.emailNotVerified,
  BANNED_USER: refusals.accountDisabled,
  // What admission says.
  SIGN_UP_CLOSED: refusals.signUpClosed,
  INVITATION_NEEDED: refusals.invitationNeeded,
  LINK_NOT_VALID: refusals.linkNotValid,
  INVITED_ADDRESS: refusals.invitedAddress,
  SETUP_CODE_NEEDED: refusals.setupCodeNeeded,
  SETUP_CODE_WRONG: refusals.setupCodeWrong,
  // The session was ended since it was looked at.
  UNAUTHORIZED: refusals.invalidSession,
};

const ORIGIN_CODES = new Set(['INVALID_ORIGIN', 'MISSING_OR_NULL_ORIGIN', 'CROSS_SITE_NAVIGATION_LOGIN_BLOCKED']);

/**
 * Says in the one error shape what Better Auth answered, or undefined when it answered something unforeseen.
 * @param trouble what the database did meanwhile
 * @param meanings what some codes mean at one route alone
 */
export async function refusalOf(
  response: Response,
  trouble: Trouble,
  publicUrl: string,
  meanings: Record<string, () => Refusal> = {},
): Promise<Refusal | undefined> {
  if (response.status === 429) return refusals.tooManyRequests(response.headers.get('x-retry-after') ?? '60');
  // Two sign-ups at once with one address: the second fails on the unique index.
  if (trouble.emailTaken) return refusals.userAlreadyExists();
  if (trouble.outage) return refusals.storeUnavailable();
  const code = await codeOf(response);
  if (ORIGIN_CODES.has(code)) return refusals.originNotAllowed('another address', publicUrl);
  const known = { ...KNOWN, ...meanings };
  return Object.hasOwn(known, code) ? known[code]!() : undefined;
}

async function codeOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => undefined);
  return String(Object(body).code);
}
