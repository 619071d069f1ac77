import type { APIRequestContext, Locator, Page } from '@playwright/test';
import type { Account } from './account.js';
import { totp } from './totp.js';

/** Turns the second factor on by the API, with an authenticator app. */
export async function turnOnByApp(request: APIRequestContext, url: string, { password }: Account) {
  const ask = async (path: string, data: object) => {
    const response = await request.post(`${url}/api/auth/second-factor/${path}`, { headers: { Origin: url }, data });
    if (!response.ok()) throw new Error(`${path} answered ${response.status()}: ${await response.text()}`);
    return response.json();
  };
  const { secret, recoveryCodes } = (await ask('set-up', { password })) as { secret: string; recoveryCodes: string[] };
  await ask('confirm', { code: totp(secret) });
  return { secret, recoveryCodes };
}

/** The second step, on its page or in the dialog over the page. */
export function secondStep(where: Page | Locator) {
  return {
    code: where.getByRole('textbox', { name: 'Code of your authenticator app' }),
    recoveryCode: where.getByRole('textbox', { name: 'Recovery code' }),
    useRecoveryCode: where.getByRole('button', { name: 'Use a recovery code' }),
    usePasskey: where.getByRole('button', { name: 'Use a passkey' }),
    trust: where.getByRole('checkbox', { name: 'Do not ask again in this browser for 30 days' }),
    submit: where.getByRole('button', { name: 'Sign in', exact: true }),
  };
}

export const secondStepHeading = (page: Page) => page.getByRole('heading', { level: 1, name: 'One more step' });
