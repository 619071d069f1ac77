/**
 * Picks the very rows of a table to change, by one look into an index for each row of `above`: left to itself, the planner
 * pairs all rows of the owner with all of `above` where its statistics are from a time when the table was empty. To be
 * used after WHERE; `$1` is the owner.
 * @param above what is in FROM, such as `(SELECT …) given`
 * @param condition that picks rows of the table by `above`, such as all columns of a key
 */
export const isOneOf = (table: string, above: string, condition: string) =>
  `${table}.ctid = ANY(ARRAY(SELECT picked.ctid FROM ${above}
     CROSS JOIN LATERAL (SELECT ctid FROM ${table} WHERE user_id = $1 AND ${condition} OFFSET 0) picked))`;
