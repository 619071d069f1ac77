import type { EntityManager } from 'typeorm';
import type { OperationTime } from './operation-time.js';

/** Rows that go in one statement. */
const BATCH = 2_000;

/** The transaction in which it happens, which has locked the owner. */
interface Erasing {
  manager: EntityManager;
  userId: string;
}

/** Removes all rows of one owner, table by table and in batches, in one transaction that may take longer than others. */
export class OwnerEraser {
  constructor(
    private readonly erasing: Erasing,
    private readonly time: OperationTime,
  ) {}

  /**
   * Goes through the rows by their key, so that no batch looks at those that are gone already.
   * @param key the columns of the primary key, the owner aside
   * @throws {StoreUnavailableError} when there is no time left; nothing is erased then
   */
  async erase(table: string, ...key: [string, ...string[]]): Promise<void> {
    const { manager, userId } = this.erasing;
    const columns = key.join(', ');
    for (let last: string[] = []; ;) {
      await this.time.renew();
      const behind =
        last.length > 0 ? `AND (${columns}) > (${last.map((_value, index) => `$${index + 3}`).join(', ')})` : '';
      const rows = await manager.query<Record<string, string>[]>(
        `WITH batch AS MATERIALIZED (
           SELECT ctid AS place, ${columns} FROM ${table} WHERE user_id = $1 ${behind} ORDER BY ${columns} LIMIT $2
         ), gone AS (DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT place FROM batch)))
         SELECT ${columns} FROM batch ORDER BY ${key.map((column) => `${column} DESC`).join(', ')} LIMIT 1`,
        [userId, BATCH, ...last],
      );
      if (!rows[0]) return;
      last = key.map((column) => rows[0]![column]!);
    }
  }
}
