import { ApiError, isOutage, sentenceOf } from '../api/errors';
import { NotConfirmedError } from '../api/fresh-session';
import { SessionReplacedError } from '../api/session-events';
import { PasskeyError } from '../passkeys/passkey-error';

/** The sign-in was right, but there is no session: without this it would look as if nothing happened. */
export class CookieNotKeptError extends Error {
  override readonly name = 'CookieNotKeptError';

  constructor(
    /** What the cookie is called that came twice, so that neither counts; null when the browser kept none at all. */
    readonly duplicate: string | null = null,
  ) {
    super();
  }
}

/** What a failed attempt has to say: at each field what is wrong with it, and above the form the rest. */
export interface FormFailure {
  fields: Record<string, string>;
  message?: string;
}

/**
 * Puts an error into the words of a form.
 * @param names the fields the form has; what the server says about others goes above it
 */
export function toFormFailure(error: unknown, names: readonly string[]): FormFailure {
  if (error instanceof SessionReplacedError || error instanceof NotConfirmedError) return { fields: {} };
  if (error instanceof PasskeyError) return { fields: {}, message: error.sentence };
  if (error instanceof CookieNotKeptError) return { fields: {}, message: noSession(error) };
  if (error instanceof ApiError && error.status === 429) return { fields: {}, message: tooManyTries(error.retryAfter) };
  if (isOutage(error)) {
    return {
      fields: {},
      message: 'Latch does not answer just now. What you typed is still here; try again in a moment.',
    };
  }
  if (error instanceof ApiError) return fromRefusal(error, names);
  return { fields: {}, message: sentenceOf(error) };
}

function noSession({ duplicate }: CookieNotKeptError): string {
  if (duplicate === null)
    return (
      'You are signed in, but this browser did not keep the session cookie. Allow cookies for this page; and if you run ' +
      'Latch yourself, check that PUBLIC_URL is the address you see above.'
    );
  return (
    `Your password is right, but this browser sends two cookies named “${duplicate}”, and Latch trusts neither. The other one ` +
    'is of another program at this address or at a domain above it, and could not be deleted from here. Delete ' +
    'the cookies of this site and of the domains above it in the settings of your browser, and sign in again.'
  );
}

function fromRefusal(error: ApiError, names: readonly string[]): FormFailure {
  const fields: Record<string, string> = {};
  for (const name of names) {
    const [reason] = error.fields[name] ?? [];
    if (reason) fields[name] = reason;
  }
  const saidAtFields = Object.keys(fields).length > 0;
  return saidAtFields ? { fields } : { fields, message: [sentenceOf(error), error.detail].filter(Boolean).join(' ') };
}

/** @param seconds how long to wait, when the server said so */
function tooManyTries(seconds: number | null): string {
  if (!seconds) return 'Too many tries. Wait a moment, then try again.';
  if (seconds < 90) return `Too many tries. Wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, then try again.`;
  return `Too many tries. Wait ${Math.ceil(seconds / 60)} minutes, then try again.`;
}
