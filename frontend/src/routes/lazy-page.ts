import { lazyRouteComponent } from '@tanstack/react-router';
import { OutageError } from '../shared/api/errors';
import { unsentCount } from '../shared/api/outbox';
import { fetchOnFirstTouch } from '../shared/ui/overlays';

/**
 * A page that is fetched on the first touch, or when it is opened. The router loads the document anew where that fails, since
 * browsers never ask for a failed module again; not while changes wait, which would be lost: until they are sent it is an outage.
 */
export function lazyPage<Module extends Record<string, unknown>, Name extends keyof Module & string>(
  load: () => Promise<Module>,
  name: Name,
) {
  fetchOnFirstTouch(load);
  return lazyRouteComponent(() => withoutLoss(load), name);
}

/** @throws {OutageError} when it cannot be loaded while changes wait to be sent */
export function withoutLoss<Module>(load: () => Promise<Module>): Promise<Module> {
  return load().catch((error: unknown) => {
    throw unsentCount() > 0 ? new OutageError('This page cannot be loaded just now.', null, { cause: error }) : error;
  });
}

/** What comes within this time is there with the page; for what is slower the page does not wait. */
const PREFETCH_TIMEOUT_MS = 150;

/** Waits for what a page shows, but not long; what fails is for the page to say. */
export async function waitForPrefetch(...reads: Promise<unknown>[]): Promise<void> {
  const all = Promise.all(reads).catch(() => undefined);
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, PREFETCH_TIMEOUT_MS))]);
}
