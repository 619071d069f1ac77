import { lazyRouteComponent } from '@tanstack/react-router';
import { fetchOnFirstTouch, loadPart } from '../shared/ui/overlays';

/** A page that is fetched on the first touch, or when it is opened. */
export function lazyPage<Module extends Record<string, unknown>, Name extends keyof Module & string>(
  load: () => Promise<Module>,
  name: Name,
) {
  fetchOnFirstTouch(load);
  return pageOnDemand(load, name);
}

/** A page that is fetched when it is opened. Where that fails, the error page reloads it once Latch answers. */
export function pageOnDemand<Module extends Record<string, unknown>, Name extends keyof Module & string>(
  load: () => Promise<Module>,
  name: Name,
) {
  return lazyRouteComponent(() => loadPart(load), name);
}

/** What comes within this time is there with the page; for what is slower the page does not wait. */
const PREFETCH_TIMEOUT_MS = 150;

/** Waits for what a page shows, but not long; what fails is for the page to say. */
export async function waitForPrefetch(...reads: Promise<unknown>[]): Promise<void> {
  const all = Promise.all(reads).catch(() => undefined);
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, PREFETCH_TIMEOUT_MS))]);
}
