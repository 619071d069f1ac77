import { expect, type Page } from '@playwright/test';

/** CSS pixels that a finger needs. */
const FINGER = 44;

/** Nothing on the page is wider than the window. */
export async function expectNoSidewaysScroll(page: Page) {
  const { wide, window } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(wide, 'the width of the page').toBeLessThanOrEqual(window);
}

/** Everything that can be pressed has room for a finger; links within a sentence are as small as its words. */
export async function expectRoomForFingers(page: Page) {
  const tooSmall: string[] = [];
  for (const role of ['button', 'checkbox', 'textbox', 'radio', 'menuitem', 'menuitemradio', 'link'] as const) {
    for (const target of await page.getByRole(role).all()) {
      const size = await target.evaluate((element) => {
        // A field's frame is the element around it.
        const target =
          element instanceof HTMLInputElement && element.type !== 'checkbox' ? element.parentElement! : element;
        const { width, height } = target.getBoundingClientRect();
        const inSentence = element.closest('p') !== null && element.matches('a');
        const name = element.getAttribute('aria-label') ?? element.textContent;
        return {
          width,
          height,
          inSentence,
          name,
          seen: width > 1 && height > 1 && getComputedStyle(element).clipPath === 'none',
        };
      });
      if (!size.seen || size.inSentence) continue;
      if (size.width < FINGER || size.height < FINGER)
        tooSmall.push(`${role} "${size.name}": ${size.width} × ${size.height}`);
    }
  }
  expect(tooSmall).toEqual([]);
}
