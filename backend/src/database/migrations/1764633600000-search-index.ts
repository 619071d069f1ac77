import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE search_entries (
    user_id text COLLATE "C" NOT NULL,
    todo_id uuid NOT NULL,
    grams integer[] NOT NULL,
    CONSTRAINT search_entries_pkey PRIMARY KEY (user_id, todo_id)
  )`,
  `COMMENT ON TABLE search_entries IS 'Hashes of the owner with each piece of up to three letters of a todo.'`,
  // A search reads what is pending one by one, so that this must be little; sorting so much at a time takes a tenth of what entry by entry would.
  'CREATE INDEX search_entries_grams ON search_entries USING gin (grams) WITH (gin_pending_list_limit = 512)',
  `CREATE TABLE search_progress (
    user_id text COLLATE "C" NOT NULL,
    revision bigint NOT NULL,
    todo_id uuid NOT NULL,
    CONSTRAINT search_progress_pkey PRIMARY KEY (user_id)
  )`,
  `COMMENT ON TABLE search_progress IS 'The last todo, by revision and id, that is in search_entries.'`,
];

/**
 * What search needs beside the todos. It begins empty, and is filled in the background for those who search.
 * @see docs/adr/0028-a-search-index-behind-the-writes.md
 */
export class SearchIndex1764633600000 implements MigrationInterface {
  readonly name = 'SearchIndex1764633600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE search_entries, search_progress');
  }
}
