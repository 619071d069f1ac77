/**
 * Keeps the shell of the app, so that it opens where no network is: its page and the files it is made of, and nothing of the
 * API. Built by `build/shell.ts`.
 * @see docs/adr/0029-a-service-worker-that-keeps-the-shell.md
 */
import type { NotificationData } from '../shared/reminders/reminder';
import { answerPress, type PageClient } from './reminder-presses';
import { answerPage, askWithoutQuery, type Build, dropOutdated, keepShell, kindOf, newestShell } from './shell';

/** Put in by the build. */
declare const SHELL: Build;

interface LifeEvent extends Event {
  waitUntil: (work: Promise<unknown>) => void;
}
interface RequestEvent extends LifeEvent {
  request: Request;
  respondWith: (answer: Promise<Response>) => void;
}
interface PressEvent extends LifeEvent {
  action: string;
  notification: Notification;
}
/** What the library of types has for pages lacks this. */
interface Worker {
  registration: ServiceWorkerRegistration;
  clients: {
    claim: () => Promise<void>;
    matchAll: (options: { type: 'window'; includeUncontrolled: boolean }) => Promise<readonly PageClient[]>;
    openWindow: (url: string) => Promise<unknown>;
  };
  addEventListener: ((type: 'install' | 'activate' | 'message', listener: (event: LifeEvent) => void) => void) &
    ((type: 'fetch', listener: (event: RequestEvent) => void) => void) &
    ((type: 'notificationclick', listener: (event: PressEvent) => void) => void);
}

const worker = globalThis as unknown as Worker;
const build = SHELL;
const { scope } = worker.registration;
const files = new Set(build.files);

// It waits until no page is left that an older one serves: a page that is loaded in the moment in which one worker takes over
// from another can hang (Chromium). The older one opens the newest shell as well.
worker.addEventListener('install', (event) => {
  event.waitUntil(keepShell({ caches, fetch, scope, build }).then(dropUnused));
});

// The first one serves the page that brought it.
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

// A page has come, perhaps in place of the last one of an older build.
worker.addEventListener('message', (event) => {
  // What is being kept just now is not whole.
  if (!worker.registration.installing) event.waitUntil(dropUnused());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const kind = kindOf(request, scope, files);
  if (kind === 'page') event.respondWith(openPage(request));
  // Older shells have what an older page asks for.
  if (kind === 'file') event.respondWith(keptOf(request).then((kept) => kept ?? fetch(request)));
});

// In the notification of a reminder.
worker.addEventListener('notificationclick', (event) => {
  const { action, notification } = event;
  notification.close();
  const data = notification.data as NotificationData;
  event.waitUntil(answerPress({ action, data, pages: worker.clients, scope }));
});

function openPage(request: Request): Promise<Response> {
  return answerPage(
    () => askWithoutQuery(request, fetch),
    async () => {
      const cacheName = await newestShell(caches, scope).catch(() => undefined);
      return cacheName === undefined ? undefined : keptOf(scope, { cacheName });
    },
  );
}

/** Nothing as well where the browser's storage fails. */
function keptOf(request: Request | string, options?: MultiCacheQueryOptions): Promise<Response | undefined> {
  return caches.match(request, { ...options, ignoreVary: true }).catch(() => undefined);
}

async function dropUnused(): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  await dropOutdated(caches, scope, new Set(held.map(({ name = '' }) => name))).catch(() => undefined);
}
