import { Injectable } from '@nestjs/common';
import type { Change } from '../history/change.js';
import { type NewValues, namesAtCreate } from '@latch/domain/fields';
import { todoFields } from '@latch/domain/todo-fields';
import { parameters } from '../fields/field-columns.js';
import { COLUMN_OF, STORED_COLUMNS, eachOf, idsOf, isOneOf } from './todo-columns.js';
import { PLACE_NAMES, type StoredTodo, type TodoFields, type TodoPlace } from './todo.js';

/** A todo before and after it is written. */
export interface TodoDiff {
  before: StoredTodo;
  after: StoredTodo;
}

export type NewTodo = NewValues<typeof todoFields> & TodoPlace & { id: string; createDigest: Buffer };

const FIELDS = Object.keys(COLUMN_OF) as (keyof typeof COLUMN_OF)[];
const NEW_FIELDS = [...namesAtCreate(todoFields), ...PLACE_NAMES].filter((name) => name !== 'labelIds');

/** `$1` is the owner, `$2` the id; behind the fields come the time, the digest and the labels. */
const AT = NEW_FIELDS.length + 3;
const INSERT = `WITH labelled AS (INSERT INTO todo_labels (user_id, todo_id, label_id) SELECT $1, $2, unnest($${AT + 2}::uuid[]))
  INSERT INTO todos AS t (user_id, id, ${NEW_FIELDS.map((name) => COLUMN_OF[name].column).join(', ')},
    created_at, updated_at, create_digest)
  VALUES ($1, $2, ${parameters(NEW_FIELDS.length, 3)}, $${AT}, $${AT}, $${AT + 1}) RETURNING ${STORED_COLUMNS}`;

/** Reads and writes todos within a change, which has locked their owner. Every statement names the owner. */
@Injectable()
export class TodoRepository {
  /** Those of the ids that are there, in no order. */
  async find({ manager, userId }: Change, ids: string[], withDeleted = false): Promise<StoredTodo[]> {
    return manager.query(
      `SELECT t.* FROM ${eachOf(idsOf('$2'), STORED_COLUMNS, 't.id = given.id', withDeleted ? undefined : 't.deleted_at IS NULL')}`,
      [userId, ids],
    );
  }

  /** Finds it in Trash as well, with the digest of what it was created with. */
  async findCreated({ manager, userId }: Change, id: string): Promise<(StoredTodo & { createDigest: Buffer })[]> {
    return manager.query(
      `SELECT ${STORED_COLUMNS}, t.create_digest AS "createDigest" FROM todos t WHERE t.user_id = $1 AND t.id = $2`,
      [userId, id],
    );
  }

  async insert({ manager, userId, at }: Change, todo: NewTodo): Promise<StoredTodo> {
    const { id, labelIds, createDigest } = todo;
    const values = NEW_FIELDS.map((name) => todo[name]);
    const [row] = await manager.query<StoredTodo[]>(INSERT, [userId, id, ...values, at, createDigest, labelIds]);
    return { ...row!, labelIds };
  }

  /** Writes all of them in one statement, and their labels in one more. */
  async update(change: Change, diffs: TodoDiff[]): Promise<void> {
    const changed = FIELDS.filter((field) => diffs.some(({ before, after }) => before[field] !== after[field]));
    const columns = changed.map((field) => COLUMN_OF[field]);
    const rows = diffs.map(({ after }) => ({
      id: after.id,
      version: after.version,
      field_versions: after.fieldVersions,
      ...Object.fromEntries(changed.map((field) => [COLUMN_OF[field].column, after[field]])),
    }));
    await change.manager.query(
      `UPDATE todos SET version = new.version, field_versions = new.field_versions, updated_at = $2
         ${columns.map(({ column }) => `, ${column} = new.${column}`).join('')}
       FROM jsonb_to_recordset($3::jsonb) AS new (id uuid, version int, field_versions jsonb
         ${columns.map(({ column, type }) => `, ${column} ${type}`).join('')})
       WHERE ${isOneOf(idsOf('$4'), 'given')} AND new.id = todos.id`,
      [change.userId, change.at, JSON.stringify(rows), rows.map(({ id }) => id)],
    );
    await this.updateLabels(change, diffs);
  }

  /** Subtasks go where what they are a part of goes; those in Trash too, so that they are right once they are back. */
  async takeAlong({ manager, userId, at }: Change, parentIds: string[], { projectId, sectionId }: TodoFields) {
    await manager.query(
      `WITH RECURSIVE below AS (
         SELECT t.id FROM ${eachOf(idsOf('$2'), 't.id', 't.parent_id = given.id')}
         UNION SELECT t.id FROM ${eachOf('below', 't.id', 't.parent_id = below.id')}
       )
       UPDATE todos SET project_id = $3, section_id = $4, version = version + 1, updated_at = $5
       WHERE ${isOneOf('below', 'below')}`,
      [userId, parentIds, projectId, sectionId, at],
    );
  }

  private async updateLabels({ manager, userId }: Change, diffs: TodoDiff[]): Promise<void> {
    const pairs = (from: 'before' | 'after', to: 'before' | 'after') =>
      diffs.flatMap((diff) =>
        diff[to].labelIds
          .filter((labelId) => !diff[from].labelIds.includes(labelId))
          .map((label_id) => ({ todo_id: diff.after.id, label_id })),
      );
    const added = pairs('before', 'after');
    const removed = pairs('after', 'before');
    if (added.length + removed.length === 0) return;
    const asRows = (parameter: string) =>
      `jsonb_to_recordset(${parameter}::jsonb) AS pair (todo_id uuid, label_id uuid)`;
    await manager.query(
      `WITH removed AS (
         DELETE FROM todo_labels WHERE user_id = $1 AND (todo_id, label_id) IN (SELECT todo_id, label_id FROM ${asRows('$2')})
       )
       INSERT INTO todo_labels (user_id, todo_id, label_id) SELECT $1, todo_id, label_id FROM ${asRows('$3')}
       ON CONFLICT DO NOTHING`,
      [userId, JSON.stringify(removed), JSON.stringify(added)],
    );
  }
}
