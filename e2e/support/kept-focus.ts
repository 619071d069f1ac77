import { type Browser, type BrowserContext, expect, type Page, type TestInfo } from '@playwright/test';

interface FocusWatch {
  /** What had the focus before it fell to the body; undefined where it did not. */
  lost: () => string | undefined;
}

/**
 * Keeps an eye on where the focus is in all pages of a context. On the body it is lost: a keyboard starts over, and a
 * screen reader says nothing. Meant is that only on a page on which nothing had the focus yet, as one that was just
 * loaded, and where the person pressed beside everything.
 */
export async function watchFocus(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    if (globalThis.top !== globalThis.window) return;
    let last: Element | undefined;
    const isOnBody = () => !document.activeElement || document.activeElement === document.body;
    const forget = () => {
      if (isOnBody()) last = undefined;
    };
    addEventListener('focusin', ({ target }) => (last = target as Element), true);
    // The browser has moved the focus by the time the pointer is lifted.
    for (const lifted of ['mouseup', 'touchend']) addEventListener(lifted, forget, true);
    const watch: FocusWatch = { lost: () => (last && isOnBody() ? last.outerHTML.slice(0, 200) : undefined) };
    Object.assign(globalThis, { focusWatch: watch });
  });
}

/**
 * That no page lost the focus by the end of a test that went well; asked until it is so, as a window that closes gives it
 * back in its time.
 */
export async function expectKeptFocus(browser: Browser, { status }: TestInfo): Promise<void> {
  if (status !== 'passed') return;
  for (const page of browser.contexts().flatMap((context) => context.pages())) {
    await expect
      .poll(() => focusLostIn(page), `the focus of ${page.url()} fell to the body; before it was on`)
      .toBeUndefined();
  }
}

/** What had the focus before it was lost. Nothing where there is no page, or another one is on its way. */
export function focusLostIn(page: Page): Promise<string | undefined> {
  return page
    .evaluate(() => (globalThis as { focusWatch?: FocusWatch }).focusWatch?.lost())
    .catch((): undefined => undefined);
}
