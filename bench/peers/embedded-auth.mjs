import { createAuth } from '../../auth-server/dist/auth.js';
import { Database } from '../../auth-server/dist/database.js';
import { readEnvironment } from '../../auth-server/dist/environment.js';
import { createLogger } from '@latch/server-kit/logger';

/** Better Auth as the auth server sets it up (joins, no rate limit on sessions), for use inside another process. */
export function embeddedAuth() {
  const environment = readEnvironment(process.env);
  const logger = createLogger('bench', 'error');
  return createAuth(environment, new Database(environment.databaseUrl, logger), [environment.publicUrl], logger);
}
