import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { ada } from '../frontend/src/testing/fake-account-state.js';
import { aDevice } from '../frontend/src/testing/device-builder.js';
import { FakeLatch } from '../frontend/src/testing/fake-latch.js';
import { colourViolations, violations } from './support/accessibility.js';
import { expectNoSecret } from './support/no-secret.js';
import { expect, stateTest as test } from './support/page-test.js';
import {
  expectNoSidewaysScroll,
  expectNothingOffScreen,
  expectRoomForFingers,
  withLargeText,
} from './support/small-screen.js';
import { pageStates } from './support/states.js';

// Each state is drawn once, and all that is looked at in it is looked at in one go; the theme and the width change in place.
for (const state of pageStates) {
  test(`${state.name}: keeps to itself, and is accessible, light and dark, wide and narrow, with large text`, async ({
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

    const look = async (width: number) => {
      await page.setViewportSize({ width, height: 800 });
      await untilSettled();
      expect(await violations(page), `${width} px, light`).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await colourViolations(page), `${width} px, dark`).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
      await expectNoSidewaysScroll(page);
    };
    if (!state.narrowAlone) await look(1280);
    await withFingers(page, async () => {
      await look(360);
      await expectRoomForFingers(page);
      await withLargeText(page, async () => {
        await untilSettled();
        await expectNoSidewaysScroll(page);
        await expectNothingOffScreen(page);
      });
    });
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

/** Lets the pointer be a coarse one, as a phone's, while something is looked at. */
async function withFingers(page: Page, look: () => Promise<void>) {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await expect.poll(() => page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
  await look();
  await devTools.send('Emulation.setTouchEmulationEnabled', { enabled: false });
  await devTools.detach();
}
