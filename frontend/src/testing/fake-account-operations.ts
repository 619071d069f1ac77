import { http, HttpResponse, type JsonBodyType } from 'msw';
import type { FakeAccount } from './fake-account-state';
import { refuseWith } from './fake-refusal';
import { secondFactorOperations } from './fake-second-factor';

type Work = (body: never, query: URLSearchParams) => JsonBodyType;
type On = (method: 'get' | 'post', path: string, work: Work) => ReturnType<typeof http.get>;

const done = { success: true };

/** What the fake auth server does. @see contracts/account.yaml */
export function accountHandlers(account: FakeAccount) {
  const on: On = (method, path, work) =>
    http[method](`*/api/auth${path}`, ({ request }) =>
      account.answer(request, (body) => work(body, new URL(request.url).searchParams)),
    );
  return [
    on('get', '/get-session', () => account.session),
    on('post', '/sign-in/email', () => account.signIn()),
    on('post', '/sign-up/email', () => account.signUp()),
    on('post', '/sign-out', () => account.signOut()),
    ...accountOperations(account, on),
    ...deviceOperations(account, on),
    ...secondFactorOperations(account),
  ];
}

function accountOperations(account: FakeAccount, on: On) {
  return [
    on('post', '/forget-cookies', () => done),
    on('get', '/options', () => account.options),
    on('get', '/setup', () => {
      if (!account.options.firstAccount) return refuseWith(404, 'NOT_FOUND', 'There is nothing here.');
      return { findings: [{ subject: 'clock', ok: true, says: 'The clocks agree.', set: null }] };
    }),
    // Together, as through a proxy that holds answers back.
    http.get('*/api/auth/setup/lines', () => new HttpResponse('first\nsecond\n')),
    on('get', '/linked-providers', () => ({ items: [] })),
    http.get('*/api/auth/outbox', ({ request }) =>
      account.answer(request, () => {
        const isRight = request.headers.get('x-latch-outbox-code') === account.outboxCode;
        return isRight ? { items: account.mails } : refuseWith(404, 'NOT_FOUND', 'There is nothing at this address.');
      }),
    ),
    on('post', '/request-password-reset', () => done),
    on('post', '/reset-password', () => done),
    on('post', '/send-verification-email', () => done),
    on('post', '/verify-email', () => ({ outcome: account.outcome })),
    on('post', '/invitation', () => {
      const message = 'This link was used already or is too old. Ask for a new one.';
      return account.invitation ?? refuseWith(410, 'LINK_NOT_VALID', message);
    }),
    on('get', '/account', () => {
      const { hasPassword, hasPasskey, administrator } = account;
      return { ...whoAsks(account), createdAt: '2026-11-01T09:00:00.000Z', hasPassword, hasPasskey, administrator };
    }),
    on('post', '/update-user', ({ name }: { name: string }) => {
      const { user } = whoAsks(account);
      account.session = { ...account.session!, user: { ...user, name } };
      return { user: account.session.user };
    }),
    on('post', '/change-password', () => endOthers(account)),
    on('post', '/confirm-password', () => {
      account.fresh = true;
      return done;
    }),
    on('post', '/change-email', () => {
      whoAsks(account);
      if (!account.fresh) refuseWith(403, 'FRESH_SESSION_NEEDED', 'Enter your password once more.');
      return done;
    }),
    on('post', '/delete-user', () => account.signOut()),
  ];
}

function deviceOperations(account: FakeAccount, on: On) {
  return [
    on('get', '/sessions', () => {
      whoAsks(account);
      return { items: account.devices };
    }),
    on('post', '/revoke-session', ({ id }: { id: string }) => {
      if (!account.devices.some((device) => device.id === id))
        refuseWith(404, 'SESSION_NOT_FOUND', 'This device is signed out already.');
      account.devices = account.devices.filter((device) => device.id !== id);
      return done;
    }),
    on('post', '/revoke-other-sessions', () => {
      const count = account.devices.filter(({ current }) => !current).length;
      endOthers(account);
      return { count };
    }),
    on('get', '/audit-log', (_body, query) => {
      const from = Number(query.get('cursor') ?? 0);
      const to = from + account.pageSize;
      return { items: account.events.slice(from, to), nextCursor: account.events.length > to ? String(to) : null };
    }),
  ];
}

function endOthers(account: FakeAccount): JsonBodyType {
  account.devices = account.devices.filter(({ current }) => current);
  return done;
}

function whoAsks(account: FakeAccount) {
  if (!account.session) return refuseWith(401, 'INVALID_SESSION', 'You are signed out. Sign in to go on.');
  return { user: account.session.user, emailVerified: account.emailVerified };
}
