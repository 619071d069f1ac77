import type { components } from '@latch/contracts/account';
import { http, type JsonBodyType } from 'msw';
import type { FakeAccount } from './fake-account-state';
import { refuseWith } from './fake-refusal';
import { aMoment, anId } from './todo-builder';

type Schemas = components['schemas'];
type ListedUser = Schemas['ListedUser'];

const done = { success: true };

/** What an administrator looks after, in memory. */
export class FakeAdministration {
  users: ListedUser[] = [];
  invitations: Schemas['SentInvitation'][] = [];
  events: Schemas['AdminAuditLog']['items'] = [];
  /** Whether there is a mail server to send invitations. */
  sendsMail = true;
}

/** What the fake auth server does for administrators, as long as its account is one's. */
export function administrationHandlers(account: FakeAccount, all: FakeAdministration) {
  const on = (method: 'get' | 'post', path: string, work: (body: never, query: URLSearchParams) => JsonBodyType) =>
    http[method](`*/api/auth/admin/${path}`, ({ request }) =>
      account.answer(request, (body) => {
        if (!account.administrator) refuseWith(403, 'ADMINISTRATOR_NEEDED', 'Only administrators may do that.');
        return work(body, new URL(request.url).searchParams);
      }),
    );
  const change = (id: string, changed: Partial<ListedUser>) => {
    all.users = all.users.map((user) => (user.id === id ? { ...user, ...changed } : user));
    return done;
  };
  return [
    on('get', 'users', (_body, query) => page(all.users, account.pageSize, query)),
    on('post', 'disable-user', ({ id }: { id: string }) => change(id, { disabled: true })),
    on('post', 'enable-user', ({ id }: { id: string }) => change(id, { disabled: false })),
    on('post', 'set-administrator', ({ id, administrator }: Schemas['SetAdministrator']) =>
      change(id, { administrator }),
    ),
    on('get', 'invitations', () => ({ items: all.invitations })),
    on('post', 'invite', ({ email }: { email: string }) => {
      const invitation = anInvitation({ email });
      all.invitations = [invitation, ...all.invitations];
      return { invitation, link: all.sendsMail ? null : `http://localhost:3000/sign-up#invitation=${invitation.id}` };
    }),
    on('post', 'revoke-invitation', ({ id }: { id: string }) => {
      all.invitations = all.invitations.filter((one) => one.id !== id);
      return done;
    }),
    on('get', 'audit-log', (_body, query) => page(all.events, account.pageSize, query)),
  ];
}

function page<Item extends JsonBodyType>(items: readonly Item[], size: number, query: URLSearchParams) {
  const from = Number(query.get('cursor') ?? 0);
  const nextCursor = items.length > from + size ? String(from + size) : null;
  return { items: items.slice(from, from + size), nextCursor };
}

/** An account with everything in it; a test names only what matters to it. */
export function aListedUser(overrides: Partial<ListedUser> = {}): ListedUser {
  return {
    id: anId(),
    name: 'Grace',
    email: 'grace@example.com',
    emailVerified: true,
    administrator: false,
    disabled: false,
    secondFactor: false,
    createdAt: aMoment(),
    lastSeenAt: null,
    ...overrides,
  };
}

/** An invitation that waits. */
export function anInvitation(overrides: Partial<Schemas['SentInvitation']> = {}): Schemas['SentInvitation'] {
  return {
    id: anId(),
    email: 'linus@example.com',
    invitedBy: 'Ada',
    createdAt: aMoment(),
    expiresAt: '2026-12-28T09:00:00.000Z',
    ...overrides,
  };
}
