import { Injectable } from '@nestjs/common';
import { isOneOf } from '../database/row-lookup.js';
import type { Change, NewEvent } from '../history/change.js';
import { type Values, namesAtCreate } from '@latch/domain/fields';
import { todoFields } from '@latch/domain/todo-fields';
import { parameters } from '../fields/field-columns.js';
import { COLUMN_OF, STORED_COLUMNS, eachOf, idsOf } from './todo-columns.js';
import { PLACE_NAMES, type StoredTodo, type Todo, type TodoPlace } from './todo.js';

/** A todo before and after it is written. */
export interface TodoDiff {
  before: StoredTodo;
  after: StoredTodo;
}

/** What a create left behind under an id. */
interface FoundCreate {
  id: string;
  createDigest: Buffer | null;
  deletedAt: string | null;
}

export type NewTodo = Values<typeof todoFields> & TodoPlace & { id: string; createDigest: Buffer };

const FIELDS = Object.keys(COLUMN_OF) as (keyof typeof COLUMN_OF)[];
const NEW_FIELDS = [...namesAtCreate(todoFields), ...PLACE_NAMES].filter((name) => name !== 'labelIds');

/** `$1` is the owner, `$2` the id; behind the fields come the time, the digest, the revision and the labels, if there are any. */
const AT = NEW_FIELDS.length + 3;
const CREATED = `created AS (
    INSERT INTO todos (user_id, id, ${NEW_FIELDS.map((name) => COLUMN_OF[name].column).join(', ')},
      created_at, updated_at, create_digest, revision)
    VALUES ($1, $2, ${parameters(NEW_FIELDS.length, 3)}, $${AT}, $${AT}, $${AT + 1}, $${AT + 2})
  )`;
const LABELLED = `labelled AS (INSERT INTO todo_labels (user_id, todo_id, label_id) SELECT $1, $2, unnest($${AT + 3}::uuid[]))`;

const MANY_FIELDS = [...NEW_FIELDS, 'completedAt'] as const;
const MANY_COLUMNS = MANY_FIELDS.map((name) => COLUMN_OF[name]);
const CREATED_MANY = `created AS (
    INSERT INTO todos (user_id, id, ${MANY_COLUMNS.map(({ column }) => column).join(', ')},
      created_at, updated_at, create_digest, revision)
    SELECT $1, new.id, ${MANY_COLUMNS.map(({ column }) => `new.${column}`).join(', ')},
      $2, $2, decode(new.create_digest, 'hex'), $3
    FROM jsonb_to_recordset($4::jsonb)
      AS new (id uuid, create_digest text, ${MANY_COLUMNS.map(({ column, type }) => `${column} ${type}`).join(', ')})
  ), labelled AS (
    INSERT INTO todo_labels (user_id, todo_id, label_id) SELECT $1, todo_id, label_id
    FROM jsonb_to_recordset($5::jsonb) AS pair (todo_id uuid, label_id uuid)
  )`;

/** What is in the same project and section as one todo: its subtasks; those in Trash too, so that they are right once they are back. */
const below = (roots: string) => `below AS (
    SELECT t.id FROM ${eachOf(idsOf(roots), 't.id', 't.parent_id = given.id')}
    UNION SELECT t.id FROM ${eachOf('below', 't.id', 't.parent_id = below.id')}
  )`;

/** @param first the number of the first of its parameters: the project, the section, the time and the revision */
const taken = (first: number) => `along AS (
    UPDATE todos SET project_id = $${first}, section_id = $${first + 1}, version = version + 1, updated_at = $${first + 2},
      revision = $${first + 3}
    WHERE ${isOneOf('todos', 'below', 'id = below.id')}
  )`;

/** Reads and writes todos within a change, which has locked their owner. Every statement names the owner. */
@Injectable()
export class TodoRepository {
  async findOne(change: Change, id: string): Promise<StoredTodo | undefined> {
    const [todo] = await change.read<StoredTodo>(
      `SELECT ${STORED_COLUMNS} FROM todos t WHERE t.user_id = $1 AND t.id = $2 AND t.deleted_at IS NULL`,
      [change.userId, id],
    );
    return todo;
  }

  /** Those of the ids that are there, in no order. */
  async find({ manager, userId }: Change, ids: string[], withDeleted = false): Promise<StoredTodo[]> {
    return manager.query(
      `SELECT t.* FROM ${eachOf(idsOf('$2'), STORED_COLUMNS, 't.id = given.id', withDeleted ? undefined : 't.deleted_at IS NULL')}`,
      [userId, ids],
    );
  }

  /** @returns the todo as it is by now */
  async insert(change: Change, todo: NewTodo, ...events: NewEvent[]): Promise<Todo> {
    const { id, labelIds, createDigest, ...fields } = todo;
    const values = NEW_FIELDS.map((name) => todo[name]);
    const given = [id, ...values, change.at, createDigest, change.revision];
    if (labelIds.length > 0) await change.write(`${CREATED}, ${LABELLED}`, [...given, labelIds], events);
    else await change.write(CREATED, given, events);
    return { ...fields, id, labelIds, completionOf: null, version: 1, createdAt: change.at, updatedAt: change.at };
  }

  /** What has these ids already, in Trash too. */
  async findCreates({ manager, userId }: Change, ids: string[]): Promise<FoundCreate[]> {
    return manager.query(
      `SELECT t.* FROM ${eachOf(idsOf('$2'), 't.id, t.create_digest AS "createDigest", t.deleted_at AS "deletedAt"', 't.id = given.id')}`,
      [userId, ids],
    );
  }

