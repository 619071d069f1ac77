import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['todos', 'projects', 'sections', 'labels'];

/** Every change takes its row of it first: those under way end before the tables that they write to are locked. */
const LOCK = 'LOCK TABLE owners IN ACCESS EXCLUSIVE MODE';

/**
 * Which change of its owner each row was written by last, and what was removed for good, so that a device can ask for
 * what changed since a revision.
 */
export class Feed1764547200000 implements MigrationInterface {
  readonly name = 'Feed1764547200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(LOCK);
    for (const table of TABLES) {
      // A constant default is kept beside the table: no row is written anew.
      await queryRunner.query(`ALTER TABLE ${table} ADD revision bigint NOT NULL DEFAULT 0`);
      await queryRunner.query(`CREATE INDEX ${table}_by_revision ON ${table} (user_id, revision, id)`);
    }
    await queryRunner.query('ALTER TABLE owners ADD forgotten_revision bigint NOT NULL DEFAULT 0');
    await queryRunner.query(
      `COMMENT ON COLUMN owners.forgotten_revision IS 'Removals up to this change are not remembered any more.'`,
    );
    await queryRunner.query(`
      CREATE TABLE gone (
        user_id text COLLATE "C" NOT NULL,
        revision bigint NOT NULL,
        id uuid NOT NULL,
        entity text NOT NULL,
        at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT gone_pkey PRIMARY KEY (user_id, revision, id, entity)
      )`);
    await queryRunner.query('CREATE INDEX gone_at ON gone (at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(LOCK);
    await queryRunner.query('DROP TABLE gone');
    await queryRunner.query('ALTER TABLE owners DROP forgotten_revision');
    for (const table of TABLES) {
      await queryRunner.query(`DROP INDEX ${table}_by_revision`);
      await queryRunner.query(`ALTER TABLE ${table} DROP revision`);
    }
  }
}
