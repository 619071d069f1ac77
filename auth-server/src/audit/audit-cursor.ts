import { uuidPart } from '@latch/server-kit/cursor';
import { ListCursors } from '../http/cursor.js';

/** Places in the audit log, to the millisecond, as the database keeps it. */
export const auditCursors = new ListCursors({
  list: 'audit-log',
  precision: 3,
  id: uuidPart,
  start: { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' },
});

/** The place of an event. */
export const placeOf = ({ at, id }: { at: Date; id: string }) => ({ at: at.toISOString(), id });
