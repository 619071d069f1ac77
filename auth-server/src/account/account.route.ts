import { z } from 'zod';
import { httpErrors } from '../http/http-errors.js';
import type { RouteRequest } from '../http/request.js';
import { unlessOutage } from '../http/unless-outage.js';
import { hasAccounts } from '../invitations/first-account.js';
import { passkeysArePossible } from '../passkeys/relying-party.js';
import { ProviderNames } from '../providers/provider-settings.js';
import type { Services } from '../services.js';
import { type AccountUser, type SignedIn, toUser } from '../session/sessions.js';
import { type Answer, type Route, route } from '../shell/route.js';
import { name } from '../validation/fields.js';

const ACCOUNT = `
  select "createdAt", exists (
    select 1 from account where "userId" = "user".id and "providerId" = 'credential' and password is not null
  ) as "hasPassword", exists (select 1 from passkey where "userId" = "user".id) as "hasPasskey"
  from "user" where id = $1`;

/** The account itself, and what this Latch offers. @see contracts/account.yaml */
export function accountRoutes(services: Services): Route[] {
  const { database } = services;
  return [
    route({ method: 'GET', path: '/api/auth/options', who: 'anybody', handle: createOptionsHandler(services) }),
    route({
      method: 'GET',
      path: '/api/auth/account',
      who: 'signed-in',
      async handle({ log }, { user }) {
        const [row] = await unlessOutage(database.query<Record<string, unknown>>(ACCOUNT, [user.id]), log);
        if (!row) throw httpErrors.invalidSession();
        const { emailVerified, administrator } = user;
        return { status: 200, body: { user: toUser(user), emailVerified, administrator, ...row } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/auth/update-user',
      who: 'signed-in',
      body: z.strictObject({ name }),
      audit: 'name-changed',
      handle: createUpdateUserHandler(services),
    }),
  ];
}

/** What this Latch offers to a person who is signed out. As long as there is no account, the first one may be made. */
function createOptionsHandler({ database, setupCode, environment, mailQueue }: Services) {
  const { appUrl: address, signUp, providers, publicUrl } = environment;
  const { mode: mail } = mailQueue;
  /** @see contracts/account.yaml, Options */
  const options = {
    address,
    mail,
    confirmsEmail: mail === 'smtp',
    signUp,
    providers: new ProviderNames(providers).offered,
    passkeys: passkeysArePossible(publicUrl),
  };
  return async ({ log }: RouteRequest): Promise<Answer> => {
    const query = database.query.bind(database);
    const isSetUp = await unlessOutage(hasAccounts(query), log);
    if (isSetUp) return { status: 200, body: options };
    // Asked for here too, so that it stands in the log by the time somebody is told to look for it there.
    const code = await unlessOutage(setupCode.find(query), log);
    const first = { signUp: 'open', firstAccount: true, ...(code !== undefined && { setupCodeNeeded: true }) };
    return { status: 200, body: { ...options, ...first } };
  };
}

/** Better Auth's own route would refresh the cookie without the session; what it calls is called here. */
function createUpdateUserHandler({ context }: Services) {
  return async ({ body, log }: RouteRequest<{ name: string }>, { user }: SignedIn): Promise<Answer> => {
    const { name: newName } = body;
    const changing = context.internalAdapter.updateUser<AccountUser>(user.id, { name: newName });
    const updated = await unlessOutage(changing, log);
    if (!updated) throw httpErrors.invalidSession();
    const audit = newName === user.name ? [] : { detail: `${user.name} → ${newName}` };
    return { status: 200, body: { user: toUser(updated) }, audit };
  };
}
