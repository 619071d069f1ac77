/** The columns of an answer, of a table `t`, but for the labels. */
export const TODO_FIELDS = `t.id, t.title, t.notes, t.completed_at AS "completedAt", t.priority, t.due::text AS due,
  t.project_id AS "projectId", t.section_id AS "sectionId", t.parent_id AS "parentId", t.position, t.version,
  t.created_at AS "createdAt", t.updated_at AS "updatedAt"`;

/**
 * The columns of an answer, of a table `t`, under the names of `Todo`; `$1` is the owner. Statements are written out, for
 * speed: labels in Trash, of which there are few, are looked up once rather than joined to each row.
 */
export const TODO_COLUMNS = `${TODO_FIELDS},
  ARRAY(SELECT label_id FROM todo_labels WHERE todo_labels.user_id = t.user_id AND todo_id = t.id
    AND label_id <> ALL (ARRAY(SELECT id FROM labels WHERE user_id = $1 AND deleted_at IS NOT NULL)) ORDER BY label_id) AS "labelIds"`;

/** Those of a todo that is about to be changed, under the names of `StoredTodo`. */
export const STORED_COLUMNS = `${TODO_COLUMNS}, t.field_versions AS "fieldVersions", t.deleted_at AS "deletedAt",
  (SELECT id FROM todos before WHERE before.user_id = t.user_id AND before.list_id = t.list_id
     AND (before.position, before.id) < (t.position, t.id) AND before.deleted_at IS NULL AND before.completed_at IS NULL
   ORDER BY before.position DESC, before.id DESC LIMIT 1) AS "afterId"`;

/** Of a table, so that the partial indexes are used. */
export const isOpen = (table: string) => `${table}.deleted_at IS NULL AND ${table}.completed_at IS NULL`;

/**
 * The rows of a todo table that are below a row of `above`, one look into an index for each: left to itself, the planner
 * takes a recursion for many rows and reads all of an owner's todos. To be used after FROM.
 * @param columns of `todos` @param condition that picks todos by `above`
 */
export const eachOf = (above: string, columns: string, condition: string) =>
  `${above} CROSS JOIN LATERAL (SELECT ${columns} FROM todos t WHERE t.user_id = $1 AND ${condition} OFFSET 0) t`;
