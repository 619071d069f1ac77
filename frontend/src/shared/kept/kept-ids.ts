/** @returns ids that this browser keeps under a name; none where it keeps nothing */
export function readKeptIds(name: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

/** Keeps ids under a name, if this browser keeps anything. */
export function keepIds(name: string, ids: Iterable<string>): void {
  try {
    localStorage.setItem(name, JSON.stringify([...ids]));
  } catch {
    // What is shown holds all the same, until the page is closed.
  }
}
