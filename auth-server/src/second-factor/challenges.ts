import type { Database } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import type { RouteRequest } from '../http/request.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { SecondFactorCookies } from './second-factor-cookies.js';

/** A sign-in that waits for its second step. */
export interface Challenge {
  id: string;
  userId: string;
  email: string;
  name: string | null;
  emailVerified: boolean;
  hasAuthenticator: boolean;
  /** For so many seconds no code is taken; null when one is. */
  lockedSeconds: number | null;
}

/** Better Auth looks at the end of a challenge only once a code was right. */
const FIND = `
  select verification.identifier as id, "user".id as "userId", "user".email, "user".name, "user"."emailVerified",
    "twoFactor".verified as "hasAuthenticator",
    case when "lockedUntil" > now() then extract(epoch from "lockedUntil" - now())::float8 end as "lockedSeconds"
  from verification
  join "user" on "user".id = verification.value and "user"."twoFactorEnabled"
  join "twoFactor" on "twoFactor"."userId" = "user".id
  where verification.identifier = $1 and verification."expiresAt" > now()`;

/** The sign-ins that wait for their second step, each in one browser and for ten minutes. */
export class Challenges {
  constructor(
    private readonly database: Database,
    readonly cookies: SecondFactorCookies,
  ) {}

  /** The one that waits in the browser that asks. @throws {HttpError} 503 */
  async find({ headers, log }: Pick<RouteRequest, 'headers' | 'log'>): Promise<Challenge | undefined> {
    const id = this.cookies.challengeIn(headers.cookie);
    if (id === undefined) return undefined;
    const [row] = await unlessOutage(this.database.query<Challenge & Record<string, unknown>>(FIND, [id]), log);
    return row;
  }

  /** The same. @throws {HttpError} also 401 `SIGN_IN_EXPIRED` when none does */
  async findOrRefuse(request: Pick<RouteRequest, 'headers' | 'log'>): Promise<Challenge> {
    const challenge = await this.find(request);
    if (!challenge) throw httpErrors.signInExpired();
    return challenge;
  }

  /** For what else than a code answers it. @returns whether it waited until now: of many at once one gets this */
  async end({ id }: Challenge, { log }: Pick<RouteRequest, 'log'>): Promise<boolean> {
    const text = 'delete from verification where identifier = $1 and "expiresAt" > now() returning 1';
    return (await unlessOutage(this.database.query(text, [id]), log)).length > 0;
  }
}
