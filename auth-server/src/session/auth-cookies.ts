import { createHash } from 'node:crypto';
import { SessionCookie, type CookieDescription } from './session-cookie.js';

/** Of Better Auth's context what signs. */
export interface SecretContext {
  secretConfig: string | { keys: Map<number, string> };
}

interface CookieContext extends SecretContext {
  /** Of the auth API, below the public URL. */
  baseURL: string;
  authCookies: Record<'sessionToken' | 'sessionData' | 'dontRememberToken', CookieDescription>;
}

/**
 * What all cookies of Better Auth are called, and that they are only sent over https where that is the scheme. `__Host-`
 * makes a browser refuse one that another host of the domain, or a page over http, tries to slip in.
 */
export function cookieOptions(publicUrl: string) {
  const secure = publicUrl.startsWith('https:');
  return {
    // Better Auth's own way would put `__Secure-` in front, which keeps less away.
    useSecureCookies: false,
    cookiePrefix: `${secure ? '__Host-' : ''}better-auth`,
    defaultCookieAttributes: { secure },
  };
}

/**
 * All secrets as Better Auth takes them, the one that signs and encrypts first. What it encrypts says which version did, so
 * a secret keeps its number however the list changes.
 */
export function secretVersions(secrets: string[]): { version: number; value: string }[] {
  const versionOf = (secret: string) => createHash('sha256').update(`version of ${secret}`).digest().readUInt32BE();
  return [...new Set(secrets)].map((value) => ({ version: versionOf(value), value }));
}

/**
 * The session cookie as Better Auth's context describes it: its name depends on the public URL.
 * @param appUrl with the path, where Latch lives below one
 */
export function sessionCookieOf(context: CookieContext, appUrl = context.baseURL): SessionCookie {
  const { sessionToken, sessionData, dontRememberToken } = context.authCookies;
  return new SessionCookie(sessionToken, [sessionData, dontRememberToken], secretsOf(context), new URL(appUrl));
}

/** All secrets, the present one first: a map keeps the order in which it was filled, which is that of the option. */
export function secretsOf({ secretConfig }: SecretContext): string[] {
  return typeof secretConfig === 'string' ? [secretConfig] : [...secretConfig.keys.values()];
}
