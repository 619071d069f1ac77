import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  answerPage,
  askWithoutQuery,
  dropOutdated,
  keepShell,
  kindOf,
  newestShell,
  PATIENCE_MS,
  shellName,
} from './shell';

const SCOPE = 'https://example.com/todo/';
const page = (build: string) => new Response(`<meta name="latch-build" content="${build}">`, { headers: HTML });
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const file = (text: string) => new Response(text, { headers: { 'content-type': 'text/javascript' } });

/** As far as the worker uses them. */
class MemoryCaches {
  readonly all = new Map<string, Map<string, Response>>();

  open(name: string) {
    const cache = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, cache);
    return Promise.resolve({ put: (url: string, answer: Response) => Promise.resolve(cache.set(url, answer)) });
  }
  match(url: string, { cacheName }: { cacheName?: string } = {}) {
    const searched = [...this.all].filter(([name]) => (cacheName ?? name) === name);
    return Promise.resolve(searched.map(([, cache]) => cache.get(url)?.clone()).find(Boolean));
  }
  keys() {
    return Promise.resolve([...this.all.keys()]);
  }
  delete(name: string) {
    return Promise.resolve(this.all.delete(name));
  }
}

describe('what the worker takes care of', () => {
  const files = new Set(['theme.js?abc']);
  const kind = (path: string, mode: RequestMode = 'cors', method = 'GET') =>
    kindOf({ method, mode, url: new URL(path, SCOPE).href }, SCOPE, files);

  it('is the page, at each of its addresses', () => {
    for (const path of ['', 'inbox?todo=1', 'projects/0193f1c2', 'reset-password#token=a.b', 'apis'])
      expect(kind(path, 'navigate'), path).toBe('page');
  });

  it('is the files of the page, by the names that tell their content', () => {
    expect(kind('assets/first-abc1234.js')).toBe('file');
    expect(kind('theme.js?abc')).toBe('file');
    for (const path of ['theme.js', 'theme.js?abd', 'version.json', 'service-worker.js', 'favicon.svg'])
      expect(kind(path), path).toBe('other');
  });

  it('is never the API, in whichever way it is asked, nor what is sent, nor another program at this origin', () => {
    for (const path of ['api', 'api/me', 'api/auth/get-session', 'api?x', 'api/users/ada/sync?since=0', 'api/a.js'])
      for (const mode of ['navigate', 'cors', 'same-origin'] as const) expect(kind(path, mode), path).toBe('other');
    expect(kind('assets/first-abc1234.js', 'cors', 'POST')).toBe('other');
    expect(kind('inbox', 'navigate', 'POST')).toBe('other');
    expect(kind('/other/assets/first-abc1234.js')).toBe('other');
    expect(kind('https://evil.example/todo/assets/a.js')).toBe('other');
    expect(kind('robots.txt', 'navigate')).toBe('other');
  });
});

describe('the page', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const kept = () => Promise.resolve<Response | undefined>(new Response('kept'));
  const answer = async (asked: Promise<Response>, from = kept) => (await answerPage(() => asked, from)).text();

  it('is what the network says, a redirect or a refusal too', async () => {
    expect(await answer(Promise.resolve(new Response('new')))).toBe('new');
    expect(await answer(Promise.resolve(new Response('refused', { status: 403 })))).toBe('refused');
    const redirect = { type: 'opaqueredirect', status: 0 } as Response;
    expect(await answerPage(() => Promise.resolve(redirect), kept)).toBe(redirect);
  });

  it.each([500, 502, 503, 504, 522])('is the kept one where a proxy answers %s', async (status) => {
    expect(await answer(Promise.resolve(new Response('away', { status })))).toBe('kept');
  });

  it('is the kept one where nobody is reached', async () => {
    expect(await answer(Promise.reject(new TypeError('Failed to fetch')))).toBe('kept');
  });

  it('is the kept one where nobody answers in time', async () => {
    const answered = answer(new Promise<Response>(() => undefined));
    await vi.advanceTimersByTimeAsync(PATIENCE_MS);
    expect(await answered).toBe('kept');
  });

  it('is what there is where none is kept', async () => {
    const nothing = () => Promise.resolve(undefined);
    expect(await answer(Promise.resolve(new Response('away', { status: 502 })), nothing)).toBe('away');
    await expect(answer(Promise.reject(new TypeError('Failed to fetch')), nothing)).rejects.toThrow('Failed to fetch');
  });
});

