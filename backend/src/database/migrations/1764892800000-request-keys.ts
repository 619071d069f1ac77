import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first event of a request keeps the key under which the request may be sent again. */
export class RequestKeys1764892800000 implements MigrationInterface {
  readonly name = 'RequestKeys1764892800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE events ADD COLUMN request_key uuid');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE events DROP COLUMN request_key');
  }
}
