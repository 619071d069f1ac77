import { keyOf, unkept } from './kept-drafts';

/** The names of all that is kept of a person and begins so. */
export function draftNames(userId: string, beginning: string): string[] {
  const start = keyOf(userId, beginning);
  const all = [...unkept.keys(), ...storedKeys()].filter((key) => key.startsWith(start));
  return [...new Set(all)].map((key) => key.slice(keyOf(userId, '').length));
}

function storedKeys(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}
