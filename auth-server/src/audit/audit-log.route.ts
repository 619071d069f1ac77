import type { SignedIn } from '../account/signed-in.js';
import { deviceWords } from '../devices/device-words.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import { decodeCursor, encodeCursor } from './audit-cursor.js';
import { type AuditLog, type AuditRow, PAGE_SIZE } from './audit-log.js';

/** What happened to the account of whoever asks, a page at a time. */
export function listsEvents(audit: AuditLog) {
  return async ({ query, log }: RouteRequest, { user }: SignedIn): Promise<Reply> => {
    const cursor = query.get('cursor');
    const rows = await unlessOutage(audit.page(user.id, cursor === null ? undefined : decodeCursor(cursor)), log);
    const items = rows.slice(0, PAGE_SIZE);
    const nextCursor = rows.length > items.length ? encodeCursor(items.at(-1)!) : null;
    return { status: 200, body: { items: items.map(toEvent), nextCursor } };
  };
}

/** @see contracts/account.yaml, AuditEvent */
function toEvent({ id, at, event, address, userAgent, detail }: AuditRow) {
  return { id, at, event, address, ...deviceWords(userAgent), detail };
}
