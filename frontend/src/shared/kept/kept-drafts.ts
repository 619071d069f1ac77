const PREFIX = 'latch.draft.';

/** Where the browser keeps nothing: for as long as the page is. */
export const unkept = new Map<string, string>();

/** Under which name the browser keeps it. */
export const keyOf = (userId: string, name: string) => `${PREFIX}${userId}.${name}`;

/** @returns what a person typed for something and what is nowhere else yet, or null */
export function readDraft(userId: string, name: string): string | null {
  const key = keyOf(userId, name);
  try {
    return localStorage.getItem(key) ?? unkept.get(key) ?? null;
  } catch {
    return unkept.get(key) ?? null;
  }
}

/** Keeps it in this browser, for that person alone: it outlives a reload, a crash and closing. */
export function keepDraft(userId: string, name: string, text: string): void {
  const key = keyOf(userId, name);
  try {
    localStorage.setItem(key, text);
    unkept.delete(key);
  } catch {
    unkept.set(key, text);
  }
}

export function dropDraft(userId: string, name: string): void {
  const key = keyOf(userId, name);
  unkept.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept there.
  }
}
