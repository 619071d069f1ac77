import type { components } from '@latch/contracts/account';
import { http, type JsonBodyType } from 'msw';
import type { FakeAccount } from './fake-account-state';
import { refuseWith } from './fake-refusal';
import { server } from './server';
import { aMoment, anId } from './todo-builder';

type Schemas = components['schemas'];
type ListedUser = Schemas['ListedUser'];

const PAGE = 2;
const done = { success: true };

/** What an administrator looks after, in memory. */
export interface FakeAdministration {
  users: ListedUser[];
  invitations: Schemas['SentInvitation'][];
  events: Schemas['AdminAuditLog']['items'];
  /** Whether there is a mail server to send invitations. */
  sendsMail: boolean;
}

/** Lets the fake auth server be administrated, as long as its account is an administrator's. */
export function serveAdministration(account: FakeAccount): FakeAdministration {
  const all: FakeAdministration = { users: [], invitations: [], events: [], sendsMail: true };
  account.administrator = true;
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
  server.use(
    on('get', 'users', (_body, query) => page(all.users, query)),
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
    on('get', 'audit-log', (_body, query) => page(all.events, query)),
  );
  return all;
}

function page<Item extends JsonBodyType>(items: readonly Item[], query: URLSearchParams) {
  const from = Number(query.get('cursor') ?? 0);
  const nextCursor = items.length > from + PAGE ? String(from + PAGE) : null;
  return { items: items.slice(from, from + PAGE), nextCursor };
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
