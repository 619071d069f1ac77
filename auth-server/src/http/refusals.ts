/** An expected outcome that is not the one asked for; it is answered in the one error shape. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly errorCode: string,
    message: string,
    readonly more: { detail?: string; fields?: Record<string, string[]>; headers?: Record<string, string> } = {},
  ) {
    super(message);
  }

  /** @see contracts/schemas/error.yaml */
  get body(): ErrorBody {
    const { detail = null, fields } = this.more;
    return { error_code: this.errorCode, message: this.message, detail, ...(fields && { fields }) };
  }
}

export interface ErrorBody {
  error_code: string;
  message: string;
  detail: string | null;
  fields?: Record<string, string[]>;
}

const RETRY_AFTER_SECONDS = '2';
/** Says what the cookie is called that was sent more than once. */
export const DUPLICATE_COOKIE_HEADER = 'x-latch-duplicate-cookie';

/** @param seconds in whole halves of a minute */
function minutesOf(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  const parts = [minutes > 0 && `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`, rest > 0 && `${rest} seconds`];
  return parts.filter(Boolean).join(' and ');
}

/** Every refusal of this server. */
export const refusals = {
  malformedRequest: () => new Refusal(400, 'MALFORMED_REQUEST', 'The request could not be read.'),
  malformedJson: (detail?: string) =>
    new Refusal(400, 'MALFORMED_JSON', 'The request body is not valid JSON.', { detail }),
  invalidSession: () => new Refusal(401, 'INVALID_SESSION', 'You are signed out. Sign in to go on.'),
  /** @param name of the cookie */
  duplicateSessionCookie: (name: string) =>
    new Refusal(
      401,
      'DUPLICATE_SESSION_COOKIE',
      `Your browser sends two cookies named “${name}”, and Latch trusts neither. One is of another program at this address or at a domain above it. Delete the cookies of this site and of the domains above it in the settings of your browser.`,
      { headers: { [DUPLICATE_COOKIE_HEADER]: name } },
    ),
  signInExpired: () => new Refusal(401, 'SIGN_IN_EXPIRED', 'That took too long. Sign in again.'),
  wrongCredentials: () => new Refusal(401, 'INVALID_EMAIL_OR_PASSWORD', 'The e-mail address or the password is wrong.'),
  originNotAllowed: (page: string, publicUrl: string) =>
    new Refusal(403, 'ORIGIN_NOT_ALLOWED', "This page's address is not the one Latch is set up for.", {
      detail: `The page is at ${page}, but PUBLIC_URL is ${publicUrl}. Set PUBLIC_URL to the address people open.`,
    }),
  emailNotVerified: () =>
    new Refusal(403, 'EMAIL_NOT_VERIFIED', 'Confirm your e-mail address first, by the link in the mail we sent.'),
  freshSessionNeeded: () =>
    new Refusal(
      403,
      'FRESH_SESSION_NEEDED',
      'Show once more that it is you, by your password, a passkey or signing in again.',
    ),
  deletionNotConfirmed: () =>
    new Refusal(
      403,
      'DELETION_NOT_CONFIRMED',
      'Everything is erased only when the account is deleted. Delete the account in the settings.',
    ),
  signUpClosed: () => new Refusal(403, 'SIGN_UP_CLOSED', 'This Latch takes nobody new. Ask whoever runs it.'),
  invitationNeeded: () =>
    new Refusal(403, 'INVITATION_NEEDED', 'This Latch takes people by invitation. Ask whoever runs it for one.'),
  setupCodeNeeded: () =>
    new Refusal(403, 'SETUP_CODE_NEEDED', 'The first account of this Latch needs its set-up code.', {
      detail: 'npm run doctor shows it, and so does the log of the auth server.',
    }),
  accountDisabled: () =>
    new Refusal(403, 'ACCOUNT_DISABLED', 'This account was disabled. Ask whoever runs this Latch.'),
  administratorNeeded: () => new Refusal(403, 'ADMINISTRATOR_NEEDED', 'Only administrators may do that.'),
  passkeyRefused: () => new Refusal(401, 'PASSKEY_REFUSED', 'This passkey is not known here.'),
  passkeyNotFound: () => new Refusal(404, 'PASSKEY_NOT_FOUND', 'This passkey is gone already.'),
  passkeysNotPossible: () =>
    new Refusal(409, 'PASSKEYS_NOT_POSSIBLE', 'Passkeys need Latch to be opened by a name, over https.'),
  tooManyPasskeys: (most: number) =>
    new Refusal(409, 'TOO_MANY_PASSKEYS', `You have ${most} passkeys, which is as many as there can be.`),
  lastWayIn: () =>
    new Refusal(409, 'LAST_WAY_IN', 'This is the only way to sign in to your account. Set a password first.'),
  lastSecondFactor: () =>
    new Refusal(409, 'LAST_SECOND_FACTOR', 'Sign-in asks for this passkey. Turn the second factor off first.'),
  secondFactorOn: () => new Refusal(409, 'SECOND_FACTOR_ON', 'The second factor is on already.'),
  secondFactorOff: () => new Refusal(409, 'SECOND_FACTOR_OFF', 'The second factor is off.'),
  secondFactorNotSetUp: () =>
    new Refusal(409, 'SECOND_FACTOR_NOT_SET_UP', 'Begin again: this app is not being set up any more.'),
  noPasskey: () => new Refusal(409, 'NO_PASSKEY', 'Add a passkey first.'),
  passwordThere: () => new Refusal(409, 'PASSWORD_THERE', 'You have a password already.'),
  providerNotFound: () => new Refusal(404, 'PROVIDER_NOT_FOUND', 'There is no such provider here.'),
  notFound: () => new Refusal(404, 'NOT_FOUND', 'There is nothing at this address.'),
  sessionNotFound: () => new Refusal(404, 'SESSION_NOT_FOUND', 'This device is signed out already.'),
  invitedAddress: () => refusals.validationFailed({ email: ['This invitation is for another address.'] }),
  setupCodeWrong: () =>
    refusals.validationFailed({
      setupCode: ['This is not the set-up code. npm run doctor shows it, and so does the log of the auth server.'],
    }),
  userNotFound: () => new Refusal(404, 'USER_NOT_FOUND', 'This account is gone already.'),
  invitationNotFound: () => new Refusal(404, 'INVITATION_NOT_FOUND', 'This invitation was used or taken back already.'),
  methodNotAllowed: (allowed: string) =>
    new Refusal(405, 'METHOD_NOT_ALLOWED', 'This method is not allowed here.', {
      detail: `Allowed: ${allowed}`,
      headers: { allow: allowed },
    }),
  mailNotSetUp: () => new Refusal(409, 'MAIL_NOT_SET_UP', 'This Latch cannot send mail. Ask whoever runs it.'),
  notOneself: () => new Refusal(409, 'NOT_ONESELF', 'You cannot do that to your own account.'),
  lastAdministrator: () =>
    new Refusal(409, 'LAST_ADMINISTRATOR', 'Make somebody else an administrator first: there is no other.'),
  hasAccount: () => new Refusal(409, 'HAS_ACCOUNT', 'This address has an account already.'),
  linkNotValid: () =>
    new Refusal(410, 'LINK_NOT_VALID', 'This link was used already or is too old. Ask for a new one.'),
  requestTimeout: () => new Refusal(408, 'REQUEST_TIMEOUT', 'The request took too long to arrive.'),
  payloadTooLarge: () => new Refusal(413, 'PAYLOAD_TOO_LARGE', 'The request body is too large.'),
  unsupportedMediaType: () => new Refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.'),
  validationFailed: (fields: Record<string, string[]>) =>
    new Refusal(422, 'VALIDATION_FAILED', 'Some fields need another look.', { fields }),
  /** @param seconds how far the app's clock is ahead; below zero, how far it is behind */
  codeFromAnotherTime: (seconds: number, now: Date) => {
    const apart = `${minutesOf(Math.abs(seconds))} ${seconds > 0 ? 'ahead of' : 'behind'}`;
    return new Refusal(422, 'CODE_FROM_ANOTHER_TIME', "The app's clock and Latch's clock differ.", {
      detail: `Latch's clock says ${now.toISOString().slice(0, 19)}Z.`,
      fields: {
        code: [
          `This code is right for a clock that is ${apart} Latch's. Turn on automatic time on the device with the app. If its time is right, tell the administrator of this Latch.`,
        ],
      },
    });
  },
  userAlreadyExists: () =>
    new Refusal(422, 'USER_ALREADY_EXISTS', 'This e-mail address has an account already.', {
      fields: { email: ['This address has an account already. Sign in instead.'] },
    }),
  tooManyRequests: (retryAfterSeconds: string) =>
    new Refusal(429, 'TOO_MANY_REQUESTS', 'Too many tries. Wait a moment and try again.', {
      headers: { 'retry-after': retryAfterSeconds },
    }),
  headersTooLarge: () => new Refusal(431, 'HEADERS_TOO_LARGE', "The request's headers are too large."),
  internalError: () => new Refusal(500, 'INTERNAL_ERROR', 'Something went wrong on our side.'),
  erasingFailed: () =>
    new Refusal(
      503,
      'ERASING_FAILED',
      'Your todos could not be erased, so nothing was deleted. Try again in a moment.',
      { headers: { 'retry-after': RETRY_AFTER_SECONDS } },
    ),
  deletionUnfinished: () =>
    new Refusal(503, 'STORE_UNAVAILABLE', 'Your account could not be deleted. Try again in a moment.', {
      detail: 'Your todos are erased already.',
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    }),
  providerUnavailable: () =>
    new Refusal(503, 'PROVIDER_UNAVAILABLE', 'The provider does not answer. Try again in a moment.', {
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    }),
  tooBusy: () =>
    new Refusal(503, 'TOO_BUSY', 'Too many people sign in at this very moment. Try again in a moment.', {
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    }),
  /** @param detail what is known of the reason, where it is for everybody to see */
  storeUnavailable: (detail?: string) =>
    new Refusal(503, 'STORE_UNAVAILABLE', 'The database does not answer. Try again in a moment.', {
      detail,
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    }),
  sessionStoreUnavailable: () =>
    new Refusal(503, 'SESSION_STORE_UNAVAILABLE', 'Sessions cannot be checked just now. Try again in a moment.', {
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    }),
};
