import type { Page } from '@playwright/test';
import { signInForm } from '../account-forms.js';
import { secondStep } from '../second-factor.js';
import { answer, refusal } from './answers.js';
import type { State } from './state.js';

const RECOVERY_CODES = ['a2b3c', 'd4e5f', 'g6h7i', 'j8k9l', 'm2n3o', 'p4q5r', 's6t7u', 'v8w9x', 'y2z3a', 'b4c5d'].map(
  (half, at, halves) => `${half}-${halves[(at + 3) % halves.length]}`,
);
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW';
const OFF = { enabled: false, authenticator: false, passkeys: 2, recoveryCodesLeft: 0, trustedBrowsers: 0 };
const ON = { enabled: true, authenticator: true, passkeys: 2, recoveryCodesLeft: 2, trustedBrowsers: 2 };
const monthsAgo = (months: number) => new Date(Date.now() - months * 30 * 86_400_000).toISOString();
const PASSKEYS = [
  { id: 'one', name: 'Chrome on Android', createdAt: monthsAgo(0), synced: true },
  {
    id: 'two',
    name: 'A-security-key-with-a-name-that-is-as-long-as-it-may-be-and-then-some',
    createdAt: monthsAgo(5),
    synced: false,
  },
];

async function askForSecondStep(page: Page, secondFactor: string[]) {
  await answer(page, 'sign-in/email', { user: null, secondFactor });
  await page.goto('/sign-in');
  await signInForm(page).email.fill('ada@example.com');
  await signInForm(page).password.fill('correct horse');
  await signInForm(page).submit.click();
  await page.getByRole('heading', { level: 1, name: 'One more step' }).waitFor();
}

/** What somebody comes across at the second step of a sign-in. */
export const secondStepStates: State[] = [
  {
    name: 'second step, a code',
    open: async ({ page }) => {
      await askForSecondStep(page, ['totp', 'passkey', 'recovery-code']);
      await secondStep(page).code.waitFor();
    },
  },
  {
    name: 'second step, recovery code refused',
    open: async ({ page }) => {
      const fields = { code: ['This is none of your recovery codes, or it was used already.'] };
      await answer(page, 'sign-in/second-factor', { ...refusal('VALIDATION_FAILED', 'Look again.'), fields }, 422);
      await askForSecondStep(page, ['passkey', 'recovery-code']);
      await secondStep(page).useRecoveryCode.click();
      await secondStep(page).recoveryCode.fill('a2b3c-d4e5f');
      await secondStep(page).submit.click();
      await page.getByText('none of your recovery codes').waitFor();
    },
  },
  {
    name: 'sign-in, begun anew',
    open: async ({ page }) => {
      await answer(page, 'sign-in/second-factor', refusal('SIGN_IN_EXPIRED', 'That took too long.'), 401);
      await askForSecondStep(page, ['totp', 'recovery-code']);
      await secondStep(page).code.fill('123456');
      await secondStep(page).submit.click();
      await page.getByText('Sign in once more.').waitFor();
    },
  },
];

interface Kept {
  secondFactor?: object;
  hasPassword?: boolean;
}

async function openSecurity(page: Page, { secondFactor = OFF, hasPassword = true }: Kept = {}) {
  const user = { id: 'ada', email: 'ada@example.com', name: 'Ada' };
  const more = { emailVerified: true, createdAt: monthsAgo(9), hasPassword, hasPasskey: true, administrator: false };
  await answer(page, 'account', { user, ...more });
  await answer(page, 'second-factor', secondFactor);
  await answer(page, 'passkeys', { items: PASSKEYS });
  await answer(page, 'second-factor/set-up', {
    uri: `otpauth://totp/Latch:ada%40example.com?secret=${SECRET}&issuer=Latch&digits=6&period=30`,
    secret: SECRET,
    recoveryCodes: RECOVERY_CODES,
  });
  await answer(page, 'second-factor/confirm', { success: true });
  await page.goto('/settings/security');
  await page.getByRole('list', { name: 'Your passkeys' }).waitFor();
  await page.getByRole('list', { name: 'What happened' }).waitFor();
}

async function connectApp(page: Page) {
  await openSecurity(page);
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  await page.getByLabel('Your password').fill('correct horse');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('dialog', { name: 'Connect your app' }).waitFor();
  await page.getByText('QR code for your authenticator app').waitFor();
}

/** Two-step sign-in and passkeys among the settings. */
export const secondFactorStates: State[] = [
  { name: 'two-step sign-in, off', open: ({ page }) => openSecurity(page) },
  {
    name: 'two-step sign-in, on',
    open: async ({ page }) => {
      await openSecurity(page, { secondFactor: ON });
      await page.getByText('Only 2 recovery codes are left.').waitFor();
    },
  },
  {
    name: 'two-step sign-in, password refused',
    open: async ({ page }) => {
      await openSecurity(page, { secondFactor: ON });
      await page.getByRole('button', { name: 'Turn off…' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click();
      await page.getByText('Enter your password.').waitFor();
    },
  },
  { name: 'connect your app', open: ({ page }) => connectApp(page) },
  {
    name: 'keep your recovery codes',
    open: async ({ page }) => {
      await connectApp(page);
      await secondStep(page).code.fill('123456');
      await page.getByRole('button', { name: 'Turn on' }).click();
      await page.getByRole('list', { name: 'Recovery codes' }).waitFor();
    },
  },
  {
    name: 'no password yet, naming a passkey',
    open: async ({ page }) => {
      await openSecurity(page, { hasPassword: false });
      await page.getByRole('button', { name: 'Set a password' }).waitFor();
      await page.getByRole('button', { name: 'Add a passkey' }).click();
      await page.getByRole('textbox', { name: 'Name of the passkey' }).fill('');
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByText('Give the passkey a name.').waitFor();
    },
  },
  {
    name: 'renaming a passkey',
    open: async ({ page }) => {
      await openSecurity(page);
      await page.getByRole('button', { name: 'Rename Chrome on Android' }).click();
      await page.getByRole('textbox', { name: 'Name of the passkey' }).waitFor();
    },
  },
  {
    name: 'is it you? without a password',
    open: async ({ page }) => {
      const words = refusal('FRESH_SESSION_NEEDED', 'Show once more that it is you.');
      await openSecurity(page, { hasPassword: false });
      await answer(page, 'second-factor/set-up', words, 403);
      await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Use a passkey' }).waitFor();
    },
  },
];
