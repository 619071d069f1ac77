import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Filters that people save, which lie in Trash and are told to devices as labels are. */
export class SavedFilters1765238400000 implements MigrationInterface {
  readonly name = 'SavedFilters1765238400000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE filters (
        user_id text COLLATE "C" NOT NULL,
        id uuid NOT NULL,
        name text NOT NULL,
        colour text NOT NULL DEFAULT 'grey',
        favourite boolean NOT NULL DEFAULT false,
        query text NOT NULL,
        position text COLLATE "C" NOT NULL,
        version integer NOT NULL DEFAULT 1,
        field_versions jsonb NOT NULL DEFAULT '{}',
        deleted_at timestamptz(3),
        deleted_with uuid,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        create_digest bytea,
        revision bigint NOT NULL DEFAULT 0,
        CONSTRAINT filters_pkey PRIMARY KEY (user_id, id),
        CONSTRAINT filters_name_length CHECK (char_length(name) BETWEEN 1 AND 60),
        CONSTRAINT filters_query_length CHECK (char_length(query) BETWEEN 1 AND 500)
      )`);
    for (const index of INDEXES) await queryRunner.query(index);
  }

  /** What happened to filters is forgotten with them: an earlier version cannot tell of it. */
  async down(queryRunner: QueryRunner): Promise<void> {
    // Every change takes its row of it first: those under way end before the tables that they write to are locked.
    await queryRunner.query('LOCK TABLE owners IN ACCESS EXCLUSIVE MODE');
    await queryRunner.query('DROP TABLE filters');
    await queryRunner.query(`DELETE FROM gone WHERE entity = 'filter'`);
    // The first row of a change has its request, too.
    await queryRunner.query(`DELETE FROM events WHERE entity = 'filter' AND seq > 0`);
    await queryRunner.query(
      `UPDATE events SET entity = NULL, entity_id = NULL, title = NULL, field = NULL, before = NULL, after = NULL
       WHERE entity = 'filter'`,
    );
  }
}

const INDEXES = [
  'CREATE UNIQUE INDEX filters_name ON filters (user_id, lower(name)) WHERE deleted_at IS NULL',
  'CREATE INDEX filters_deleted ON filters (deleted_at, user_id) WHERE deleted_at IS NOT NULL',
  'CREATE INDEX filters_trash ON filters (user_id, deleted_at DESC, id DESC) WHERE deleted_with = id',
  'CREATE INDEX filters_by_revision ON filters (user_id, revision, id)',
];
