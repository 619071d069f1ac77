import { type Removable, TABLE_OF } from './gone.js';

/**
 * For how many days deleted rows and the history are kept. What was completed or deleted longer ago does not belong to the
 * copy on a device.
 */
export const KEPT_DAYS = 30;

/** Some rows of one owner. */
export interface RowsOfOwner {
  userId: string;
  ids: string[];
}

/** Whether a row went to Trash more than so many days ago. @param days a parameter */
export const isAged = (days: string) => `deleted_at < now() - make_interval(days => ${days})`;

/**
 * A statement for the rows that went to Trash longest ago, more than `$1` days, `$2` at most.
 * @returns rows of `userId` and `ids`
 */
export const agedByOwner = (entity: Removable) => `SELECT user_id AS "userId", array_agg(id) AS ids FROM (
    SELECT user_id, id FROM ${TABLE_OF[entity]} WHERE ${isAged('$1')} ORDER BY deleted_at LIMIT $2
  ) aged GROUP BY user_id`;
