import type { Page } from '@playwright/test';

/** Lets the auth server answer a path in this way, whatever it would have said. */
export async function answer(page: Page, path: string, json: unknown, status = 200) {
  await page.route(`**/api/auth/${path}`, (route) => route.fulfill({ status, json }));
}

export const refusal = (error_code: string, message: string) => ({ error_code, message, detail: null });

/** As where mails are kept in the outbox, and addresses confirmed first. */
export const keepMails = (page: Page) => offer(page, { mail: 'outbox', confirmsEmail: true });

/** What there is, with no providers and no passkeys unless they are named. */
export const offer = (page: Page, options: object) =>
  answer(page, 'options', {
    mail: 'smtp',
    confirmsEmail: false,
    signUp: 'open',
    providers: [],
    passkeys: false,
    ...options,
  });
