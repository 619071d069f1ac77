/** What comes within this time is there with the page; for what is slower the page does not wait. */
const PATIENCE_MS = 150;

/** Waits for what a page shows, but not long; what fails is for the page to say. */
export async function waitALittle(...reads: Promise<unknown>[]): Promise<void> {
  const all = Promise.all(reads).catch(() => undefined);
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}
