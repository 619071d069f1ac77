import { expect, type Page } from '@playwright/test';

/** That a page shows and keeps no secret: not this session's, and nothing that looks like one. */
export async function expectNoSecret(page: Page, token: string, userId: string): Promise<void> {
  const { cookie, stored, fields } = await page.evaluate(() => ({
    cookie: document.cookie,
    stored: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
    fields: Array.from(document.querySelectorAll('input, textarea'), (field) => (field as HTMLInputElement).value),
  }));
  expect(cookie).toBe('');
  expect(stored).not.toContain(token);
  // What is folded up or was visited last is kept by its id, which opens nothing.
  const withoutIds = stored
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '')
    .replaceAll(userId, '')
    // The name under which the router keeps how far pages were scrolled.
    .replaceAll(/"tsr-scroll-restoration-[\w.]+"/g, '');
  expect(withoutIds).not.toMatch(/token|session|eyJ|[A-Za-z0-9_-]{24,}/i);
  for (const shown of [await page.content(), ...fields]) expect(shown).not.toContain(token);
}
