import type { MigrationInterface, QueryRunner } from 'typeorm';

const DATES = ['start', 'due', 'deadline'];

/** The form alone: whether there is such a day and zone is what the server looks at before it writes one. */
const FORM = String.raw`^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(\[[A-Za-z0-9_+/-]{1,64}\])?)?$`;

/**
 * Dates are kept as they were written: a day, a time wherever one is, or a time in a zone. An owner has a time zone, an hour at
 * which days start, and a first day of the week.
 */
export class Dates1764979200000 implements MigrationInterface {
  readonly name = 'Dates1764979200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const checks = DATES.map((name) => `ADD CONSTRAINT todos_${name} CHECK (${name} ~ '${FORM}')`);
    await queryRunner.query(
      `ALTER TABLE todos ALTER due TYPE text COLLATE "C" USING due::text, ADD start text COLLATE "C", ADD deadline text COLLATE "C"`,
    );
    await queryRunner.query(`ALTER TABLE todos ${checks.join(', ')}`);
    await queryRunner.query(
      `ALTER TABLE owners ADD time_zone text CONSTRAINT owners_time_zone CHECK (char_length(time_zone) BETWEEN 1 AND 64),
         ADD day_start smallint NOT NULL DEFAULT 0 CONSTRAINT owners_day_start CHECK (day_start BETWEEN 0 AND 23),
         ADD week_start smallint NOT NULL DEFAULT 1 CONSTRAINT owners_week_start CHECK (week_start BETWEEN 1 AND 7)`,
    );
  }

  /** Of a time its day is left; start, deadline and settings are lost. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE owners DROP time_zone, DROP day_start, DROP week_start');
    await queryRunner.query(
      `ALTER TABLE todos DROP start, DROP deadline, DROP CONSTRAINT todos_due, ALTER due TYPE date USING left(due, 10)::date`,
    );
  }
}
