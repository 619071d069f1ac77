import { Injectable } from '@nestjs/common';
import { clockOf } from '@latch/domain/settings-fields';
import type { Change } from '../../history/change.js';
import { SETTINGS_COLUMNS, type Settings } from '../../settings/settings.js';
import { COLUMN_OF, STORED_COLUMNS, eachOf, idsOf } from '../todo-columns.js';
import type { StoredTodo } from '../todo.js';

/** What is left behind of a todo that repeats. */
export type NewCompletion = StoredTodo & { completionOf: string };

type Seen = Settings & { isTaken: boolean; root: string | null } & Partial<StoredTodo>;

const FIELDS = Object.keys(COLUMN_OF) as (keyof typeof COLUMN_OF)[];
const COLUMNS = FIELDS.map((field) => COLUMN_OF[field].column);
const TYPED = FIELDS.map((field) => `${COLUMN_OF[field].column} ${COLUMN_OF[field].type}`);

const COMPLETED = `completions AS (
    INSERT INTO todos (user_id, id, completion_of, ${COLUMNS.join(', ')}, created_at, updated_at, create_digest, revision)
    SELECT $1, new.id, new.completion_of, ${COLUMNS.map((column) => `new.${column}`).join(', ')},
      $2::timestamptz, $2::timestamptz, ''::bytea, $3::bigint
    FROM jsonb_to_recordset($4::jsonb) AS new (id uuid, completion_of uuid, ${TYPED.join(', ')})
  ), completion_labels AS (
    INSERT INTO todo_labels (user_id, todo_id, label_id)
    SELECT $1, todo_id, label_id FROM jsonb_to_recordset($5::jsonb) AS pair (todo_id uuid, label_id uuid)
  )`;

/** Reads and writes what comes with a todo that repeats, within a change. */
@Injectable()
export class TodoRecurrenceRepository {
  /**
   * The clock of the owner; below each of the todos, what is completed or chosen; whether one of the new ids is in use.
   * All in one look.
   */
  async around({ manager, userId }: Change, ids: string[], chosen: string[], newIds: string[]) {
    const rows: Seen[] = await manager.query(
      `WITH RECURSIVE below AS (
         SELECT id AS root, id FROM ${idsOf('$2')}
         UNION SELECT below.root, t.id FROM ${eachOf('below', 't.id', 't.parent_id = below.id', 't.deleted_at IS NULL')}
       ), subtasks AS (
         SELECT below.root, t.* FROM ${eachOf('below', STORED_COLUMNS, 't.id = below.id', '(t.completed_at IS NOT NULL OR t.id = ANY($3::uuid[]))')}
         WHERE below.root <> below.id
       )
       SELECT ${SETTINGS_COLUMNS}, subtasks.*,
         EXISTS (SELECT FROM ${eachOf(`(SELECT unnest($4::uuid[]) AS id) given`, 't.id', 't.id = given.id')}) AS "isTaken"
       FROM owners LEFT JOIN subtasks ON true WHERE owners.user_id = $1`,
      [userId, ids, chosen, newIds],
    );
    const [{ timeZone, dayStart, isTaken }] = rows as [Seen];
    const clock = clockOf({ timeZone, dayStart });
    const subtasks = new Map<string, StoredTodo[]>();
    for (const { timeZone: _zone, dayStart: _start, weekStart: _week, isTaken: _taken, root, ...todo } of rows)
      if (root !== null) subtasks.set(root, [...(subtasks.get(root) ?? []), todo as StoredTodo]);
    return { clock, isTaken, subtasks };
  }

  /** Each is a completed todo of its own, made by this change. */
  async insertCompletions(change: Change, completions: NewCompletion[]): Promise<void> {
    const rows = completions.map((todo) => ({
      id: todo.id,
      completion_of: todo.completionOf,
      ...Object.fromEntries(FIELDS.map((field) => [COLUMN_OF[field].column, todo[field]])),
    }));
    const labels = completions.flatMap(({ id, labelIds }) => labelIds.map((label_id) => ({ todo_id: id, label_id })));
    const events = completions.map(({ id, title }) => {
      return { entity: 'todo', entityId: id, title, field: 'created', before: null, after: true } as const;
    });
    const given = [change.at, change.revision, JSON.stringify(rows), JSON.stringify(labels)];
    await change.write(COMPLETED, given, events);
  }
}
