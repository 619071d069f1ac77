const afterSignIn = '/inbox';
const authPages = new Set(['/sign-in', '/second-factor', '/sign-up']);

/**
 * Where to go after signing in, from a `next` that anybody may have written into a link.
 * @returns a path of this very origin, or undefined for anything else: `//evil.example`, `/\evil.example`, `https:…`,
 *   and the sign-in pages themselves
 */
export function safeNextPath(next: unknown): string | undefined {
  if (typeof next !== 'string' || !next.startsWith('/')) return undefined;
  const { origin } = globalThis.location;
  if (!URL.canParse(next, origin)) return undefined;
  const url = new URL(next, origin);
  // A path such as `/.//evil.example` is ours when parsed here, and no longer when parsed again by the browser.
  const isOurs = url.origin === origin && !url.pathname.startsWith('//');
  if (!isOurs || authPages.has(url.pathname)) return undefined;
  return url.pathname + url.search + url.hash;
}

/** The path to go to after signing in; the Inbox when nothing else was asked for. */
export function nextPathOrInbox(next: unknown): string {
  return safeNextPath(next) ?? afterSignIn;
}
