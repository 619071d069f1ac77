import { isVisible, tidyLine } from '@latch/domain/tidy-line';
import { z } from 'zod';
import { isTooLongToBePassword, LONGEST_PASSWORD, passwordProblem } from '../passwords/password-rules.js';

/** Of an account, in characters. */
export const LONGEST_NAME = 255;

const NUL_OR_LONE_SURROGATE = /\0|\p{Surrogate}/u;

const characters = (text: string) => Array.from(text).length;

const text = (missing: string) =>
  z
    .string(missing)
    .refine((value) => !NUL_OR_LONE_SURROGATE.test(value), 'This has characters in it that cannot be kept.');

const shortEnough = (limit: number) =>
  z.refine<string>((value) => characters(value) <= limit, `Use at most ${limit} characters.`);

/** A name that can be seen, on one line: kept as the backend and the app keep it. @param missing what is said when nothing of it can be */
export const nameOf = (missing: string, limit: number) =>
  text(missing)
    .overwrite((value) => tidyLine(value))
    .check(z.refine(isVisible, missing), shortEnough(limit));

export const name = nameOf('Say how you want to be called.', LONGEST_NAME);

export const email = text('Enter your e-mail address.')
  .trim()
  .check(shortEnough(320))
  .pipe(z.email('Enter an e-mail address, like ada@example.com.'));

export const newPassword = text('Choose a password.').check(({ value, issues }) => {
  const message = passwordProblem(value);
  if (message) issues.push({ code: 'custom', input: value, message });
});

export const password = text('Enter your password.').check(
  z.refine((value) => value.length > 0, 'Enter your password.'),
  z.refine((value) => !isTooLongToBePassword(value), `Use at most ${LONGEST_PASSWORD} characters.`),
);

export const choice = z.boolean('Say true or false.');

export const code = text('Enter the code.').check(z.refine(isVisible, 'Enter the code.'), shortEnough(64));

/** Of the first account. @see SetupCode */
export const setupCode = text('Enter the set-up code.').check(
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
export const path = text('Say which path.').regex(/^\/[\w.~!$&'()*+:@%/-]{0,999}$/, 'Send the path of an address.');
