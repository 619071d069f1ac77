import { anAuditEvent } from '../../../frontend/src/testing/device-builder.js';
import { aListedUser, anInvitation } from '../../../frontend/src/testing/fake-administration-operations.js';
import { answerWith } from '../page-test.js';
import { LONG_ADDRESS, minutesAgo, offer, refusalOf, type State, type StateContext } from './state.js';

const known = { createdAt: minutesAgo(9000), lastSeenAt: minutesAgo(12) };
const GRACE = aListedUser({ ...known, disabled: true, lastSeenAt: null });
const USERS = [
  aListedUser({ ...known, name: 'Ada', email: 'ada@example.com', administrator: true, secondFactor: true }),
  GRACE,
  aListedUser({ ...known, name: null, email: LONG_ADDRESS, emailVerified: false }),
  aListedUser({ ...known, name: 'Linus' }),
];
const INVITATION = anInvitation({ email: LONG_ADDRESS, createdAt: minutesAgo(3), expiresAt: minutesAgo(-9000) });
const user = { id: GRACE.id, name: 'Grace', email: 'grace@example.com' };
const EVENTS = [
  { ...anAuditEvent({ event: 'account-disabled', detail: 'By Ada (ada@example.com)' }), user },
  { ...anAuditEvent({ event: 'sign-in-failed', address: null, browser: null, system: null }), user: null },
  { ...anAuditEvent({ event: 'invited', detail: LONG_ADDRESS }), user },
  { ...anAuditEvent(), user },
].map((event, at) => ({ ...event, at: minutesAgo(2000 + at * 400) }));

async function openPeople({ page, account, servers: { administration } }: StateContext) {
  offer(account, { mail: 'none' });
  account.pageSize = USERS.length - 1;
  Object.assign(administration, { users: USERS, invitations: [INVITATION], events: EVENTS });
  await page.goto('/settings/people');
}

async function openAsAdministrator(context: StateContext) {
  context.account.administrator = true;
  await openPeople(context);
}

/** What an administrator comes across, and linked accounts. */
export const peopleStates: State[] = [
  {
    name: 'people',
    open: async (context) => {
      const { page } = context;
      await openAsAdministrator(context);
      for (const name of ['People', 'Open invitations', 'Activity'])
        await page.getByRole('list', { name, exact: true }).waitFor();
    },
  },
  {
    name: 'people, invited by a link',
    open: async (context) => {
      const { page } = context;
      const link = `http://localhost:3000/sign-up#invitation=${'a1B2'.repeat(11)}`;
      await answerWith(page, 'admin/invite', { invitation: INVITATION, link });
      await openAsAdministrator(context);
      await page.getByRole('textbox', { name: 'E-mail address' }).fill(LONG_ADDRESS);
      await page.getByRole('button', { name: 'Invite' }).click();
      await page.getByRole('button', { name: 'Copy link' }).waitFor();
    },
  },
  {
    name: 'people, what to do about somebody',
    open: async (context) => {
      const { page } = context;
      await openAsAdministrator(context);
      await page.getByRole('button', { name: 'Actions for Grace' }).click();
      await page.getByRole('menuitem', { name: 'Enable account' }).waitFor();
    },
  },
  {
    name: 'people, make an administrator?',
    open: async (context) => {
      const { page } = context;
      await openAsAdministrator(context);
      await page.getByRole('button', { name: 'Actions for Grace' }).click();
      await page.getByRole('menuitem', { name: 'Make administrator' }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'people, refused',
    open: async (context) => {
      const { page } = context;
      const words = 'Only administrators may do that.';
      context.account.refuseNext(refusalOf('/admin/revoke-invitation', 403, 'ADMINISTRATOR_NEEDED', words));
      await openAsAdministrator(context);
      await page.getByRole('button', { name: /^Revoke/ }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'people, for administrators',
    open: async (context) => {
      const { page } = context;
      await openPeople(context);
      await page.getByText('For administrators').waitFor();
    },
  },
  {
    name: 'linked accounts',
    open: async ({ page, account, servers }) => {
      const oidc = { id: 'oidc', name: 'The School of Somewhere Rather Far Away' } as const;
      offer(account, { providers: [oidc, { id: 'github', name: 'GitHub' }] });
      servers.linked.items = [{ provider: oidc.id, name: oidc.name, linkedAt: minutesAgo(9000) }];
      const words = 'This is the only way to sign in to your account. Set a password first.';
      account.refuseNext(refusalOf('/unlink-provider', 409, 'LAST_WAY_IN', words));
      await page.goto('/settings/security');
      await page.getByRole('button', { name: /^Unlink/ }).click();
      await page.getByText(words).waitFor();
    },
  },
];
