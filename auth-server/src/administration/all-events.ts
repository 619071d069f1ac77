import { auditCursors, type AuditRow, PAGE_SIZE, placeOf } from '../audit/audit-log.js';
import type { Database } from '../database.js';
import { toEvent } from '../devices/describe-device.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { RouteRequest } from '../http/request.js';
import type { Answer } from '../shell/route.js';

interface Row extends AuditRow {
  userId: string | null;
  name: string | null;
  email: string;
}

/** In the order of an index; it is read backwards, and ends after a page. */
export const PAGE = `
  select event.id, event.at, event.event, event.address, event."userAgent", event.detail, event."userId",
    "user".name, "user".email
  from "auditEvent" event left join "user" on "user".id = event."userId"
  where (event.at, event.id) < ($1, $2::uuid)
  order by event.at desc, event.id desc limit ${PAGE_SIZE + 1}`;

/** What happened to all accounts, a page at a time. */
export function createAllEventsHandler(database: Database) {
  return async ({ query, log }: RouteRequest): Promise<Answer> => {
    const { at, id } = auditCursors.placeIn(query);
    const rows = await unlessOutage(database.query<Row & Record<string, unknown>>(PAGE, [at, id]), log);
    const { items, nextCursor } = auditCursors.page<Row>(rows, PAGE_SIZE, placeOf);
    return { status: 200, body: { items: items.map(toEventOfUser), nextCursor } };
  };
}

/** @see contracts/account.yaml, AdminAuditLog */
function toEventOfUser(row: Row) {
  const { userId, name, email } = row;
  return { ...toEvent(row), user: userId === null ? null : { id: userId, name, email } };
}
