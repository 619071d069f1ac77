import { aDevice, anAuditEvent } from '../../../frontend/src/testing/device-builder.js';
import { aPasskey, type FakeSecondFactor } from '../../../frontend/src/testing/fake-second-factor-state.js';
import { signInForm } from '../account-forms.js';
import { secondStep } from '../second-factor.js';
import { minutesAgo, refusalOf, type State, type StateContext } from './state.js';

const RECOVERY_CODES = ['a2b3c', 'd4e5f', 'g6h7i', 'j8k9l', 'm2n3o', 'p4q5r', 's6t7u', 'v8w9x', 'y2z3a', 'b4c5d'].map(
  (half, at, halves) => `${half}-${halves[(at + 3) % halves.length]}`,
);
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW';
const ON = { enabled: true, authenticator: true, passkeys: 2, recoveryCodesLeft: 2, trustedBrowsers: 2 };
const monthsAgo = (months: number) => minutesAgo(months * 30 * 24 * 60);
const PASSKEYS = [
  aPasskey({ name: 'Chrome on Android', createdAt: monthsAgo(0) }),
  aPasskey({
    name: 'A-security-key-with-a-name-that-is-as-long-as-it-may-be-and-then-some',
    createdAt: monthsAgo(5),
    synced: false,
  }),
];

async function askForSecondStep({ page, account }: StateContext, asks: FakeSecondFactor['asks']) {
  account.secondFactor.asks = asks;
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
    open: async (context) => {
      const { page } = context;
      await askForSecondStep(context, ['totp', 'passkey', 'recovery-code']);
      await secondStep(page).code.waitFor();
    },
  },
  {
    name: 'second step, recovery code refused',
    open: async (context) => {
      const { page, account } = context;
      const fields = { code: ['This is none of your recovery codes, or it was used already.'] };
      account.refuseNext({ ...refusalOf('/sign-in/second-factor', 422, 'VALIDATION_FAILED', 'Look again.'), fields });
      await askForSecondStep(context, ['passkey', 'recovery-code']);
      await secondStep(page).useRecoveryCode.click();
      await secondStep(page).recoveryCode.fill('a2b3c-d4e5f');
      await secondStep(page).submit.click();
      await page.getByText('none of your recovery codes').waitFor();
    },
  },
  {
    name: 'sign-in, begun anew',
    open: async (context) => {
      const { page, account } = context;
      account.refuseNext(refusalOf('/sign-in/second-factor', 401, 'SIGN_IN_EXPIRED', 'That took too long.'));
      await askForSecondStep(context, ['totp', 'recovery-code']);
      await secondStep(page).code.fill('123456');
      await secondStep(page).submit.click();
      await page.getByText('Sign in once more.').waitFor();
    },
  },
];

async function openSecurity({ page, account }: StateContext) {
  account.devices = [aDevice({ current: true, createdAt: monthsAgo(1), lastSeenAt: minutesAgo(0) })];
  account.events = [anAuditEvent({ event: 'signed-up', at: monthsAgo(1) })];
  account.hasPasskey = true;
  Object.assign(account.secondFactor, { passkeys: PASSKEYS, secret: SECRET, recoveryCodes: RECOVERY_CODES });
  await page.goto('/settings/security');
  await page.getByRole('list', { name: 'Your passkeys' }).waitFor();
  await page.getByRole('list', { name: 'Activity' }).waitFor();
}

function openSecurityWhenOn(context: StateContext) {
  context.account.secondFactor.state = ON;
  return openSecurity(context);
}

function openSecurityWithoutPassword(context: StateContext) {
  context.account.hasPassword = false;
  return openSecurity(context);
}

async function connectApp(context: StateContext) {
  const { page } = context;
  await openSecurity(context);
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  await page.getByLabel('Your password').fill('correct horse');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('dialog', { name: 'Connect your app' }).waitFor();
  await page.getByText('QR code for your authenticator app').waitFor();
}

/** Two-step sign-in and passkeys among the settings. */
export const secondFactorStates: State[] = [
  { name: 'two-step sign-in, off', open: openSecurity },
  {
    name: 'two-step sign-in, on',
    open: async (context) => {
      const { page } = context;
      await openSecurityWhenOn(context);
      await page.getByText('Only 2 recovery codes are left.').waitFor();
    },
  },
  {
    name: 'two-step sign-in, password refused',
    open: async (context) => {
      const { page } = context;
      await openSecurityWhenOn(context);
      await page.getByRole('button', { name: 'Turn off…' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click();
      await page.getByText('Enter your password.').waitFor();
    },
  },
  { name: 'connect your app', open: connectApp },
  {
    name: 'keep your recovery codes',
    open: async (context) => {
      const { page } = context;
      await connectApp(context);
      await secondStep(page).code.fill('123456');
      await page.getByRole('button', { name: 'Turn on' }).click();
      await page.getByRole('list', { name: 'Recovery codes' }).waitFor();
    },
  },
  {
    name: 'no password yet, naming a passkey',
    open: async (context) => {
      const { page } = context;
      await openSecurityWithoutPassword(context);
      await page.getByRole('button', { name: 'Set a password' }).waitFor();
      await page.getByRole('button', { name: 'Add a passkey' }).click();
      await page.getByRole('textbox', { name: 'Name of the passkey' }).fill('');
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByText('Give the passkey a name.').waitFor();
    },
  },
  {
    name: 'renaming a passkey',
    open: async (context) => {
      const { page } = context;
      await openSecurity(context);
      await page.getByRole('button', { name: 'Rename Chrome on Android' }).click();
      await page.getByRole('textbox', { name: 'Name of the passkey' }).waitFor();
    },
  },
  {
    name: 'is it you? without a password',
    open: async (context) => {
      const { page } = context;
      context.account.fresh = false;
      await openSecurityWithoutPassword(context);
      await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Use a passkey' }).waitFor();
    },
  },
];
