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

/** Nothing that can be pressed lies off the window, but what a board scrolls sideways to. */
export async function expectNothingOffScreen(page: Page) {
  const off: string[] = [];
  for (const role of ROLES) off.push(...(await page.getByRole(role).evaluateAll(beyondTheWindow)));
  expect(off, 'what lies off the window').toEqual([]);
}

/** Runs in the page. */
function beyondTheWindow(elements: Element[]) {
  const within = document.documentElement.clientWidth + 1;
  return elements
    .filter((element) => element.closest('[data-layout="board"]') === null)
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 1 && (box.left < -1 || box.right > within))
    .map(
      ({ element, box }) => `${element.getAttribute('aria-label') ?? element.textContent}: ${box.left} to ${box.right}`,
    );
}

/** Lets text be twice as large, as the settings of a browser make it, while something is looked at. */
export async function withLargeText(page: Page, look: () => Promise<void>) {
  await page.evaluate(() => void (document.documentElement.style.fontSize = '200%'));
  await look();
  await page.evaluate(() => void (document.documentElement.style.fontSize = ''));
}

const ROLES = ['button', 'checkbox', 'textbox', 'radio', 'menuitem', 'menuitemradio', 'option', 'link'] as const;

/** Everything that can be pressed has room for a finger; links within a sentence are as small as its words. */
export async function expectRoomForFingers(page: Page) {
  const tooSmall: string[] = [];
  for (const role of ROLES) {
    // All of a role at one moment: what says something in passing may go while one looks.
    const targets = await page.getByRole(role).evaluateAll(measure);
    for (const { width, height, name } of targets)
      if (Math.round(width) < FINGER || Math.round(height) < FINGER)
        tooSmall.push(`${role} "${name}": ${width} × ${height}`);
  }
  expect(tooSmall).toEqual([]);
}

/** Runs in the page. */
function measure(elements: Element[]) {
  const targets = elements.map((element) => {
    // A field's frame is the element around it.
    const frame = element instanceof HTMLInputElement && element.type !== 'checkbox' ? element.parentElement! : element;
    const { width, height } = frame.getBoundingClientRect();
    const inSentence = element.closest('p') !== null && element.matches('a');
    const seen = width > 1 && height > 1 && getComputedStyle(element).clipPath === 'none';
    // What only shows something, such as a box of a list in notes, cannot be pressed.
    const pressed = seen && !inSentence && !element.matches(':disabled');
    return { width, height, pressed, name: element.getAttribute('aria-label') ?? element.textContent };
  });
  return targets.filter(({ pressed }) => pressed);
}
