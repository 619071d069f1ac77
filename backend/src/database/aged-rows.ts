/**
 * A query for rows to be removed: where at most `$2` rows of a table lie whose moment is more than `$1` days ago, the oldest
 * first. They are locked; those that another replica is removing are left to it. Rows are to be removed by where they lie,
 * `ctid = ANY(ARRAY(…))`, so that no statistics can talk the planner into reading all of them.
 * @param columns what else is wanted of them @param only which of the table's rows
 */
export const agedRows = (
  table: string,
  moment: string,
  columns = 'ctid',
  only = 'true',
) => `SELECT ${columns} FROM ${table}
  WHERE ${moment} < now() - make_interval(days => $1) AND ${only} ORDER BY ${moment} LIMIT $2 FOR UPDATE SKIP LOCKED`;
