import type { Query } from '../database.js';

/** Held until the transaction ends by whatever adds a way to sign in, takes one away, or turns the second factor on. */
const LOCK = 'select 1 from "user" where id = $1 for no key update';

const SIGN_IN_METHODS = `
  select exists (
      select 1 from account where "userId" = $1 and "providerId" = 'credential' and password is not null
    ) as "hasPassword",
    (select count(*) from account where "userId" = $1 and "providerId" <> 'credential')::int as providers,
    (select count(*) from passkey where "userId" = $1)::int as passkeys`;

interface SignInMethods {
  hasPassword: boolean;
  providers: number;
  passkeys: number;
}

/** What somebody can sign in with, which nobody else changes until the transaction ends: the last one is to stay. */
export async function lockSignInMethods(query: Query, userId: string): Promise<SignInMethods> {
  await query(LOCK, [userId]);
  const [ways] = await query<SignInMethods & Record<string, unknown>>(SIGN_IN_METHODS, [userId]);
  return ways!;
}
