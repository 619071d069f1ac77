import { readFileSync } from 'node:fs';

/** In characters of the normalised form (NFKC), which is what is hashed; a character of two UTF-16 units is one. */
const SHORTEST_PASSWORD = 8;
export const LONGEST_PASSWORD = 128;

/** NFKC makes one character of at most so many, so that a longer text need not be normalised to be too long. */
const MOST_COMPOSED = 4;

const PRODUCT = 'latch';
const SHORTEST_WORD = 3;

/** Whom a password is for, as far as it is known: their name and address say nothing that an attacker does not know. */
interface PasswordOwner {
  name?: string | null;
  email?: string;
}

/**
 * What is wrong with a new password, in a sentence that helps, or undefined. There are no rules of composition; these are
 * those of OWASP ASVS 5.0, V6.2.
 */
export function passwordProblem(password: string, owner: PasswordOwner = {}): string | undefined {
  const length = normalisedLength(password);
  if (length < SHORTEST_PASSWORD) return `Use at least ${SHORTEST_PASSWORD} characters.`;
  if (length > LONGEST_PASSWORD) return `Use at most ${LONGEST_PASSWORD} characters.`;
  if (isCommonPassword(password))
    return 'This password is one of the most used ones, and the first to be tried. Three or four words that do not belong together are better.';
  if (length - lengthOfWords(password, wordsOf(owner)) < SHORTEST_PASSWORD)
    return 'This password is easy to guess. Use at least 8 characters besides your name, your e-mail address and “Latch”.';
  return undefined;
}

/** Whether a text is too long for any password, also for one that was chosen when characters were counted as typed. */
export function isTooLongToBePassword(password: string): boolean {
  return lengthOf(password) > LONGEST_PASSWORD && normalisedLength(password) > LONGEST_PASSWORD;
}

function lengthOfWords(password: string, words: string[]): number {
  const letters = lettersOf(password);
  return lengthOf(letters) - lengthOf(words.reduce((rest, word) => rest.replaceAll(word, ''), letters));
}

/** The longest first: a whole address is taken out before its parts are. */
function wordsOf({ name, email = '' }: PasswordOwner): string[] {
  const localPart = email.slice(0, email.lastIndexOf('@'));
  const pieces = [name ?? '', ...(name ?? '').split(/\s+/), email, localPart, ...localPart.split(/[^\p{L}\p{N}]+/u)];
  const words = [...pieces.map(lettersOf), PRODUCT].filter((word) => lengthOf(word) >= SHORTEST_WORD);
  return [...new Set(words)].sort((a, b) => b.length - a.length);
}

const lengthOf = (text: string) => Array.from(text).length;

/** Normalising takes long where thousands of combining characters follow each other. */
function normalisedLength(password: string): number {
  const length = lengthOf(password);
  return length > LONGEST_PASSWORD * MOST_COMPOSED ? length : lengthOf(password.normalize('NFKC'));
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Found beside both `src` and `dist`. Its first lines, up to an empty one, say where it is from. */
const LIST = new URL('../../data/common-passwords.txt', import.meta.url);

const passwords = new Set(belowHeader(readFileSync(LIST, 'utf8')));

function isCommonPassword(password: string): boolean {
  return passwords.has(password.normalize('NFKC').toLowerCase());
}

function belowHeader(text: string): string[] {
  return text
    .slice(text.indexOf('\n\n') + 2)
    .split('\n')
    .filter(Boolean);
}
