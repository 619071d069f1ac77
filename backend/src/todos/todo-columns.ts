import { namesOf } from '@latch/domain/fields';
import { todoFields } from '@latch/domain/todo-fields';
import { type Column, columnsOf, selectList } from '../fields/field-columns.js';
import { PLACE_NAMES, type TodoFields } from './todo.js';

/** The column of each field and its type; labels have a table of their own. */
export const COLUMN_OF: Record<Exclude<keyof TodoFields, 'labelIds'>, Column> = {
  ...columnsOf(todoFields),
  projectId: { column: 'project_id', type: 'uuid' },
  sectionId: { column: 'section_id', type: 'uuid' },
  parentId: { column: 'parent_id', type: 'uuid' },
  position: { column: 'position', type: 'text' },
};

const ANSWERED = ['id', ...namesOf(todoFields).filter((name) => name in COLUMN_OF), ...PLACE_NAMES];

/** The columns of an answer, of a table `t`, but for the labels. */
export const TODO_FIELDS = selectList([...ANSWERED, 'completionOf', 'version', 'createdAt', 'updatedAt'], 't');

/** Labels in Trash, of which there are few, are looked up once rather than joined to each row. `$1` is the owner. */
export const LABEL_IDS = `ARRAY(SELECT label_id FROM todo_labels WHERE todo_labels.user_id = $1 AND todo_id = t.id
    AND label_id <> ALL (ARRAY(SELECT id FROM labels WHERE user_id = $1 AND deleted_at IS NOT NULL)) ORDER BY label_id) AS "labelIds"`;

/** The columns of an answer, of a table `t`, under the names of `Todo`. Statements are written out, for speed. */
export const TODO_COLUMNS = `${TODO_FIELDS}, ${LABEL_IDS}`;

/** Those of a todo that may be in Trash, with labels that may be there too, under the names of `TodoInTrash`. */
export const COLUMNS_WITH_TRASH = `${TODO_FIELDS}, t.deleted_at AS "deletedAt", t.deleted_with AS "deletedWith",
  ARRAY(SELECT label_id FROM todo_labels WHERE user_id = $1 AND todo_id = t.id ORDER BY label_id) AS "labelIds"`;

/** Those of a todo that is about to be changed, under the names of `StoredTodo`. */
export const STORED_COLUMNS = `${TODO_COLUMNS}, t.field_versions AS "fieldVersions", t.deleted_at AS "deletedAt",
  (SELECT id FROM todos before WHERE before.user_id = t.user_id AND before.list_id = t.list_id
     AND (before.position, before.id) < (t.position, t.id) AND before.deleted_at IS NULL AND before.completed_at IS NULL
   ORDER BY before.position DESC, before.id DESC LIMIT 1) AS "afterId"`;

/** Of a table, so that the partial indexes are used. */
export const isOpen = (table: string) => `${table}.deleted_at IS NULL AND ${table}.completed_at IS NULL`;

/** Ids that are a parameter, such as `$2`, as rows of a table `given`. */
export const idsOf = (parameter: string) => `(SELECT DISTINCT unnest(${parameter}::uuid[]) AS id) given`;

/**
 * The rows of a todo table that go with a row of `above`, one look into an index for each: left to itself, the planner
 * takes a recursion for many rows, or an owner for one of few todos, and reads all of them. To be used after FROM.
 * @param columns of `todos` @param condition that picks todos by `above`, such as all columns of a key
 * @param only which of them count; there, so that it talks the planner into no other index
 */
export const eachOf = (above: string, columns: string, condition: string, only?: string) => {
  const found = `FROM todos t WHERE t.user_id = $1 AND ${condition} OFFSET 0`;
  const counted = only ? `FROM (SELECT * ${found}) t WHERE ${only}` : found;
  return `${above} CROSS JOIN LATERAL (SELECT ${columns} ${counted}) t`;
};
