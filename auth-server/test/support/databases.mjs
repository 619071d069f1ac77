export { emptyDatabase, migratedDatabase, sql } from '@latch/test-kit/databases';

/** @typedef {import('@latch/test-kit/databases').TestDatabase} TestDatabase */

/** What one operation may take where no outage is tried, so that a slow machine is not taken for one. */
export const PATIENT_MS = 60_000;

/** The database all suites share, with its tables; other suites' rows are in it too. */
export function sharedDatabaseUrl() {
  return /** @type {string} */ (process.env.LATCH_SHARED_AUTH_DATABASE);
}
