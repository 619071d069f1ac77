import type { MigrationInterface, QueryRunner } from 'typeorm';

const byCreation = (include: string) =>
  `CREATE INDEX todos_by_creation ON todos (user_id, created_at DESC, id DESC) ${include} WHERE deleted_at IS NULL`;

/**
 * Nothing counts open todos any more: the index for that goes, and the column that only the counts read in another one.
 *
 * The old indexes are dropped first: creating takes a weaker lock, and to change from that one to the stronger could deadlock
 * with a transaction that has read the table and is about to write.
 */
export class DropCountIndexes1764806400000 implements MigrationInterface {
  readonly name = 'DropCountIndexes1764806400000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX todos_open_of_project, todos_by_creation');
    await queryRunner.query(byCreation(''));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX todos_by_creation');
    await queryRunner.query(byCreation('INCLUDE (completed_at)'));
    await queryRunner.query(`CREATE INDEX todos_open_of_project ON todos (user_id, project_id, section_id)
      WHERE deleted_at IS NULL AND completed_at IS NULL`);
  }
}
