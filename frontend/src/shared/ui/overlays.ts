const loaders = {
  dialog: () => import('./dialog-window'),
  confirm: () => import('./confirm-window'),
  menu: () => import('./menu-list'),
};

/** Loads what opens over the page. Kept out of the first load, as nobody opens a dialog before seeing the page. */
export const loadOverlay = loaders;

/**
 * Fetches all overlays once the person touches anything, so that they are there before they are wanted, and still are
 * when the network is not.
 */
export function preloadOverlaysOnFirstTouch(): () => void {
  const controller = new AbortController();
  const preload = () => {
    controller.abort();
    // A chunk that does not load now is asked for again when it is wanted.
    for (const load of Object.values(loaders)) load().catch(() => undefined);
  };
  for (const event of ['pointerdown', 'keydown']) addEventListener(event, preload, { signal: controller.signal });
  return () => controller.abort();
}
