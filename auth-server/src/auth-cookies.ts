import { SessionCookie } from './session-cookie.js';
import type { CookieDescription } from './session-cookie.js';

interface CookieContext {
  secret: string;
  authCookies: Record<'sessionToken' | 'sessionData' | 'dontRememberToken', CookieDescription>;
}

/** The session cookie as Better Auth's context describes it: its name depends on the public URL. */
export function sessionCookieOf({ secret, authCookies }: CookieContext): SessionCookie {
  return new SessionCookie(authCookies.sessionToken, [authCookies.sessionData, authCookies.dontRememberToken], secret);
}
