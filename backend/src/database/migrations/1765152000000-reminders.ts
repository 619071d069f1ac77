import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A todo reminds somebody of it, some minutes before its due time. */
export class Reminders1765152000000 implements MigrationInterface {
  readonly name = 'Reminders1765152000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE todos ADD reminders int[] NOT NULL DEFAULT '{}',
         ADD CONSTRAINT todos_reminders CHECK (cardinality(reminders) <= 5 AND array_position(reminders, NULL) IS NULL
           AND 0 <= ALL (reminders) AND 40320 >= ALL (reminders))`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE todos DROP reminders');
  }
}
