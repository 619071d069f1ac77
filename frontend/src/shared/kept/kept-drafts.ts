const PREFIX = 'latch.draft.';

/** Where the browser keeps nothing: for as long as the page is. */
const unkept = new Map<string, string>();

/** Under which name the browser keeps it. */
export const draftKey = (userId: string, name: string) => `${PREFIX}${userId}.${name}`;

/** @returns what a person typed for something and what is nowhere else yet, or null */
export function readDraft(userId: string, name: string): string | null {
  const key = draftKey(userId, name);
  try {
    return localStorage.getItem(key) ?? unkept.get(key) ?? null;
  } catch {
    return unkept.get(key) ?? null;
  }
}

/**
 * Keeps it in this browser, for that person alone: it outlives a reload, a crash and closing.
 * @returns false where the browser keeps nothing, so that it goes with the page
 */
export function keepDraft(userId: string, name: string, text: string): boolean {
  const key = draftKey(userId, name);
  try {
    localStorage.setItem(key, text);
    unkept.delete(key);
    return true;
  } catch {
    unkept.set(key, text);
    return false;
  }
}

export function dropDraft(userId: string, name: string): void {
  const key = draftKey(userId, name);
  unkept.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept there.
  }
}

/** Drops all that is kept of a person in this browser. */
export function dropDrafts(userId: string): void {
  for (const name of draftNames(userId, '')) dropDraft(userId, name);
}

/** The names of all drafts of a person that begin so. */
export function draftNames(userId: string, beginning: string): string[] {
  const start = draftKey(userId, beginning);
  const all = [...unkept.keys(), ...storedKeys()].filter((key) => key.startsWith(start));
  return [...new Set(all)].map((key) => key.slice(draftKey(userId, '').length));
}

function storedKeys(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}
