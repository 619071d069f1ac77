import { expect, type Page } from '@playwright/test';

/** What a page fetches behind what is seen first: by it the page knows what to do about what does not load. */
export const untilPrepared = (page: Page) =>
  page.waitForFunction(() => {
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    return ['/background-', '/error-page-'].every((part) => loaded.some((name) => name.includes(part)));
  });

/** Until a worker has all of a build, and has dropped what nobody uses any more. */
export const untilKept = (page: Page, build: string) =>
  page.waitForFunction(async (id) => {
    const { installing, active } = await navigator.serviceWorker.ready;
    const names = await caches.keys();
    return !installing && active?.state === 'activated' && names.some((name) => name.endsWith(` ${id}`));
  }, build);

/** Lets the person come back to the window six minutes later, until what looks for new versions is there and has found one. */
export const learnOfNewVersion = (page: Page) =>
  expect(async () => {
    await page.evaluate(() => {
      const { now } = Date;
      Date.now = () => now() + 360_000;
      dispatchEvent(new Event('focus'));
    });
    await expect(page.getByText('A new version of Latch is ready.')).toBeVisible({ timeout: 5_000 });
  }).toPass();
