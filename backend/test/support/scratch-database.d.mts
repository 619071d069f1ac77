/** An empty database of its own: on the server of TEST_DATABASE_URL, or else an embedded one in memory. */
export function openDatabase(): Promise<{ url: string; close: () => Promise<void> }>;