  /** Writes all of them in one statement, each with its event. @returns them as they are by now, in their order */
  async insertMany(change: Change, todos: NewTodo[]): Promise<Todo[]> {
    const { at, revision } = change;
    const rows = todos.map((todo) => ({
      id: todo.id,
      create_digest: todo.createDigest.toString('hex'),
      ...Object.fromEntries(MANY_FIELDS.map((name) => [COLUMN_OF[name].column, todo[name]])),
    }));
    const pairs = todos.flatMap(({ id, labelIds }) => labelIds.map((label_id) => ({ todo_id: id, label_id })));
    const events = todos.map(({ id, title }): NewEvent => {
      return { entity: 'todo', entityId: id, title, field: 'created', before: null, after: true };
    });
    await change.write(CREATED_MANY, [at, revision, JSON.stringify(rows), JSON.stringify(pairs)], events);
    return todos.map(({ createDigest: _digest, ...todo }) => {
      return { ...todo, completionOf: null, version: 1, createdAt: at, updatedAt: at };
    });
  }

  /** Writes all of them in one statement, with their labels and events. Subtasks go where what they are a part of goes. */
  async update(change: Change, diffs: TodoDiff[], events: NewEvent[]): Promise<void> {
    const [only] = diffs;
    const { parts, given } = diffs.length === 1 ? updateOne(change, only!) : updateMany(change, diffs);
    const labels = labelChanges(diffs, given.length + 2);
    await change.write([...parts, ...labels.parts].join(', '), [...given, ...labels.given], events);
    if (diffs.length > 1) await this.takeAlong(change, diffs);
  }

  private async takeAlong(change: Change, diffs: TodoDiff[]): Promise<void> {
    const targets = new Map<string, StoredTodo[]>();
    for (const { after } of diffs.filter(goesElsewhere)) {
      const key = `${after.projectId} ${after.sectionId}`;
      targets.set(key, [...(targets.get(key) ?? []), after]);
    }
    for (const moved of targets.values()) {
      const { projectId, sectionId } = moved[0]!;
      const ids = moved.map(({ id }) => id);
      await change.write(`${below('$2')}, ${taken(3)}`, [ids, projectId, sectionId, change.at, change.revision]);
    }
  }
}

interface Parts {
  /** Of a WITH. */
  parts: string[];
  /** Their parameters, from `$2` on. */
  given: unknown[];
}

function updateOne({ at, revision }: Change, diff: TodoDiff): Parts {
  const { after } = diff;
  const changed = changedFields([diff]);
  const sets = changed.map((field, index) => `, ${COLUMN_OF[field].column} = $${index + 7}`);
  const given: unknown[] = [
    after.id,
    after.version,
    JSON.stringify(after.fieldVersions),
    at,
    revision,
    ...changed.map((field) => after[field]),
  ];
  const parts = [
    `changed AS (
      UPDATE todos SET version = $3, field_versions = $4, updated_at = $5, revision = $6${sets.join('')}
      WHERE user_id = $1 AND id = $2
    )`,
  ];
  if (goesElsewhere(diff)) {
    parts.push(below('ARRAY[$2]'), taken(given.length + 2));
    given.push(after.projectId, after.sectionId, at, revision);
  }
  return { parts, given };
}

function updateMany({ at, revision }: Change, diffs: TodoDiff[]): Parts {
  const changed = changedFields(diffs);
  const columns = changed.map((field) => COLUMN_OF[field]);
  const rows = diffs.map(({ after }) => ({
    id: after.id,
    version: after.version,
    field_versions: after.fieldVersions,
    ...Object.fromEntries(changed.map((field) => [COLUMN_OF[field].column, after[field]])),
  }));
  const part = `changed AS (
      UPDATE todos SET version = new.version, field_versions = new.field_versions, updated_at = $2, revision = $5
        ${columns.map(({ column }) => `, ${column} = new.${column}`).join('')}
      FROM jsonb_to_recordset($3::jsonb) AS new (id uuid, version int, field_versions jsonb
        ${columns.map(({ column, type }) => `, ${column} ${type}`).join('')})
      WHERE ${isOneOf('todos', idsOf('$4'), 'id = given.id')} AND new.id = todos.id
    )`;
  return { parts: [part], given: [at, JSON.stringify(rows), rows.map(({ id }) => id), revision] };
}

/** @param first the number of the first of its parameters */
function labelChanges(diffs: TodoDiff[], first: number): Parts {
  const pairs = (from: 'before' | 'after', to: 'before' | 'after') =>
    diffs.flatMap((diff) =>
      diff[to].labelIds
        .filter((labelId) => !diff[from].labelIds.includes(labelId))
        .map((label_id) => ({ todo_id: diff.after.id, label_id })),
    );
  const added = pairs('before', 'after');
  const removed = pairs('after', 'before');
  if (added.length + removed.length === 0) return { parts: [], given: [] };
  const rows = (parameter: number) => `jsonb_to_recordset($${parameter}::jsonb) AS pair (todo_id uuid, label_id uuid)`;
  const parts = [
    `unlabelled AS (
      DELETE FROM todo_labels WHERE ${isOneOf('todo_labels', rows(first), 'todo_id = pair.todo_id AND label_id = pair.label_id')}
    )`,
    `labelled AS (
      INSERT INTO todo_labels (user_id, todo_id, label_id) SELECT $1, todo_id, label_id FROM ${rows(first + 1)}
      ON CONFLICT DO NOTHING
    )`,
  ];
  return { parts, given: [JSON.stringify(removed), JSON.stringify(added)] };
}

function changedFields(diffs: TodoDiff[]): (keyof typeof COLUMN_OF)[] {
  return FIELDS.filter((field) => diffs.some(({ before, after }) => before[field] !== after[field]));
}

function goesElsewhere({ before, after }: TodoDiff): boolean {
  return before.projectId !== after.projectId || before.sectionId !== after.sectionId;
}
