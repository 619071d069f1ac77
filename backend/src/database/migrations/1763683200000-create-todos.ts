import type { MigrationInterface, QueryRunner } from 'typeorm';

/** @see docs/data-model.md for the measurements behind the indexes */
export class CreateTodos1763683200000 implements MigrationInterface {
  readonly name = 'CreateTodos1763683200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE todos (
        user_id text COLLATE "C" NOT NULL,
        id uuid NOT NULL,
        title text NOT NULL,
        notes text NOT NULL DEFAULT '',
        completed_at timestamptz(3),
        deleted_at timestamptz(3),
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        create_digest bytea NOT NULL,
        CONSTRAINT todos_pkey PRIMARY KEY (user_id, id),
        CONSTRAINT todos_title_length CHECK (char_length(title) BETWEEN 1 AND 500),
        CONSTRAINT todos_notes_length CHECK (char_length(notes) <= 20000)
      )`);
    await queryRunner.query(`
      CREATE INDEX todos_by_creation ON todos (user_id, created_at DESC, id DESC) INCLUDE (completed_at)
      WHERE deleted_at IS NULL`);
    await queryRunner.query(`
      CREATE INDEX todos_open ON todos (user_id, created_at DESC, id DESC)
      WHERE deleted_at IS NULL AND completed_at IS NULL`);
    await queryRunner.query(`CREATE INDEX todos_deleted ON todos (deleted_at, user_id) WHERE deleted_at IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE todos');
  }
}
