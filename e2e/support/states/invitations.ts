import { LONG_ADDRESS, minutesAgo, offer, refusalOf, type State, type StateContext } from './state.js';

const PROVIDERS = [
  { id: 'oidc', name: 'The School of Somewhere Rather Far Away' },
  { id: 'github', name: 'GitHub' },
] as const;

async function openInvitation({ page, account }: StateContext) {
  offer(account, { signUp: 'invitation', providers: [...PROVIDERS] });
  await page.goto('/sign-up#invitation=abc');
}

/** Signing in and up by who may, and by accounts elsewhere. */
export const invitationStates: State[] = [
  {
    name: 'sign-in, with providers, and back from one',
    open: async ({ page, account }) => {
      offer(account, { providers: [...PROVIDERS], passkeys: true, signUp: 'invitation' });
      const words = 'The provider does not answer.';
      account.refuseNext(refusalOf('/sign-in/provider', 503, 'PROVIDER_UNAVAILABLE', words));
      await page.goto('/sign-in?error=PROVIDER_NOT_LINKED');
      await page.getByRole('button', { name: 'Continue with GitHub' }).click();
      await page.getByText(words).waitFor();
    },
  },
  {
    name: 'sign-up, the first one',
    open: async ({ page, account }) => {
      offer(account, { firstAccount: true });
      await page.goto('/sign-up');
      await page.getByText('Set-up: 1 of 2 checks needs attention.').waitFor();
    },
  },
  {
    name: 'sign-up, the first one, with the set-up code',
    open: async ({ page, account }) => {
      offer(account, { firstAccount: true, setupCodeNeeded: true });
      const fields = {
        setupCode: ['This is not the set-up code. npm run doctor shows it, and so does the log of the auth server.'],
      };
      account.refuseNext({ ...refusalOf('/sign-up/email', 422, 'VALIDATION_FAILED', 'Look again.'), fields });
      await page.goto('/sign-up');
      await page.getByRole('textbox', { name: 'Set-up code' }).fill('7K3M-90QX-AAAA-BBBB');
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada');
      await page.getByRole('textbox', { name: 'E-mail address' }).fill(LONG_ADDRESS);
      await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.getByText('This is not the set-up code.').waitFor();
    },
  },
  {
    name: 'sign-up, closed',
    open: async ({ page, account }) => {
      offer(account, { signUp: 'closed' });
      await page.goto('/sign-up');
      await page.getByRole('heading', { name: 'No new accounts' }).waitFor();
    },
  },
  {
    name: 'sign-up, by invitation',
    open: async ({ page, account }) => {
      offer(account, { signUp: 'invitation' });
      await page.goto('/sign-up');
      await page.getByRole('heading', { name: 'By invitation' }).waitFor();
    },
  },
  {
    name: 'sign-up, invited',
    open: async (context) => {
      const expiresAt = minutesAgo(-40_000);
      context.account.invitation = { email: LONG_ADDRESS, invitedBy: 'Grace', expiresAt };
      await openInvitation(context);
      await context.page.getByText('Grace invited you.').waitFor();
    },
  },
  {
    name: 'sign-up, invitation not good any more',
    open: async (context) => {
      await openInvitation(context);
      await context.page.getByRole('heading', { name: 'This invitation is no longer valid' }).waitFor();
    },
  },
];
