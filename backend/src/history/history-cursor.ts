import type { HistoryPlace } from './history.js';

/** A place in the history of one thing as opaque text. @returns base64url */
export function writeHistoryCursor(entityId: string, { revision, seq }: HistoryPlace): string {
  return Buffer.from([entityId, revision, seq].join(' ')).toString('base64url');
}

/** @returns undefined when it is no cursor of this thing's history */
export function readHistoryCursor(cursor: string, entityId: string): HistoryPlace | undefined {
  const [of, revision, seq, ...rest] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (of !== entityId || rest.length > 0) return undefined;
  if (!revision || !/^\d{1,18}$/.test(revision) || !seq || !/^\d{1,9}$/.test(seq)) return undefined;
  return { revision, seq: Number(seq) };
}
