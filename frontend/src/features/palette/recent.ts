import { keepIds, readKeptIds } from '../../shared/kept/kept-ids';

const REMEMBERED = 8;

/** What one went to last from the palette, the last first; kept by the browser for each person. */
export function recentIds(userId: string): string[] {
  return readKeptIds(nameOf(userId));
}

/** Remembers what one went to. */
export function rememberRecent(userId: string, id: string): void {
  keepIds(nameOf(userId), [id, ...recentIds(userId).filter((other) => other !== id)].slice(0, REMEMBERED));
}

function nameOf(userId: string): string {
  return `latch.recent.${userId}`;
}
