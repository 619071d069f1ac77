import type { BrowserContext, Page } from '@playwright/test';
import { violations } from './support/accessibility.js';
import type { Account } from './support/account.js';
import { sessionCookies } from './support/session-cookies.js';
import { expectNoSidewaysScroll, expectRoomForFingers } from './support/small-screen.js';
import { pageStates } from './support/states.js';
import { expect, test } from './support/test.js';
import { watch } from './support/watch.js';

// Each state takes its time to get to, so all that is looked at in every one of them is looked at in one go.
for (const state of pageStates) {
  test(`${state.name}: keeps to itself, and is accessible, light and dark, wide and narrow`, async ({
    page,
    stack,
    account,
    todos,
  }) => {
    const token = await tokenIn(page.context());
    if (!state.signedIn) await page.context().clearCookies();
    const found = await watch(page, stack.url);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await state.open({ page, url: stack.url, todos });
    expect(found).toEqual(state.reports ? [state.reports] : []);
    await expectNoSecret(page, token, account);

    for (const width of state.widths ?? [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      if (width < 900) await touchWithFingers(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page), `${width} px, ${colorScheme}`).toEqual([]);
      }
      await expectNoSidewaysScroll(page);
    }
    await expectRoomForFingers(page);
  });
}

async function tokenIn(context: BrowserContext): Promise<string> {
  const [cookie] = await sessionCookies(context);
  const [token] = decodeURIComponent(cookie!.value).split('.');
  expect(token!.length).toBeGreaterThan(16);
  return token!;
}

/** Neither of this session nor of anything else, in the page and in what it keeps. */
async function expectNoSecret(page: Page, token: string, account: Account): Promise<void> {
  const kept = await page.evaluate(() => ({
    cookie: document.cookie,
    stored: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  }));
  expect(kept.cookie).toBe('');
  expect(kept.stored).not.toContain(token);
  // What is folded up or was visited last is kept by its id, which opens nothing.
  const withoutIds = kept.stored
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '')
    .replaceAll(account.id, '')
    // The name under which the router keeps how far pages were scrolled.
    .replaceAll(/"tsr-scroll-restoration-[\w.]+"/g, '');
  expect(withoutIds).not.toMatch(/token|session|eyJ|[A-Za-z0-9_-]{24,}/i);
  expect(await page.content()).not.toContain(token);
}

/** From now on the pointer is a coarse one, as a phone's. */
async function touchWithFingers(page: Page) {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await expect.poll(() => page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
}
