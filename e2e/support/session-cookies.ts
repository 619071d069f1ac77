import type { BrowserContext } from '@playwright/test';

/** The cookies by which a browser is signed in; the page of signing in keeps one of its own, for passkeys. */
export async function sessionCookies(context: BrowserContext) {
  return (await context.cookies()).filter(({ name }) => name.endsWith('better-auth.session_token'));
}
