/** One build of the app: its id, and its files by their paths below the scope. Each is named by its content. */
export interface Build {
  id: string;
  files: readonly string[];
}

/** What a request of the page is for, as far as it concerns the shell. */
type Kind = 'page' | 'file' | 'other';

/** For how long a page waits for the network, where a shell is kept. */
export const PATIENCE_MS = 4_000;

/** What begins the names of all shells that are kept below a scope; another Latch may share the origin. @param scope its path */
const shellsOf = (scope: string) => `latch ${scope} `;

/** The name under which a build is kept; a page that still uses it holds a Web Lock of this name. */
export const shellName = (scope: string, id: string) => shellsOf(scope) + id;

/** The API is neither, whatever is asked of it and how. @param scope the whole address */
export function kindOf(
  { method, mode, url }: Pick<Request, 'method' | 'mode' | 'url'>,
  scope: string,
  files: ReadonlySet<string>,
): Kind {
  if (method !== 'GET' || !url.startsWith(scope)) return 'other';
  const [file = ''] = url.slice(scope.length).split('#', 1);
  const [path = ''] = file.split('?', 1);
  if (/^api(?:\/|$)/.test(path)) return 'other';
  // A file that is opened by its own address, such as robots.txt.
  if (mode === 'navigate') return /\.\w+$/.test(path) ? 'other' : 'page';
  return path.startsWith('assets/') || files.has(file) ? 'file' : 'other';
}

/**
 * The page as the network has it. Where nobody answers soon, or what answers is a proxy that says that Latch is away, it is
 * the kept one.
 */
export async function answerPage(
  ask: () => Promise<Response>,
  kept: () => Promise<Response | undefined>,
): Promise<Response> {
  const asked = ask();
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
  const answer = await Promise.race([asked, late]).catch(() => undefined);
  if (answer && answer.status < 500) return answer;
  return (await kept()) ?? asked;
}

/**
 * Asks for a page without the query of its address, which the page alone reads: text that was shared can be longer than servers
 * take, and is no matter of their logs. A redirect, as to the sign-in of a proxy, may come back to the address: it gets all of it.
 */
export async function askWithoutQuery(
  request: Pick<Request, 'url' | 'headers' | 'cache'>,
  send: (request: RequestInfo, init?: RequestInit) => Promise<Response>,
): Promise<Response> {
  const whole = request as Request;
  const [address = ''] = request.url.split(/[?#]/, 1);
  if (!request.url.includes('?')) return send(whole);
  const headers = { accept: request.headers.get('accept') ?? 'text/html' };
  const { cache } = request;
  const answer = await send(address, { headers, cache, credentials: 'include', redirect: 'manual' });
  return answer.type === 'opaqueredirect' ? send(whole) : answer;
}

interface Keeping {
  caches: CacheStorage;
  fetch: typeof fetch;
  /** The whole address, with a slash at its end. */
  scope: string;
  build: Build;
}

/**
 * Keeps all of a build, or nothing: a page without one of its files would be worse than none.
 * @throws when something cannot be had, or is not of this build
 */
export async function keepShell({ caches, fetch, scope, build }: Keeping): Promise<void> {
  const name = shellName(new URL(scope).pathname, build.id);
  if ((await newestShell(caches, scope)) === name) return;
  // Kept before a newer build that the operator has taken back: the order of the names tells which one is served now.
  await caches.delete(name);
  const cache = await caches.open(name);
  const keep = async (file: string) => {
    // What an older build has of the same name is the same.
    const found = await caches.match(scope + file);
    await cache.put(scope + file, found ?? genuine(await fetch(scope + file, { priority: 'low' }), false));
  };
  try {
    // One after the other: what the person does meanwhile goes first.
    for (const file of build.files) await keep(file);
    // Last: with it, all is there.
    const page = genuine(await fetch(scope, { cache: 'no-store' }), true);
    if (!(await page.clone().text()).includes(`"${build.id}"`)) throw new Error('The page is of another build.');
    await cache.put(scope, page);
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
}

/** Not the sign-in page of a proxy in front, which comes with a redirect, or as a page in place of a file. */
function genuine(response: Response, isPage: boolean): Response {
  const html = (response.headers.get('content-type') ?? '').startsWith('text/html');
  if (!response.ok || response.redirected || html !== isPage) throw new Error(`${response.url} is not Latch's.`);
  return response;
}

/** @returns the name of the shell that was kept last, of those that are whole; undefined where there is none */
export async function newestShell(caches: CacheStorage, scope: string): Promise<string | undefined> {
  // In the order in which they were made.
  for (const name of (await shellNames(caches, scope)).toReversed())
    if (await caches.match(scope, { cacheName: name })) return name;
  return undefined;
}

/**
 * Drops what no open page is made of any more, except for the newest shell.
 * @param held the names of Web Locks, which open pages hold
 */
export async function dropOutdated(caches: CacheStorage, scope: string, held: ReadonlySet<string>): Promise<void> {
  const newest = await newestShell(caches, scope);
  const outdated = (await shellNames(caches, scope)).filter((name) => name !== newest && !held.has(name));
  await Promise.all(outdated.map((name) => caches.delete(name)));
}

async function shellNames(caches: CacheStorage, scope: string): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(shellsOf(new URL(scope).pathname)));
}
