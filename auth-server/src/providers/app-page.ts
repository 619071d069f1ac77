const ANY_ORIGIN = 'http://origin';

/**
 * A page of this app, as a path: what leads to another place, or is no page, is none. The URL parser takes out of a path
 * what would make it another address, such as `/a/..//evil.example`, so its result is looked at too.
 */
export function appPage(text: string): string | undefined {
  if (!text.startsWith('/') || !URL.canParse(text, ANY_ORIGIN)) return undefined;
  const { origin, pathname, search, hash } = new URL(text, ANY_ORIGIN);
  if (origin !== ANY_ORIGIN || pathname.startsWith('//') || /^\/api(\/|$)/.test(pathname)) return undefined;
  return pathname + search + hash;
}
