import type { Page } from '@playwright/test';
import { expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

async function chooseTheme(page: Page, name: 'Light' | 'Dark' | 'System') {
  await page.getByRole('button', { name: /^Theme/ }).click();
  await page.getByRole('menuitemradio', { name }).click();
  await page.keyboard.press('Escape');
}

test('the theme follows the system until one is chosen, which is kept', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const light = await paper(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => paper(page)).not.toBe(light);
  const dark = await paper(page);

  await chooseTheme(page, 'Light');
  await expect.poll(() => paper(page)).toBe(light);
  await page.reload();
  await expect.poll(() => paper(page)).toBe(light);
  await expect(page.getByRole('button', { name: 'Theme: Light' })).toBeVisible();

  await page.emulateMedia({ colorScheme: 'light' });
  await chooseTheme(page, 'Dark');
  await expect.poll(() => paper(page)).toBe(dark);
  await chooseTheme(page, 'System');
  await expect.poll(() => paper(page)).toBe(light);
  await page.reload();
  await expect.poll(() => paper(page)).toBe(light);
  await expect(page.getByRole('button', { name: 'Theme: System' })).toBeVisible();
});

test('a chosen theme is there before anything is drawn', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/sign-in');
  await chooseTheme(page, 'Dark');
  await page.addInitScript(() => {
    // The body is parsed after the head: nothing can have been painted before it exists.
    new MutationObserver((_records, observer) => {
      if (!document.body) return;
      observer.disconnect();
      Object.assign(globalThis, { themeAtFirst: document.documentElement.dataset.theme });
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await page.evaluate(() => (globalThis as unknown as { themeAtFirst?: string }).themeAtFirst)).toBe('dark');
});

test('the latch closes in a moment, and stands still for who wants no motion', async ({ page, todos }) => {
  const [todo] = await todos.add('Water the ferns');
  const app = new TodosPage(page);
  await app.open(`/inbox?todo=${todo?.id}`);
  const { latch } = app.panelOf('Water the ferns');
  await latch.waitFor();
  await expect.poll(() => longestMotion(page)).toBeGreaterThanOrEqual(0.1);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(() => longestMotion(page)).toBeLessThanOrEqual(0.01);
  await latch.click();
  await expect(latch).toBeChecked();
});

/** Seconds of the longest transition or animation of anything on the page. */
function longestMotion(page: Page): Promise<number> {
  return page.evaluate(() => {
    const seconds = (list: string) =>
      list.split(',').map((each) => parseFloat(each) * (each.includes('ms') ? 0.001 : 1));
    const styles = [...document.querySelectorAll('*')].map((element) => getComputedStyle(element));
    return Math.max(
      ...styles.flatMap(({ transitionDuration, animationDuration }) => [
        ...seconds(transitionDuration),
        ...seconds(animationDuration),
      ]),
    );
  });
}
