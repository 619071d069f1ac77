import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whose rows were erased a moment ago, so that what they asked for before is not written afterwards. Kept as the SHA-256 of
 * the owner's id, so that this names nobody either.
 */
export class ErasedOwners1764374400000 implements MigrationInterface {
  readonly name = 'ErasedOwners1764374400000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE erased_owners (
        owner_digest bytea NOT NULL,
        refused_until timestamptz(3) NOT NULL,
        CONSTRAINT erased_owners_pkey PRIMARY KEY (owner_digest)
      )`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE erased_owners');
  }
}
