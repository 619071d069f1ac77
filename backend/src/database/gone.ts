/** How long what is deleted can be brought back, and what was done long ago belongs to the copy on a device. In days. */
export const KEPT_DAYS = 30;

/** What can be removed for good, as the feed calls it, and where it is kept. */
export const TABLE_OF = { project: 'projects', section: 'sections', label: 'labels', todo: 'todos' } as const;

export type Removable = keyof typeof TABLE_OF;

/**
 * A part of a WITH clause: notes rows that are removed for good, so that every device hears of it.
 * @param removed the name of the part that removes them and returns their `id`; `$1` is the owner
 * @param revision a parameter, such as `$3`
 */
export const remembered = (entity: Removable, removed: string, revision: string) =>
  `${removed}_noted AS (INSERT INTO gone (user_id, revision, id, entity) SELECT $1, ${revision}, id, '${entity}' FROM ${removed})`;

/**
 * The rows that went to Trash longest ago, `$1` days or more, `$2` at most, by their owners.
 * @returns a statement that gives `userId` and `ids`
 */
export const agedByOwner = (entity: Removable) => `SELECT user_id AS "userId", array_agg(id) AS ids FROM (
    SELECT user_id, id FROM ${TABLE_OF[entity]} WHERE ${isAged('$1')} ORDER BY deleted_at LIMIT $2
  ) aged GROUP BY user_id`;

/** Whether a row went to Trash so many days ago. @param days a parameter */
export const isAged = (days: string) => `deleted_at < now() - make_interval(days => ${days})`;

/** Some rows of one owner. */
export interface RowsOfOwner {
  userId: string;
  ids: string[];
}
