import { createAuthMiddleware } from 'better-auth/api';

/**
 * Takes the session token out of every body Better Auth answers with: it belongs into the HTTP-only cookie alone.
 * It stands under `token` in a session, a list of sessions, and the answers to sign-up and sign-in.
 */
export const stripTokens = createAuthMiddleware(async (ctx) => {
  const { returned } = ctx.context;
  if (typeof returned !== 'object' || returned === null || returned instanceof Error) return;
  return ctx.json(withoutTokens(returned) as Record<string, unknown>);
});

/** A copy without any property named `token`, however deep. */
export function withoutTokens(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTokens);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'token')
      .map(([name, inner]) => [name, withoutTokens(inner)]),
  );
}
