import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { ada } from '../frontend/src/testing/fake-account-state.js';
import { aDevice } from '../frontend/src/testing/device-builder.js';
import { FakeLatch } from '../frontend/src/testing/fake-latch.js';
import { colourViolations, violations } from './support/accessibility.js';
import { expect, test } from './support/page-test.js';
import { expectNoSidewaysScroll, expectRoomForFingers } from './support/small-screen.js';
import { pageStates } from './support/states.js';

// Each state is drawn once, and all that is looked at in it is looked at in one go; the theme and the width change in place.
for (const state of pageStates) {
  test(`${state.name}: keeps to itself, and is accessible, light and dark, wide and narrow`, async ({
    page,
    url,
    servers,
    found,
    untilSettled,
  }) => {
    const { latch, account } = servers;
    if (state.signedIn) account.session = ada;
    else latch.be(FakeLatch.refusals.signedOut);
    account.devices = [aDevice({ current: true })];
    const token = await setSessionCookie(page, url);
    await state.open({ page, url, servers, latch, account });
    await untilSettled();
    const meant = state.reports ? [state.reports] : [];
    expect(found).toEqual(meant);
    await expectNoSecret(page, token, ada.user.id);

    for (const width of state.widths ?? [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      if (width < 900) await touchWithFingers(page);
      await untilSettled();
      expect(await violations(page), `${width} px, light`).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await colourViolations(page), `${width} px, dark`).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
      await expectNoSidewaysScroll(page);
    }
    await expectRoomForFingers(page);
    expect(found).toEqual(meant);
  });
}

/** As a browser that is signed in has one. @returns the secret in it */
async function setSessionCookie(page: Page, url: string): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await page
    .context()
    .addCookies([{ name: 'better-auth.session_token', value: token, url, httpOnly: true, sameSite: 'Lax' }]);
  return token;
}

/** Neither of this session nor of anything else, in the page and in what it keeps. */
async function expectNoSecret(page: Page, token: string, userId: string): Promise<void> {
  const kept = await page.evaluate(() => ({
    cookie: document.cookie,
    stored: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  }));
  expect(kept.cookie).toBe('');
  expect(kept.stored).not.toContain(token);
  // What is folded up or was visited last is kept by its id, which opens nothing.
  const withoutIds = kept.stored
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '')
    .replaceAll(userId, '')
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