describe('the query of a page', () => {
  const asked: string[] = [];
  const request = (path: string) => new Request(new URL(path, SCOPE), { headers: { accept: 'text/html' } });
  const ask = (path: string, answer: Response) => {
    asked.length = 0;
    return askWithoutQuery(request(path), (what) => {
      asked.push(what instanceof Request ? what.url : what);
      return Promise.resolve(answer);
    });
  };

  it('is not sent, as the page alone reads it', async () => {
    await ask(`share?text=${'x'.repeat(20_000)}#a`, new Response('new'));
    expect(asked).toEqual([`${SCOPE}share`]);
    await ask('inbox', new Response('new'));
    expect(asked).toEqual([`${SCOPE}inbox`]);
  });

  it('is sent where a redirect may come back to the address', async () => {
    const redirect = { type: 'opaqueredirect', status: 0 } as Response;
    expect(await ask('filter?query=p1', redirect)).toBe(redirect);
    expect(asked).toEqual([`${SCOPE}filter`, `${SCOPE}filter?query=p1`]);
  });
});

describe('a shell', () => {
  const build = { id: 'two', files: ['theme.js?abc', 'assets/a.js', 'assets/b.js'] };
  const name = shellName('/todo/', 'two');
  let caches: MemoryCaches;
  let asked: string[];
  let answers: Record<string, () => Response>;
  const storage = () => caches as unknown as CacheStorage;
  const newest = () => newestShell(storage(), SCOPE);
  const drop = (held: ReadonlySet<string>) => dropOutdated(storage(), SCOPE, held);
  const keepOf = async (id: string) => {
    const cache = await caches.open(shellName('/todo/', id));
    await cache.put(SCOPE, page(id));
  };
  const keep = () => {
    const fetch = (url: string) => {
      asked.push(url.slice(SCOPE.length));
      return Promise.resolve(answers[url.slice(SCOPE.length)]!());
    };
    return keepShell({ caches, fetch, scope: SCOPE, build } as unknown as Parameters<typeof keepShell>[0]);
  };
  beforeEach(() => {
    caches = new MemoryCaches();
    asked = [];
    answers = {
      '': () => page('two'),
      'theme.js?abc': () => file('theme'),
      'assets/a.js': () => file('a'),
      'assets/b.js': () => file('b'),
    };
  });

  it('is all of a build, and what an older one has already is not asked for', async () => {
    const older = await caches.open(shellName('/todo/', 'one'));
    await older.put(`${SCOPE}assets/a.js`, file('a'));
    await keep();
    expect([...caches.all.get(name)!.keys()].sort()).toEqual(['', ...build.files].map((path) => SCOPE + path).sort());
    expect(asked.sort()).toEqual(['', 'assets/b.js', 'theme.js?abc']);
  });

  it('that is kept already stays as it is', async () => {
    await keep();
    asked = [];
    await keep();
    expect(asked).toEqual([]);
  });

  it.each<[string, string, () => Response]>([
    ['a file is missing', 'assets/b.js', () => new Response('{}', { status: 404 })],
    ['a proxy has its sign-in in place of a file', 'assets/b.js', () => page('two')],
    ['a proxy leads to its sign-in', '', () => Object.defineProperty(page('two'), 'redirected', { value: true })],
    ['the page is of another build', '', () => page('three')],
  ])('is not kept at all where %s', async (_why, path, response) => {
    answers[path] = response;
    await expect(keep()).rejects.toThrow();
    expect(caches.all.size).toBe(0);
  });

  it('of a version that the server has again is the newest', async () => {
    await keep();
    await keepOf('three');
    expect(await newest()).toBe(shellName('/todo/', 'three'));
    await keep();
    expect(await newest()).toBe(name);
  });

  it('is the newest only once it is whole', async () => {
    await keep();
    await caches.open(shellName('/todo/', 'three'));
    expect(await newest()).toBe(name);
  });

  it('is dropped once no page is made of it and there is a newer one, and another program keeps what it has', async () => {
    const [one, zero] = [shellName('/todo/', 'one'), shellName('/todo/', 'zero')];
    const others = [shellName('/', 'one'), 'workbox-precache'];
    await keepOf('zero');
    await keepOf('one');
    for (const other of others) await caches.open(other);
    await keep();
    await drop(new Set([one]));
    expect(await caches.keys()).toEqual([one, ...others, name]);
    await drop(new Set());
    expect(await caches.keys()).toEqual([...others, name]);
    await keepOf('zero');
    await drop(new Set());
    expect(await caches.keys()).toEqual([...others, zero]);
  });
});
