import { z } from 'zod';
import type { Database } from '../database.js';
import { PROVIDER_IDS, type ProviderId } from './provider-settings.js';

/** What somebody set out for who was sent to a provider. */
export interface OAuthState {
  provider: ProviderId;
  next: string;
  invitation?: string;
  /** In which session it was started, when it is to link an account. */
  sessionId?: string;
}

const schema = z.object({
  provider: z.enum(PROVIDER_IDS),
  next: z.string(),
  invitation: z.string().optional(),
  sessionId: z.string().optional(),
});

const FIND = `select value from verification where identifier = $1 and "expiresAt" > now()`;

/**
 * What was started under a `state`, for which Better Auth keeps what it was told in the beginning; undefined when that was
 * finished or is too old. Whether this browser began it is for Better Auth to see.
 */
export async function findOAuthState(database: Database, state: string): Promise<OAuthState | undefined> {
  const [row] = await database.query<{ value: string }>(FIND, [`auth-state:${state}`]);
  return row && schema.safeParse(JSON.parse(row.value)).data;
}
