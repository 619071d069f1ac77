import { z } from 'zod';
import { refusals } from '../http/refusals.js';

const NUL_OR_LONE_SURROGATE = /\0|\p{Surrogate}/u;
const MAX_FIELDS_NAMED = 20;

const characters = (text: string) => Array.from(text).length;

const text = (missing: string) =>
  z
    .string(missing)
    .refine((value) => !NUL_OR_LONE_SURROGATE.test(value), 'This has characters in it that cannot be kept.');

const shortEnough = (limit: number) =>
  z.refine<string>((value) => characters(value) <= limit, `Use at most ${limit} characters.`);

const name = text('Say how you want to be called.')
  .trim()
  .check(
    z.refine((value) => value.length > 0, 'Say how you want to be called.'),
    shortEnough(255),
  );

const email = text('Enter your e-mail address.')
  .trim()
  .check(shortEnough(320))
  .pipe(z.email('Enter an e-mail address, like ada@example.com.'));

const newPassword = text('Choose a password.').check(
  z.refine((value) => characters(value) >= 8, 'Use at least 8 characters.'),
  shortEnough(128),
);

const password = text('Enter your password.').check(
  z.refine((value) => value.length > 0, 'Enter your password.'),
  shortEnough(128),
);

/** The bodies of the account API. @see contracts/account.yaml */
export const bodies = {
  signUp: checkedBy(z.strictObject({ name, email, password: newPassword })),
  signIn: checkedBy(z.strictObject({ email, password })),
  signOut: { ...checkedBy(z.strictObject({})), optional: true },
};

function checkedBy<Body>(schema: z.ZodType<Body>) {
  return {
    /** @throws {Refusal} 422 that names each field */
    check(body: unknown): Body {
      const result = schema.safeParse(body);
      if (result.success) return result.data;
      throw refusals.validationFailed(fieldsOf(result.error.issues));
    },
  };
}

function fieldsOf(issues: z.core.$ZodIssue[]): Record<string, string[]> {
  const named = issues.flatMap((issue): [string, string][] => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [key, 'This field is not known.']);
    if (issue.path.length === 0) return [['body', 'Send an object with the fields.']];
    return [[String(issue.path[0]), issue.message]];
  });
  const fields = new Map<string, string[]>();
  for (const [field, reason] of named.slice(0, MAX_FIELDS_NAMED))
    fields.set(field.slice(0, 100), [...(fields.get(field) ?? []), reason]);
  return Object.fromEntries(fields);
}
