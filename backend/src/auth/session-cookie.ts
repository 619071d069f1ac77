import { DuplicateSessionCookieError } from '@latch/server-kit/http-errors';

const NAME = 'better-auth.session_token';
const LONGEST_PAIR = 4096;

/** The session cookie's exact name: over https it has a prefix with which a browser guards it. */
export function sessionCookieName(publicUrl: URL): string {
  return publicUrl.protocol === 'https:' ? `__Host-${NAME}` : NAME;
}

/**
 * The one session cookie of a request, as it came: `name=value`, undecoded.
 * @param header the Cookie header
 * @returns undefined when there is none, an empty one or one over 4 KB
 * @throws {DuplicateSessionCookieError} 401 when there is more than one: a page of a neighbouring host may have set one of them
 */
export function findSessionCookie(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  const [pair, another] = pairs.filter((candidate) => candidate.startsWith(`${name}=`));
  if (another !== undefined) throw new DuplicateSessionCookieError(name);
  if (pair === undefined) return undefined;
  return pair.length > name.length + 1 && pair.length <= LONGEST_PAIR ? pair : undefined;
}
