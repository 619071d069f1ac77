/** What comes within this time is there with the page; for what is slower the page does not wait. */
const PREFETCH_TIMEOUT_MS = 150;

/** Waits for what a page shows, but not long; what fails is for the page to say. */
export async function waitForPrefetch(...reads: Promise<unknown>[]): Promise<void> {
  const all = Promise.all(reads).catch(() => undefined);
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, PREFETCH_TIMEOUT_MS))]);
}
