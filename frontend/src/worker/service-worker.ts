/**
 * Keeps the shell of the app, so that it opens where no network is: its page and the files it is made of, and nothing of the
 * API. Built by `build/shell.ts`.
 * @see docs/adr/0029-a-service-worker-that-keeps-the-shell.md
 */
import { answerPage, type Build, keepShell, kindOf, outdatedShells, shellName } from './shell';

/** Put in by the build. */
declare const SHELL: Build;

interface LifeEvent extends Event {
  waitUntil: (work: Promise<unknown>) => void;
}
interface RequestEvent extends LifeEvent {
  request: Request;
  respondWith: (answer: Promise<Response>) => void;
}
/** What the library of types has for pages lacks this. */
interface Worker {
  registration: ServiceWorkerRegistration;
  clients: { claim: () => Promise<void> };
  skipWaiting: () => Promise<void>;
  addEventListener: ((type: 'install' | 'activate' | 'message', listener: (event: LifeEvent) => void) => void) &
    ((type: 'fetch', listener: (event: RequestEvent) => void) => void);
}

const worker = globalThis as unknown as Worker;
const build = SHELL;
const { scope } = worker.registration;
const path = new URL(scope).pathname;
const files = new Set(build.files);

// At once, which does no harm: what pages of an older build still need stays for as long as they are open.
worker.addEventListener('install', (event) => {
  event.waitUntil(keepShell({ caches, fetch, scope, build }).then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([dropOutdated(), worker.clients.claim()]));
});

// A page of this build has come, perhaps in place of the last one of an older build.
worker.addEventListener('message', (event) => {
  const { installing, waiting } = worker.registration;
  if (!installing && !waiting) event.waitUntil(dropOutdated());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const kind = kindOf(request, scope, files);
  if (kind === 'page') event.respondWith(openPage(request));
  // Older shells have what an older page asks for.
  if (kind === 'file') event.respondWith(keptOf(request).then((kept) => kept ?? fetch(request)));
});

function openPage(request: Request): Promise<Response> {
  const cacheName = shellName(path, build.id);
  return answerPage(
    () => fetch(request),
    () => keptOf(scope, { cacheName }),
  );
}

/** Nothing as well where the browser's storage fails. */
function keptOf(request: Request | string, options?: MultiCacheQueryOptions): Promise<Response | undefined> {
  return caches.match(request, { ...options, ignoreVary: true }).catch(() => undefined);
}

async function dropOutdated(): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  const inUse = new Set(held.map(({ name = '' }) => name));
  const names = outdatedShells(await caches.keys(), path, build.id, inUse);
  await Promise.all(names.map((name) => caches.delete(name)));
}
