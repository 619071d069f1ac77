/** An empty database of its own: on the server of TEST_DATABASE_URL, or else an embedded one in memory. */
export function openDatabase(): Promise<{ url: string; close: () => Promise<void> }>;
/** One of its own that has its tables, and no rows in them. */
export function migratedDatabase(): Promise<{ url: string; close: () => Promise<void> }>;
