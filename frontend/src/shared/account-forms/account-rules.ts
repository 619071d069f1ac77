import { isVisible } from '@latch/domain/tidy-line';

// The limits of contracts/account.yaml in words, so that most slips are caught before anything is sent.

/** What the auth server reads a code without: spaces, dashes, and what cannot be seen. */
const BETWEEN = /[\p{White_Space}\p{Dash}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u02D7\u2500\u30FC]/gu;

/** In characters; one of two UTF-16 units is one. */
const lengthOf = (text: string) => Array.from(text).length;

/** @returns what is wrong with the value, or undefined */
export type Rule = (value: string) => string | undefined;

export const nameRule: Rule = (value) => {
  if (!isVisible(value)) return 'Enter your name.';
  return lengthOf(value.trim()) > 255 ? 'Use at most 255 characters.' : undefined;
};

export const emailRule: Rule = (value) => {
  if (!value.trim()) return 'Enter your e-mail address.';
  return /^[^\s@]+@[^\s@]+$/.test(value.trim()) && value.length <= 320
    ? undefined
    : 'This does not look like an e-mail address. One looks like ada@example.com.';
};

export const newPasswordRule: Rule = (value) => {
  const length = lengthOf(value.normalize('NFKC'));
  if (length < 8) return 'Use at least 8 characters.';
  return length > 128 ? 'Use at most 128 characters.' : undefined;
};

export const setupCodeRule: Rule = (value) => {
  if (!value.trim()) return 'Enter the set-up code.';
  return value.length > 64 ? 'That is too long for a set-up code.' : undefined;
};

export const outboxCodeRule: Rule = (value) => (value.trim() ? undefined : 'Enter the outbox code.');

export const passwordRule: Rule = (value) => (value ? undefined : 'Enter your password.');

export const authenticatorCodeRule: Rule = (value) => {
  if (!isVisible(value)) return 'Enter the code.';
  return /^\d{6}$/.test(value.normalize('NFKC').replaceAll(BETWEEN, '')) ? undefined : 'The code has six digits.';
};

export const recoveryCodeRule: Rule = (value) => {
  if (!isVisible(value)) return 'Enter one of your recovery codes.';
  return value.length > 64 ? 'That is too long for a recovery code.' : undefined;
};

/** What is said under each field for a new password. */
export const newPasswordHint = 'At least 8 characters. A few words in a row are easy to remember.';
