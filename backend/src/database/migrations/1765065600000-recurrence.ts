import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A todo repeats, and what is completed of one that does stays behind as a completed todo of its own. */
export class Recurrence1765065600000 implements MigrationInterface {
  readonly name = 'Recurrence1765065600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE todos ADD recurrence jsonb, ADD completion_of uuid,
         ADD CONSTRAINT todos_recurrence CHECK (recurrence IS NULL OR COALESCE(jsonb_typeof(recurrence) = 'object'
           AND jsonb_typeof(recurrence -> 'rule') = 'string' AND char_length(recurrence ->> 'rule') BETWEEN 1 AND 500
           AND jsonb_typeof(recurrence -> 'anchor') = 'string' AND recurrence ->> 'from' IN ('due', 'completion'), false)),
         ADD CONSTRAINT todos_recurrence_needs_due CHECK (recurrence IS NULL OR due IS NOT NULL)`,
    );
  }

  /** Todos repeat no more; completions stay. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE todos DROP recurrence, DROP completion_of');
  }
}
