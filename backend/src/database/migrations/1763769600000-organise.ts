import type { MigrationInterface, QueryRunner } from 'typeorm';
import { HISTORY, LABELS, OWNERS, PROJECTS, SECTIONS, TODO_LABELS } from './1763769600000-organise.tables.js';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The nth order key of five characters, as `ordering/order-key.ts` reads it: "d" and four digits to the base 62. */
const NTH_KEY = `'d' || ${[238_328, 3_844, 62, 1].map((unit) => `substr('${DIGITS}', (n / ${unit} % 62)::int + 1, 1)`).join(' || ')}`;

/** Every todo goes into its owner's Inbox, the newest first, as the list showed them. */
const FILL = [
  `INSERT INTO projects (user_id, id, name, inbox, position)
   SELECT user_id, gen_random_uuid(), 'Inbox', true, 'a0' FROM (SELECT DISTINCT user_id FROM todos) owners`,
  // Without statistics, the planner might look for each todo one by one.
  'ANALYZE todos, projects',
  `UPDATE todos SET project_id = place.project_id, position = place.position,
     deleted_with = CASE WHEN todos.deleted_at IS NOT NULL THEN todos.id END
   FROM (
     SELECT numbered.user_id, numbered.id, projects.id AS project_id, ${NTH_KEY} AS position
     FROM (SELECT user_id, id, row_number() OVER (PARTITION BY user_id ORDER BY created_at DESC, id DESC) - 1 AS n
       FROM todos) numbered
     JOIN projects USING (user_id)
   ) place
   WHERE todos.user_id = place.user_id AND todos.id = place.id`,
];

const OLD_INDEXES = [
  `CREATE INDEX todos_by_creation ON todos (user_id, created_at DESC, id DESC) INCLUDE (completed_at)
   WHERE deleted_at IS NULL`,
  `CREATE INDEX todos_open ON todos (user_id, created_at DESC, id DESC)
   WHERE deleted_at IS NULL AND completed_at IS NULL`,
  `CREATE INDEX todos_deleted ON todos (deleted_at, user_id) WHERE deleted_at IS NOT NULL`,
];

const NEW_INDEXES = [
  OLD_INDEXES[0],
  OLD_INDEXES[2],
  `CREATE INDEX todos_in_list ON todos (user_id, list_id, position, id)
   WHERE deleted_at IS NULL AND completed_at IS NULL`,
  `CREATE INDEX todos_open_of_project ON todos (user_id, project_id, section_id)
   WHERE deleted_at IS NULL AND completed_at IS NULL`,
  `CREATE INDEX todos_children ON todos (user_id, parent_id) WHERE parent_id IS NOT NULL`,
  `CREATE INDEX todos_done ON todos (user_id, completed_at DESC, id DESC)
   WHERE deleted_at IS NULL AND completed_at IS NOT NULL`,
  `CREATE INDEX todos_deleted_with ON todos (user_id, deleted_with) WHERE deleted_with IS NOT NULL`,
  `CREATE INDEX todos_trash ON todos (user_id, deleted_at DESC, id DESC) WHERE deleted_with = id`,
];

const DROP_INDEXES = 'DROP INDEX todos_by_creation, todos_open, todos_deleted';

/**
 * Projects, sections, labels, order and history.
 * @see docs/data-model.md for the measurements behind the indexes
 */
export class Organise1763769600000 implements MigrationInterface {
  readonly name = 'Organise1763769600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await runAll(queryRunner, [OWNERS, PROJECTS, SECTIONS, LABELS, TODO_LABELS, HISTORY].flat());
    // Without indexes to keep up, a million rows are changed in seconds; the generated column then writes them anew,
    // which leaves no dead ones behind.
    await runAll(queryRunner, [
      DROP_INDEXES,
      `ALTER TABLE todos ADD priority smallint NOT NULL DEFAULT 4 CONSTRAINT todos_priority CHECK (priority BETWEEN 1 AND 4),
         ADD due date, ADD project_id uuid, ADD section_id uuid, ADD parent_id uuid, ADD position text COLLATE "C",
         ADD field_versions jsonb NOT NULL DEFAULT '{}', ADD deleted_with uuid`,
      ...FILL,
      `ALTER TABLE todos ALTER project_id SET NOT NULL, ALTER position SET NOT NULL,
         ADD list_id uuid GENERATED ALWAYS AS (COALESCE(parent_id, section_id, project_id)) STORED`,
      `COMMENT ON COLUMN todos.list_id IS 'The list it stands in: its parent, section or project.'`,
      ...NEW_INDEXES,
    ]);
  }

  /** Keeps the todos, in one list each as before. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await runAll(queryRunner, [
      `DROP INDEX todos_by_creation, todos_deleted, todos_in_list, todos_open_of_project, todos_children, todos_done,
         todos_deleted_with, todos_trash`,
      `ALTER TABLE todos DROP list_id, DROP priority, DROP due, DROP project_id, DROP section_id, DROP parent_id,
         DROP position, DROP field_versions, DROP deleted_with`,
      ...OLD_INDEXES,
      'DROP TABLE events, changes, todo_labels, labels, sections, projects, owners',
    ]);
  }
}

async function runAll(queryRunner: QueryRunner, statements: (string | undefined)[]): Promise<void> {
  for (const statement of statements) if (statement) await queryRunner.query(statement);
}
