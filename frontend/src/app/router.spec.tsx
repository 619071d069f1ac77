import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { syncedReplica } from '../replica/synced-replica';
import { keepNotes } from '../model/todos/kept-notes';
import { ApiError } from '../shared/api/errors';
import { asMyself } from '../shared/api/fresh-session';
import { createQueryClient } from '../shared/api/query-client';
import { ada, serveAccount } from '../testing/fake-account';
import { renderApp } from '../testing/render';
import { serveLatch } from '../testing/server';
import { aTodo } from '../testing/todo-builder';
import { createAppRouter } from './router';

/** Opens the app at a path, counting how often the address changed. */
function open(path: string) {
  const client = createQueryClient();
  const history = createMemoryHistory({ initialEntries: [path] });
  const visited = [path];
  history.subscribe(({ location }) => visited.push(location.href));
  const router = createAppRouter(client, history);
  return { router, visited, ...renderApp(<RouterProvider router={router} />, client) };
}
/** React and the router report to the console what an error page is about to show. */
function expectReports(): void {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
}
const heading = (name: string) => screen.findByRole('heading', { level: 1, name });

describe('who is signed in', () => {
  it.each(['/', '/dashboard', '/dashboard?status=all'])('goes from %s to the Inbox', async (path) => {
    serveAccount(ada);
    serveLatch();
    const { visited } = open(path);
    await heading('Inbox');
    expect(visited.at(-1)).toBe('/inbox');
  });

  it('leaves /sign-in for where it was meant to lead, asking once', async () => {
    const account = serveAccount(ada);
    serveLatch();
    const { visited } = open('/sign-in?next=%2Fcompleted%3Fa%3D1');
    await heading('Completed');
    expect(visited).toEqual(['/sign-in?next=%2Fcompleted%3Fa%3D1', '/completed?a=1']);
    expect(account.asked).toBe(1);
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example'])('is never led to %s', async (next) => {
    serveAccount(ada);
    serveLatch();
    const { visited } = open(`/sign-up?next=${encodeURIComponent(next)}`);
    await heading('Inbox');
    expect(visited.at(-1)).toBe('/inbox');
  });

  it('leads from the address of a todo to its project, with the todo open', async () => {
    serveAccount(ada);
    const todo = aTodo({ title: 'Water the ferns' });
    serveLatch(todo);
    const { visited } = open(`/todos/${todo.id}`);
    await heading('Inbox');
    expect(visited.at(-1)).toBe(`/inbox?todo=${todo.id}`);
    expect(await screen.findByRole('complementary', { name: 'Todo: Water the ferns' })).toBeInTheDocument();
  });

  it.each(['/todos/0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d99', '/projects/0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d99'])(
    'says that nothing is at %s, and where to look',
    async (path) => {
      expectReports();
      serveAccount(ada);
      serveLatch();
      open(path);
      expect(await screen.findByRole('heading', { level: 1, name: /Page not found|not here/ })).toBeVisible();
    },
  );

  it('finds nothing at an unknown address', async () => {
    serveAccount(ada);
    open('/nowhere');
    await heading('Page not found');
  });
});

describe('who is signed out', () => {
  it('is sent from a page to the sign-in page once, and back after signing in', async () => {
    serveAccount(null);
    serveLatch();
    const { visited, user } = open('/trash?a=1');
    await heading('Welcome back');
    expect(visited.at(-1)).toBe('/sign-in?next=%2Ftrash%3Fa%3D1');
    await user.type(screen.getByLabelText('E-mail address'), 'ada@example.com');
    await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
    await heading('Trash');
    expect(visited.at(-1)).toBe('/trash?a=1');
    expect(visited).toHaveLength(3);
  });

  it('takes the way back along to the sign-up page', async () => {
    serveAccount(null);
    const { user, visited } = open('/sign-in?next=%2Finbox%3Fa%3D1');
    await user.click(await screen.findByRole('link', { name: 'Create an account' }));
    await heading('Create your account');
    expect(visited.at(-1)).toBe('/sign-up?next=%2Finbox%3Fa%3D1');
  });
});

describe.each(['/inbox', '/sign-in', '/sign-up'])('an outage at %s', (path) => {
  it('is a page of its own and no redirect, and passes when it is over', async () => {
    expectReports();
    const account = serveAccount(null);
    account.mood = 'unavailable';
    const { user, visited } = open(path);
    await heading('Latch does not answer just now');
    expect(visited).toEqual([path]);
    account.mood = 'well';
    account.session = ada;
    serveLatch();
    await user.click(screen.getByRole('button', { name: 'Try again now' }));
    await heading('Inbox');
  });
});

