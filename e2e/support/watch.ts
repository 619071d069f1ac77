import type { Page } from '@playwright/test';

/**
 * Keeps, in words, all that a page should not do from now on: break its policy, ask elsewhere, fail.
 * @param url the only origin it may ask
 */
export async function watch(page: Page, url: string): Promise<string[]> {
  const found: string[] = [];
  await page.exposeFunction('tellTheTest', (text: string) => found.push(text));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const { tellTheTest } = globalThis as unknown as { tellTheTest: (text: string) => void };
      tellTheTest(`policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  page.on('pageerror', (error) => found.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // The browser itself notes each answer that is not a success; those the tests bring about.
    const isAnswer = message.text().startsWith('Failed to load resource');
    const isBlocked = message.text() === 'Service Worker registration blocked by Playwright';
    if (['error', 'warning'].includes(message.type()) && !isAnswer && !isBlocked)
      found.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'data:' && origin !== url) found.push(`request to ${request.url()}`);
  });
  return found;
}
