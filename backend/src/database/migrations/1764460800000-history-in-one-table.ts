import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Nobody writes meanwhile: what is committed between the copy and the drop would be lost. Every change takes its row of `owners`
 * first: those under way end before anything else is locked, since later migrations of the same run lock the tables they wrote to.
 */
const LOCK = 'LOCK TABLE owners, changes, events IN ACCESS EXCLUSIVE MODE';

/** Each change's columns go to its events, of which the first has the number 0; one without events keeps a row about nothing. */
const UP = [
  `CREATE TABLE history (
    user_id text COLLATE "C" NOT NULL,
    revision bigint NOT NULL,
    seq integer NOT NULL,
    change_id uuid NOT NULL,
    at timestamptz(3) NOT NULL,
    cause text NOT NULL,
    of_id uuid,
    entity text,
    entity_id uuid,
    title text,
    field text,
    before jsonb,
    after jsonb
  )`,
  `INSERT INTO history
   SELECT user_id, revision, COALESCE(seq, 0), id, at, cause, of_id, entity, entity_id, title, field, before, after
   FROM changes LEFT JOIN events USING (user_id, revision)`,
  'DROP TABLE events, changes',
  'ALTER TABLE history RENAME TO events',
  `ALTER TABLE events ADD CONSTRAINT events_pkey PRIMARY KEY (user_id, revision, seq),
     ADD CONSTRAINT events_cause CHECK (cause IN ('change', 'undo', 'redo')),
     ADD CONSTRAINT events_about_something CHECK (num_nulls(entity, entity_id, title, field) IN (0, 4))`,
  'CREATE INDEX events_of_entity ON events (user_id, entity_id, revision DESC, seq DESC)',
  'CREATE INDEX events_of_change ON events (user_id, change_id) WHERE seq = 0',
  'CREATE INDEX events_turning ON events (user_id, of_id) WHERE of_id IS NOT NULL AND seq = 0',
  'CREATE INDEX events_at ON events (at) WHERE seq = 0',
  // Without statistics, the planner might read all of it until they are taken by themselves.
  'ANALYZE events',
];

const DOWN = [
  `CREATE TABLE changes (
    user_id text COLLATE "C" NOT NULL,
    revision bigint NOT NULL,
    id uuid NOT NULL,
    actor text NOT NULL,
    at timestamptz(3) NOT NULL,
    cause text NOT NULL,
    of_id uuid
  )`,
  `INSERT INTO changes SELECT user_id, revision, change_id, user_id, at, cause, of_id FROM events WHERE seq = 0`,
  `ALTER TABLE changes ADD CONSTRAINT changes_pkey PRIMARY KEY (user_id, revision),
     ADD CONSTRAINT changes_cause CHECK (cause IN ('change', 'undo', 'redo'))`,
  'CREATE INDEX changes_by_id ON changes (user_id, id)',
  'CREATE INDEX changes_of ON changes (user_id, of_id) WHERE of_id IS NOT NULL',
  'CREATE INDEX changes_at ON changes (at)',
  'DELETE FROM events WHERE entity IS NULL',
  'DROP INDEX events_of_change, events_turning, events_at',
  `ALTER TABLE events DROP CONSTRAINT events_cause, DROP CONSTRAINT events_about_something,
     DROP change_id, DROP at, DROP cause, DROP of_id,
     ALTER entity SET NOT NULL, ALTER entity_id SET NOT NULL, ALTER title SET NOT NULL, ALTER field SET NOT NULL`,
  `ALTER TABLE events ADD CONSTRAINT events_of_change FOREIGN KEY (user_id, revision) REFERENCES changes ON DELETE CASCADE`,
];

/**
 * A change of one field is one row of one table. Who made it is its owner, so that the column goes.
 * @see docs/adr/0026-a-write-in-four-round-trips.md
 */
export class HistoryInOneTable1764460800000 implements MigrationInterface {
  readonly name = 'HistoryInOneTable1764460800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [LOCK, ...UP]) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of ['LOCK TABLE owners, events IN ACCESS EXCLUSIVE MODE', ...DOWN])
      await queryRunner.query(statement);
  }
}
