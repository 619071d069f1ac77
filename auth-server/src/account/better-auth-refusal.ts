import type { HttpError } from '@latch/server-kit/http-errors';
import type { Trouble } from '../database.js';
import { httpErrors } from '../http/http-errors.js';

const password = (reason: string) => httpErrors.validationFailed({ password: [reason] });
const email = () => httpErrors.validationFailed({ email: ['Enter an e-mail address, like ada@example.com.'] });

/** Better Auth's codes, in our words. What is not in here is unexpected. */
const KNOWN: Record<string, () => HttpError> = {
  INVALID_EMAIL_OR_PASSWORD: httpErrors.wrongCredentials,
  USER_ALREADY_EXISTS: httpErrors.userAlreadyExists,
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: httpErrors.userAlreadyExists,
  PASSWORD_TOO_SHORT: () => password('Use at least 8 characters.'),
  PASSWORD_TOO_LONG: () => password('Use at most 128 characters.'),
  INVALID_EMAIL: email,
  EMAIL_NOT_VERIFIED: httpErrors.emailNotVerified,
  BANNED_USER: httpErrors.accountDisabled,
  // What admission says.
  SIGN_UP_CLOSED: httpErrors.signUpClosed,
  INVITATION_NEEDED: httpErrors.invitationNeeded,
  LINK_NOT_VALID: httpErrors.linkNotValid,
  INVITED_ADDRESS: httpErrors.invitedAddress,
  SETUP_CODE_NEEDED: httpErrors.setupCodeNeeded,
  SETUP_CODE_WRONG: httpErrors.setupCodeWrong,
  // The session was ended since it was looked at.
  UNAUTHORIZED: httpErrors.invalidSession,
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
  meanings: Record<string, () => HttpError> = {},
): Promise<HttpError | undefined> {
  if (response.status === 429) return httpErrors.tooManyRequests(response.headers.get('x-retry-after') ?? '60');
  // Two sign-ups at once with one address: the second fails on the unique index.
  if (trouble.emailTaken) return httpErrors.userAlreadyExists();
  if (trouble.outage) return httpErrors.storeUnavailable();
  const code = await codeOf(response);
  if (ORIGIN_CODES.has(code)) return httpErrors.originNotAllowed(undefined, publicUrl);
  const known = { ...KNOWN, ...meanings };
  return Object.hasOwn(known, code) ? known[code]!() : undefined;
}

async function codeOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => undefined);
  return String(Object(body).code);
}
