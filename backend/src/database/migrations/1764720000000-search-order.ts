import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEX =
  'CREATE INDEX search_entries_grams ON search_entries USING gin (grams) WITH (gin_pending_list_limit = 512)';
const COMMENT = `COMMENT ON TABLE search_entries IS 'Hashes of the owner with each piece of up to three letters of a todo.'`;

/** What is indexed is forgotten, and indexed again in the background. A backend of the version before cannot write into the new table. */
const again = (columns: string) => [
  'DROP TABLE search_entries',
  `CREATE TABLE search_entries (
    user_id text COLLATE "C" NOT NULL,
    todo_id uuid NOT NULL,
    ${columns}
    grams integer[] NOT NULL,
    CONSTRAINT search_entries_pkey PRIMARY KEY (user_id, todo_id)
  )`,
  COMMENT,
  INDEX,
  'DELETE FROM search_progress',
];

const UP = [
  ...again('is_open boolean NOT NULL, created_at timestamptz NOT NULL,'),
  'CREATE INDEX search_entries_newest ON search_entries (user_id, is_open, created_at, todo_id)',
];

/**
 * The order in which a search lists what it finds, beside what the index names.
 * @see docs/adr/0028-a-search-index-behind-the-writes.md
 */
export class SearchOrder1764720000000 implements MigrationInterface {
  readonly name = 'SearchOrder1764720000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of again('')) await queryRunner.query(statement);
  }
}
