import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { recoveryCodes } from './recovery-codes.js';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** What may answer when a second factor is asked; the usual one first. @see contracts/account.yaml */
type SecondFactorMethod = 'totp' | 'passkey' | 'recovery-code';

/** What a sign-in ends in that waits for its second step. */
export interface Asked {
  secondFactor: SecondFactorMethod[];
}

interface TwoFactorRow {
  verified: boolean;
  backupCodes: string;
}

/**
 * Better Auth's second factor: it takes back the session of a sign-in by password and leaves a cookie that waits for the
 * second step. Here it does so when somebody comes back from a provider as well, and says all that may answer.
 * @param page where a browser that comes back from a provider goes then
 */
export function secondFactorChallenge(page: string) {
  const plugin = twoFactor({
    issuer: 'Latch',
    allowPasswordless: true,
    trustDeviceMaxAge: 30 * DAY,
    twoFactorCookieMaxAge: 10 * MINUTE,
  });
  const asking = plugin.hooks.after[0]!;
  return {
    ...plugin,
    hooks: {
      after: [
        {
          matcher: (context) => asking.matcher(context) || isReturn(context.path),
          handler: (async (ctx: GenericEndpointContext) => {
            const userId = ctx.context.newSession?.user.id;
            const result = (await asking.handler(ctx)) as HookResult;
            if (!userId || !isAsked(result.response)) return result;
            return isReturn(ctx.path) ? goingTo(page, result) : saying(await methodsOf(ctx, userId), result);
          }) as unknown as typeof asking.handler,
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

interface HookResult {
  response?: unknown;
  headers?: Headers | null;
}

/** Where the provider sends the browser back to, with whom it was that signed in there. */
const isReturn = (path: string | undefined) => path === '/callback/:id';

const isAsked = (response: unknown) => Boolean((Object(response) as { twoFactorRedirect?: boolean }).twoFactorRedirect);

const saying = (secondFactor: SecondFactorMethod[], { headers }: HookResult) => ({
  response: { secondFactor } satisfies Asked,
  headers,
});

function goingTo(location: string, { headers }: HookResult) {
  const all = new Headers(headers ?? undefined);
  all.set('location', location);
  return { response: new APIError('FOUND', undefined, { location }), headers: all };
}

async function methodsOf({ context }: GenericEndpointContext, userId: string): Promise<SecondFactorMethod[]> {
  const where = [{ field: 'userId', value: userId }];
  const row = await context.adapter.findOne<TwoFactorRow>({ model: 'twoFactor', where });
  const passkeys = await context.adapter.count({ model: 'passkey', where });
  const codes = row ? await recoveryCodes.left(context.secretConfig, row.backupCodes) : 0;
  return [
    ...(row?.verified ? (['totp'] as const) : []),
    ...(passkeys > 0 ? (['passkey'] as const) : []),
    ...(codes > 0 ? (['recovery-code'] as const) : []),
  ];
}
