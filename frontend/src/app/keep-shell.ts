import { BASE_PATH } from '../shared/base-path';
import { SERVICE_WORKER } from '../shared/trusted-types';
import { shellName } from '../worker/shell';

/**
 * Lets a service worker keep the shell of the app, so that it opens without a network. Where there are no workers, as over
 * http on a local network, nothing is kept and all else works.
 * @param build the id of the one that this page is of
 */
export async function keepShell(build: string): Promise<void> {
  if (!navigator.serviceWorker) return;
  await untilIdle();
  try {
    await navigator.serviceWorker.register(SERVICE_WORKER, { updateViaCache: 'none' });
  } catch {
    // The browser is told to keep nothing, or Latch is just not there: the next page asks again.
    return;
  }
  const { active } = await navigator.serviceWorker.ready;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  void holdBuild(shellName(`${BASE_PATH}/`, build), () => active?.postMessage('page opened'));
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) void holdBuild(shellName(`${BASE_PATH}/`, build));
  });
}

/** Asks for the worker of another version, so that its shell is kept soon. */
export async function updateShell(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update().catch(() => undefined);
}

/** Once the page is there and nothing else is to do: what is kept must hold nothing up. */
export async function untilIdle(): Promise<void> {
  if (document.readyState !== 'complete')
    await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
  await new Promise((resolve) =>
    'requestIdleCallback' in globalThis ? requestIdleCallback(resolve) : setTimeout(resolve),
  );
}

/** For as long as this page is shown no worker drops what it is made of. */
function holdBuild(name: string, onceHeld?: () => void): Promise<void> {
  return navigator.locks.request(name, { mode: 'shared' }, () => {
    onceHeld?.();
    // A page in the back/forward cache may hold none.
    return new Promise<void>((resolve) => addEventListener('pagehide', () => resolve(), { once: true }));
  });
}
