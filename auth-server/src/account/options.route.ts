import type { Database } from '../database.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import { hasAccounts } from '../invitations/first-account.js';
import type { SetupCode } from '../invitations/setup-code.js';
import type { SignUpMode } from '../environment.js';
import type { MailMode } from '../mail/mail-settings.js';
import type { ProviderId } from '../providers/provider-settings.js';

/** @see contracts/account.yaml, Options */
export interface Options {
  address: string;
  mail: MailMode;
  confirmsEmail: boolean;
  signUp: SignUpMode;
  providers: { id: ProviderId; name: string }[];
  passkeys: boolean;
}

/** What this Latch offers to who is signed out. As long as there is no account, the first one may be made. */
export function showsOptions(database: Database, options: Options, setupCode: SetupCode) {
  return async ({ log }: RouteRequest): Promise<Reply> => {
    const query = database.query.bind(database);
    const isSetUp = await unlessOutage(hasAccounts(query), log);
    if (isSetUp) return { status: 200, body: options };
    // Asked for here too, so that it stands in the log by the time somebody is told to look for it there.
    const code = await unlessOutage(setupCode.find(query), log);
    const first = { signUp: 'open', firstAccount: true, ...(code !== undefined && { setupCodeNeeded: true }) };
    return { status: 200, body: { ...options, ...first } };
  };
}
