import { type ComponentType, lazy } from 'react';
import { OutageError } from '../api/errors';
import { createStore } from '../api/external-store';

const TRY_AGAIN_MS = 2_000;

const loaders = {
  dialog: () => import('./dialog-popup'),
  confirm: () => import('./confirm-popup'),
  menu: () => import('./menu-list'),
  toasts: () => import('./toast-stack'),
};

/** Loads what opens over the page. Kept out of the first load, as nobody opens a dialog before seeing the page. */
export const loadOverlay = loaders;

/** How often something could not be loaded that the app cannot do without; `app/background.tsx` looks why. */
export const failedLoads = createStore(0);
/** How often that was an overlay. */
export const failedOverlays = createStore(0);
/** Whether that happened to one that the person opened, and has not been mended since. */
export const notLoaded = createStore(false);
/** Whether Latch answered when it was looked why; browsers never ask for a failed module again, so a reload mends it then. */
export const mendedByReload = createStore(true);

/** How to fetch every overlay there is, for as long as nobody touched anything. */
const unfetched = new Set<() => Promise<unknown>>(Object.values(loaders));
let touched = false;

/** A chunk that does not load now is asked for again when it is wanted. */
function fetchAhead(load: () => Promise<unknown>): void {
  load().catch(() => undefined);
}

/**
 * Fetches all overlays once the person touches anything, so that they are there before they are wanted, and still are
 * when the network is not.
 */
export function preloadOverlaysOnFirstTouch(): () => void {
  const controller = new AbortController();
  const preload = () => {
    controller.abort();
    touched = true;
    for (const load of unfetched) fetchAhead(load);
    unfetched.clear();
  };
  for (const event of ['pointerdown', 'keydown']) addEventListener(event, preload, { signal: controller.signal });
  return () => controller.abort();
}

/**
 * A component that is fetched when it is first shown, if not on the first touch. If that fails, it is tried again until it
 * works, so that an overlay that cannot open yet does not take the page beneath down with it.
 */
export function lazyOverlay<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  fetchOnFirstTouch(load);
  let hasFailed = false;
  const attempt = () =>
    countFailedLoad(load).catch((error: unknown) => {
      hasFailed = true;
      failedOverlays.set(failedOverlays.get() + 1);
      throw error;
    });
  // Another one that is there says nothing of what failed.
  return lazy(() => loadUntilThere(attempt).finally(() => hasFailed && notLoaded.set(false)));
}

/** Counts a load that fails, so that `app/background.tsx` looks why, and loads the page anew if that mends it. */
export function countFailedLoad<Module>(load: () => Promise<Module>): Promise<Module> {
  return load().catch((error: unknown) => {
    failedLoads.set(failedLoads.get() + 1);
    throw error;
  });
}

/** Fetches it with the overlays. */
export function fetchOnFirstTouch(load: () => Promise<unknown>): void {
  if (touched) fetchAhead(load);
  else unfetched.add(load);
}

/** A part of the app that was asked for and did not load. As browsers never ask for it again, only a reload mends that. */
export class NotLoadedError extends OutageError {
  constructor(cause: unknown) {
    super('This did not load. Check your connection, then reload the page.', null, { cause });
  }
}

/** Loads a part of the app that nothing can stand in for. @throws NotLoadedError */
export function loadPart<Module>(load: () => Promise<Module>): Promise<Module> {
  return load().catch((cause: unknown) => {
    throw new NotLoadedError(cause);
  });
}

/** Loads what the page can do without for a while; where that fails it is tried again until it works. */
export function loadUntilThere<Module>(load: () => Promise<Module>): Promise<Module> {
  return load().catch(() =>
    new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS)).then(() => loadUntilThere(load)),
  );
}
