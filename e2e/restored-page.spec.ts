import { signInHeading } from './support/account-forms.js';
import { endSessionBehindItsBack } from './support/account.js';
import { expect, test as base } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

/**
 * Playwright switches the back/forward cache off, and the headless shell has none; people have it. A browser of its own needs
 * no stack of its own.
 */
const test = base.extend({
  context: async (
    { playwright, launchOptions, contextOptions, baseURL, extraHTTPHeaders, userAgent, viewport },
    use,
  ) => {
    const browser = await playwright.chromium.launch({
      ...launchOptions,
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
    await use(await browser.newContext({ ...contextOptions, baseURL, extraHTTPHeaders, userAgent, viewport }));
    await browser.close();
  },
});

for (const how of ['in another tab', 'on the server alone'] as const) {
  test(`a page restored after signing out ${how} shows nothing of what it showed`, async ({
    page,
    context,
    stack,
    todos,
  }) => {
    await todos.add('Private matter');
    const app = new TodosPage(page);
    await app.open();
    await expect(app.latch('Private matter')).toBeVisible();
    // Hears that the page is restored right after the app has heard it, and notes whether anything can be seen then.
    await page.evaluate(() =>
      addEventListener('pageshow', ({ persisted }) => {
        if (persisted) sessionStorage.setItem('shown', String(document.body.checkVisibility()));
      }),
    );
    await page.goto('/robots.txt');
    if (how === 'on the server alone') await endSessionBehindItsBack(context, stack.url);
    else {
      const other = new TodosPage(await context.newPage());
      await other.open();
      await other.accountButton.click();
      await other.signOutItem.click();
      await expect(signInHeading(other.page)).toBeVisible();
    }
    await page.goBack({ waitUntil: 'commit' });
    await expect(signInHeading(page)).toBeVisible();
    await expect(page.getByText('Private matter')).toHaveCount(0);
    const shown = await page.evaluate(() => sessionStorage.getItem('shown'));
    // One that hears the news of another tab is not kept by the browser at all.
    expect(shown).toBe(how === 'on the server alone' ? 'false' : null);
  });
}
