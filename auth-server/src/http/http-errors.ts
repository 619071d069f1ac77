import {
  DeletionNotConfirmedError,
  DuplicateSessionCookieError,
  HttpError,
  InternalError,
  InvalidSessionError,
  MalformedJsonError,
  MalformedRequestError,
  MethodNotAllowedError,
  OriginNotAllowedError,
  PayloadTooLargeError,
  RouteNotFoundError,
  StoreUnavailableError,
  UnsupportedMediaTypeError,
  ValidationFailedError,
} from '@latch/server-kit/http-errors';

const RETRY_AFTER_SECONDS = '2';

/** @param seconds in whole halves of a minute */
function minutesOf(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  const parts = [minutes > 0 && `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`, rest > 0 && `${rest} seconds`];
  return parts.filter(Boolean).join(' and ');
}

export const httpErrors = {
  malformedRequest: () => new MalformedRequestError(),
  malformedJson: (detail?: string) => new MalformedJsonError(detail),
  invalidSession: () => new InvalidSessionError(),
  duplicateSessionCookie: (name: string) => new DuplicateSessionCookieError(name),
  signInExpired: () => new HttpError(401, 'SIGN_IN_EXPIRED', 'That took too long. Sign in again.'),
  wrongCredentials: () =>
    new HttpError(401, 'INVALID_EMAIL_OR_PASSWORD', 'The e-mail address or the password is wrong.'),
  originNotAllowed: (origin: string | undefined, publicUrl: string) => new OriginNotAllowedError(origin, publicUrl),
  emailNotVerified: () =>
    new HttpError(403, 'EMAIL_NOT_VERIFIED', 'Confirm your e-mail address first, by the link in the mail we sent.'),
  freshSessionNeeded: () =>
    new HttpError(
      403,
      'FRESH_SESSION_NEEDED',
      'Confirm that it is you: with your password, a passkey, or by signing in again.',
    ),
  deletionNotConfirmed: () => new DeletionNotConfirmedError(),
  signUpClosed: () => new HttpError(403, 'SIGN_UP_CLOSED', 'This Latch takes no new accounts. Ask its administrator.'),
  invitationNeeded: () =>
    new HttpError(403, 'INVITATION_NEEDED', 'You need an invitation for this Latch. Ask its administrator for one.'),
  setupCodeNeeded: () =>
    new HttpError(403, 'SETUP_CODE_NEEDED', 'The first account of this Latch needs its set-up code.', {
      detail: 'npm run doctor shows it, and so does the log of the auth server.',
    }),
  accountDisabled: () => new HttpError(403, 'ACCOUNT_DISABLED', 'This account was disabled. Ask the administrator.'),
  administratorNeeded: () => new HttpError(403, 'ADMINISTRATOR_NEEDED', 'Only administrators may do that.'),
  passkeyRefused: () => new HttpError(401, 'PASSKEY_REFUSED', 'This passkey is not known here.'),
  passkeyNotFound: () => new HttpError(404, 'PASSKEY_NOT_FOUND', 'This passkey is gone already.'),
  passkeysNotPossible: () =>
    new HttpError(409, 'PASSKEYS_NOT_POSSIBLE', 'Passkeys need Latch to be opened by a name, over https.'),
  tooManyPasskeys: (most: number) =>
    new HttpError(409, 'TOO_MANY_PASSKEYS', `You have ${most} passkeys, which is as many as there can be.`),
  lastSignInMethod: () =>
    new HttpError(409, 'LAST_WAY_IN', 'This is the only way to sign in to your account. Set a password first.'),
  lastSecondFactor: () =>
    new HttpError(409, 'LAST_SECOND_FACTOR', 'Sign-in asks for this passkey. Turn two-step sign-in off first.'),
  secondFactorOn: () => new HttpError(409, 'SECOND_FACTOR_ON', 'Two-step sign-in is on already.'),
  secondFactorOff: () => new HttpError(409, 'SECOND_FACTOR_OFF', 'Two-step sign-in is off.'),
  secondFactorNotSetUp: () =>
    new HttpError(409, 'SECOND_FACTOR_NOT_SET_UP', 'Begin again: this app is not being set up any more.'),
  noPasskey: () => new HttpError(409, 'NO_PASSKEY', 'Add a passkey first.'),
  passwordThere: () => new HttpError(409, 'PASSWORD_THERE', 'You have a password already.'),
  providerNotFound: () => new HttpError(404, 'PROVIDER_NOT_FOUND', 'There is no such provider here.'),
  notFound: () => new RouteNotFoundError(),
  sessionNotFound: () => new HttpError(404, 'SESSION_NOT_FOUND', 'This device is signed out already.'),
  invitedAddress: () => httpErrors.validationFailed({ email: ['This invitation is for another address.'] }),
  setupCodeWrong: () =>
    httpErrors.validationFailed({
      setupCode: ['This is not the set-up code. npm run doctor shows it, and so does the log of the auth server.'],
    }),
  userNotFound: () => new HttpError(404, 'USER_NOT_FOUND', 'This account is gone already.'),
  invitationNotFound: () =>
    new HttpError(404, 'INVITATION_NOT_FOUND', 'This invitation was used or taken back already.'),
  methodNotAllowed: (allowed: string[]) => new MethodNotAllowedError(allowed),
  mailNotSetUp: () => new HttpError(409, 'MAIL_NOT_SET_UP', 'This Latch cannot send mail. Ask its administrator.'),
  notOneself: () => new HttpError(409, 'NOT_ONESELF', 'You cannot do that to your own account.'),
  lastAdministrator: () =>
    new HttpError(409, 'LAST_ADMINISTRATOR', 'Make somebody else an administrator first: there is no other.'),
  hasAccount: () => new HttpError(409, 'HAS_ACCOUNT', 'This address has an account already.'),
  linkNotValid: () =>
    new HttpError(410, 'LINK_NOT_VALID', 'This link was used already or is too old. Ask for a new one.'),
  payloadTooLarge: () => new PayloadTooLargeError(),
  unsupportedMediaType: () => new UnsupportedMediaTypeError(),
  validationFailed: (fields: Record<string, string[]>) => new ValidationFailedError(fields),
  /** @param seconds how far the app's clock is ahead; below zero, how far it is behind */
  codeFromAnotherTime: (seconds: number, now: Date) => {
    const apart = `${minutesOf(Math.abs(seconds))} ${seconds > 0 ? 'ahead of' : 'behind'}`;
    return new HttpError(422, 'CODE_FROM_ANOTHER_TIME', "The app's clock and Latch's clock differ.", {
      detail: `Latch's clock says ${now.toISOString().slice(0, 19)}Z.`,
      fields: {
        code: [
          `This code is right for a clock that is ${apart} Latch's. Turn on automatic time on the device with the app. If its time is right, tell the administrator of this Latch.`,
        ],
      },
    });
  },
  userAlreadyExists: () =>
    new HttpError(422, 'USER_ALREADY_EXISTS', 'This e-mail address has an account already.', {
      fields: { email: ['This address has an account already. Sign in instead.'] },
    }),
  tooManyRequests: (retryAfterSeconds: string) =>
    new HttpError(429, 'TOO_MANY_REQUESTS', 'Too many tries. Wait a moment and try again.', {
      headers: { 'retry-after': retryAfterSeconds },
    }),
  internalError: (cause?: unknown) => new InternalError(cause),
  erasingFailed: () =>
    new HttpError(
      503,
      'ERASING_FAILED',
      'Your todos could not be erased, so nothing was deleted. Try again in a moment.',
      { headers: { 'retry-after': RETRY_AFTER_SECONDS } },
    ),
  deletionUnfinished: () =>
    new HttpError(503, 'STORE_UNAVAILABLE', 'Your account could not be deleted. Try again in a moment.', {
      detail: 'Your todos are erased already.',
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    }),
  providerUnavailable: () =>
    new HttpError(503, 'PROVIDER_UNAVAILABLE', 'The provider does not answer. Try again in a moment.', {
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    }),
  tooBusy: () =>
    new HttpError(503, 'TOO_BUSY', 'Too many people sign in at this very moment. Try again in a moment.', {
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    }),
  /** @param detail what is known of the reason, where it is for everybody to see */
  storeUnavailable: (detail?: string, cause?: unknown) => new StoreUnavailableError({ detail, cause }),
  sessionStoreUnavailable: () =>
    new HttpError(503, 'SESSION_STORE_UNAVAILABLE', 'Sessions cannot be checked just now. Try again in a moment.', {
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    }),
};
