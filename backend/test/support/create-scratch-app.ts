import { migratedDatabase, runStatements } from '@latch/test-kit/databases';
import { DataSource } from 'typeorm';
import { type TestApp, createTestApp } from './create-test-app.js';

/** A backend with a database of its own, for what would hold up other suites in theirs, or be disturbed by them. */
export interface ScratchApp extends TestApp {
  database: DataSource;
  databaseUrl: string;
  /** Runs statements on a connection without the limits that a request has. */
  seed: (statements: readonly string[]) => Promise<void>;
}

/** Closed, it takes its database with it. */
export async function createScratchApp(): Promise<ScratchApp> {
  const scratch = await migratedDatabase();
  const backend = await createTestApp({ variables: { TODOS_DATABASE_URL: scratch.url } });
  return {
    ...backend,
    database: backend.app.get(DataSource),
    databaseUrl: scratch.url,
    seed: async (statements) => {
      await runStatements(
        scratch.url,
        statements.map((statement) => [statement]),
      );
    },
    close: async () => {
      await backend.close();
      await scratch.drop();
    },
  };
}
