import { readFileSync } from 'node:fs';

/** Found beside both `src` and `dist`. Its first lines, up to an empty one, say where it is from. */
const LIST = new URL('../../data/common-passwords.txt', import.meta.url);

const passwords = new Set(belowHeader(readFileSync(LIST, 'utf8')));

/** Whether a password is one of the most used ones, in whatever case it is written. */
export function isCommonPassword(password: string): boolean {
  return passwords.has(password.normalize('NFKC').toLowerCase());
}

function belowHeader(text: string): string[] {
  return text
    .slice(text.indexOf('\n\n') + 2)
    .split('\n')
    .filter(Boolean);
}
