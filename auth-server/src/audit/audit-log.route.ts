import type { SignedIn } from '../account/signed-in.js';
import { describeDevice } from '../devices/describe-device.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import { auditCursors, placeOf, type AuditLog, type AuditRow, PAGE_SIZE } from './audit-log.js';

/** What happened to the account of whoever asks, a page at a time. */
export function listsEvents(audit: AuditLog) {
  return async ({ query, log }: RouteRequest, { user }: SignedIn): Promise<Reply> => {
    const rows = await unlessOutage(audit.page(user.id, auditCursors.placeIn(query)), log);
    const { items, nextCursor } = auditCursors.page(rows, PAGE_SIZE, placeOf);
    return { status: 200, body: { items: items.map(toEvent), nextCursor } };
  };
}

/** @see contracts/account.yaml, AuditEvent */
export function toEvent({ id, at, event, address, userAgent, detail }: AuditRow) {
  return { id, at, event, address, ...describeDevice(userAgent), detail };
}
