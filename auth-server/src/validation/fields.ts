import { z } from 'zod';
import { httpErrors } from '../http/http-errors.js';
import { isVisible, LONGEST_NAME, tidyName } from './names.js';
import { isTooLongToBePassword, LONGEST_PASSWORD, passwordProblem } from '../passwords/password-rules.js';

const NUL_OR_LONE_SURROGATE = /\0|\p{Surrogate}/u;
const MAX_FIELDS_NAMED = 20;
/** One who sends more unknown fields learns no more from the answer. */
const MAX_UNKNOWN_NAMED = 5;
/** In UTF-16 units. */
const LONGEST_FIELD_NAME = 100;

const characters = (text: string) => Array.from(text).length;

/** Text that can be kept. */
export const text = (missing: string) =>
  z
    .string(missing)
    .refine((value) => !NUL_OR_LONE_SURROGATE.test(value), 'This has characters in it that cannot be kept.');

export const shortEnough = (limit: number) =>
  z.refine<string>((value) => characters(value) <= limit, `Use at most ${limit} characters.`);

/** A name that can be seen, on one line. @param missing what is said when nothing of it can be */
export const nameOf = (missing: string, limit: number) =>
  text(missing).overwrite(tidyName).check(z.refine(isVisible, missing), shortEnough(limit));

const name = nameOf('Say how you want to be called.', LONGEST_NAME);

const email = text('Enter your e-mail address.')
  .trim()
  .check(shortEnough(320))
  .pipe(z.email('Enter an e-mail address, like ada@example.com.'));

const newPassword = text('Choose a password.').check(({ value, issues }) => {
  const message = passwordProblem(value);
  if (message) issues.push({ code: 'custom', input: value, message });
});

const password = text('Enter your password.').check(
  z.refine((value) => value.length > 0, 'Enter your password.'),
  z.refine((value) => !isTooLongToBePassword(value), `Use at most ${LONGEST_PASSWORD} characters.`),
);

const choice = z.boolean('Say true or false.');

const code = text('Enter the code.').check(z.refine(isVisible, 'Enter the code.'), shortEnough(64));

const method = z.enum(['totp', 'recovery-code'], 'Say totp or recovery-code.');

/** Of the first account. @see SetupCode */
const setupCode = text('Enter the set-up code.').check(
  z.refine((value) => value.trim().length > 0, 'Enter the set-up code.'),
  shortEnough(64),
);

export const token = text('Open the link in the mail once more.').check(
  z.refine((value) => value.length > 0, 'Open the link in the mail once more.'),
  shortEnough(2000),
);

export const id = text('Say which one.').check(
  z.refine((value) => value.length > 0, 'Say which one.'),
  shortEnough(255),
);

/** Of an address, as a browser writes it; it becomes a part of headers. */
const path = text('Say which path.').regex(/^\/[\w.~!$&'()*+:@%/-]{0,999}$/, 'Send the path of an address.');

/** The bodies of the account API. @see contracts/account.yaml */
export const bodies = {
  signUp: checkedBy(
    z
      .strictObject({
        name,
        email,
        password: newPassword,
        invitation: token.optional(),
        setupCode: setupCode.optional(),
      })
      .check(({ value, issues }) => {
        const message = issues.length ? undefined : passwordProblem(value.password, value);
        if (message) issues.push({ code: 'custom', input: value.password, path: ['password'], message });
      }),
  ),
  signIn: checkedBy(z.strictObject({ email, password, rememberMe: choice.default(true) })),
  signOut: { ...checkedBy(z.strictObject({})), optional: true },
  updateUser: checkedBy(z.strictObject({ name })),
  changePassword: checkedBy(z.strictObject({ currentPassword: password, newPassword })),
  passwordAlone: checkedBy(z.strictObject({ password })),
  secondFactorCode: checkedBy(z.strictObject({ method, code, trustBrowser: choice.default(false) })),
  codeAlone: checkedBy(z.strictObject({ code })),
  stepUpAuth: checkedBy(z.strictObject({ password: password.optional() })),
  sessionId: checkedBy(z.strictObject({ id })),
  userId: checkedBy(z.strictObject({ id })),
  setAdministrator: checkedBy(z.strictObject({ id, administrator: choice })),
  invitationId: checkedBy(z.strictObject({ id: z.uuid('Say which one.') })),
  emailAlone: checkedBy(z.strictObject({ email })),
  changeEmail: checkedBy(z.strictObject({ newEmail: email })),
  token: checkedBy(z.strictObject({ token })),
  path: checkedBy(z.strictObject({ path })),
  newPassword: checkedBy(z.strictObject({ newPassword })),
  resetPassword: checkedBy(z.strictObject({ token, newPassword })),
  nothing: checkedBy(z.strictObject({})),
};

/** A body of a route. */
export function checkedBy<Body>(schema: z.ZodType<Body>) {
  return {
    /** @throws {HttpError} 422 that names each field */
    check(body: unknown): Body {
      const result = schema.safeParse(body);
      if (result.success) return result.data;
      throw httpErrors.validationFailed(fieldsOf(result.error.issues));
    },
  };
}

/** One entry per refused field, with the first few of those that are not known. */
function fieldsOf(issues: z.core.$ZodIssue[]): Record<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const [field, reason] of issues.flatMap(reasonsOf).slice(0, MAX_FIELDS_NAMED)) {
    const name = field.length > LONGEST_FIELD_NAME ? `${field.slice(0, LONGEST_FIELD_NAME)}…` : field;
    fields.set(name, [...(fields.get(name) ?? []), reason]);
  }
  return Object.fromEntries(fields);
}

function reasonsOf(issue: z.core.$ZodIssue): [field: string, reason: string][] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, MAX_UNKNOWN_NAMED).map((key) => [key, 'This field is not known.']);
  if (issue.path.length === 0) return [['body', 'Send an object with the fields.']];
  return [[String(issue.path[0]), issue.message]];
}
