import { expect, type Locator, type Page } from '@playwright/test';

/** Where on something, as parts of its width and height; the middle by default. */
export interface Spot {
  x?: number;
  y?: number;
  /** Pixels besides. */
  right?: number;
}

/** The place of a spot in the window, in pixels. */
export async function pointOf(target: Locator, { x = 0.5, y = 0.5, right = 0 }: Spot = {}) {
  const box = await target.boundingBox();
  if (!box) throw new Error('there is nothing to point at');
  return { x: box.x + box.width * x + right, y: box.y + box.height * y };
}

/** Until the page has drawn what came last: what is dragged over is looked for once a frame. */
export const untilDrawn = (page: Page) =>
  page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));

const isDragging = (page: Page) => page.evaluate(() => 'dragging' in document.documentElement.dataset);

/** Takes hold of something with the mouse until it is dragged; what drags is fetched a moment after the page. */
export async function pickUp(page: Page, held: Locator) {
  await held.hover();
  const { x, y } = await pointOf(held);
  await expect(async () => {
    await page.mouse.up();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y + 3);
    await page.mouse.move(x, y + 12);
    expect(await isDragging(page)).toBe(true);
  }).toPass({ intervals: [100], timeout: 60_000 });
  return { x, y };
}

/** Drags something with the mouse and holds it over a spot of something else. */
export async function dragOver(page: Page, held: Locator, target: Locator, spot: Spot = {}) {
  await pickUp(page, held);
  const { x, y } = await pointOf(target, spot);
  await page.mouse.move(x, y, { steps: 4 });
  await untilDrawn(page);
}

/** Drags something with the mouse and lets it go. */
export async function dragTo(page: Page, held: Locator, target: Locator, spot: Spot = {}) {
  await dragOver(page, held, target, spot);
  await page.mouse.up();
  await expect.poll(() => isDragging(page)).toBe(false);
}