describe('what nobody foresaw', () => {
  it('is an error page that signs nobody out', async () => {
    expectReports();
    serveAccount(ada).mood = 'broken';
    const { visited } = open('/inbox');
    await heading('This page did not open');
    expect(visited).toEqual(['/inbox']);
  });
});

describe('signing out', () => {
  async function signOut() {
    const account = serveAccount(ada);
    serveLatch();
    const page = open('/inbox');
    await heading('Inbox');
    await page.user.click(screen.getByRole('button', { name: 'Account: Ada' }));
    return {
      account,
      ...page,
      press: async () => page.user.click(await screen.findByRole('menuitem', { name: 'Sign out' })),
    };
  }

  it('forgets everything that was loaded', async () => {
    const { account, client, press } = await signOut();
    await press();
    await heading('Welcome back');
    expect(
      client
        .getQueryCache()
        .findAll()
        .map(({ queryKey, state }) => [queryKey[0], state.data]),
      // What this Latch offers is nobody's.
    ).toEqual([
      ['options', account.options],
      ['session', null],
    ]);
  });

  it('asks first where notes would be lost that were never saved, and leaves none behind', async () => {
    const { press, user } = await signOut();
    keepNotes(ada.user.id, aTodo().id, 'The code of the safe', '');
    await press();
    const question = within(await screen.findByRole('alertdialog', { name: 'Sign out without saving?' }));
    expect(question.getByText('Your notes are not saved yet, and would be lost.')).toBeVisible();
    await user.click(question.getByRole('button', { name: 'Sign out anyway' }));
    await heading('Welcome back');
    await waitFor(() => expect(Object.values(localStorage).join()).not.toContain('The code of the safe'));
  });

  it('leads to what waits for the person, and signs nobody out then', async () => {
    const { account, press, user, client, visited } = await signOut();
    const { refused } = syncedReplica(client, ada.user.id).keptChanges;
    const change = {
      id: 'one',
      made: ['clear'],
      written: [],
      did: '',
      fails: 'Nothing was cleared',
      about: [],
    } as const;
    const subject = { table: 'todos', id: '', title: '' } as const;
    act(
      () =>
        void refused.add({
          id: 'one',
          change: { ...change, undoable: true },
          subject,
          at: '2026-11-20T09:00:00.000Z',
          reason: 'No.',
        }),
    );
    await press();
    const question = within(await screen.findByRole('alertdialog', { name: 'Sign out without saving?' }));
    expect(question.getByText('1 change is not saved yet, and would be lost.')).toBeVisible();
    await user.click(question.getByRole('button', { name: 'Decide in Needs you' }));
    await heading('Needs you');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect([visited.at(-1), account.session]).toEqual(['/needs-you', ada]);
  });

  it('takes along what was said of the things of that person', async () => {
    const { account, press, user } = await signOut();
    account.mood = 'unavailable';
    await press();
    await screen.findByText('You are still signed in.');
    account.mood = 'well';
    await user.click(screen.getByRole('button', { name: 'Account: Ada' }));
    await press();
    await heading('Welcome back');
    await waitFor(() => expect(screen.queryByText('You are still signed in.')).not.toBeInTheDocument());
  });

  it('asks first in the settings as well', async () => {
    const account = serveAccount(ada);
    account.hasPassword = false;
    serveLatch();
    const { user } = open('/settings/account');
    await heading('Settings');
    keepNotes(ada.user.id, aTodo().id, 'The code of the safe', '');
    const stale = new ApiError(403, {
      error_code: 'FRESH_SESSION_NEEDED',
      message: 'Show that it is you.',
      detail: null,
    });
    void asMyself(ada.user.id, () => Promise.reject(stale)).catch(() => {});
    await user.click(await screen.findByRole('button', { name: 'Sign out and in again' }));
    expect(await screen.findByRole('alertdialog', { name: 'Sign out without saving?' })).toBeVisible();
  });

  it('says when it did not work, and stays', async () => {
    const { account, visited, press } = await signOut();
    account.mood = 'unavailable';
    await press();
    expect(await screen.findByText('You are still signed in.')).toBeInTheDocument();
    await act(async () => {});
    expect(visited.at(-1)).toBe('/inbox');
  });
});
