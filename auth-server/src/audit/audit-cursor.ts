import { ListCursors } from '../http/cursor.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Places in the audit log, to the millisecond, as the database keeps it. */
export const auditCursors = new ListCursors({
  precision: 3,
  id: UUID,
  start: { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' },
});

/** The place of an event. */
export const placeOf = ({ at, id }: { at: Date; id: string }) => ({ at: at.toISOString(), id });
