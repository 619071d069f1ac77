import type { Page } from '@playwright/test';
import type { FakeAccount } from '../../../frontend/src/testing/fake-account-state.js';
import type { FakeLatch } from '../../../frontend/src/testing/fake-latch.js';
import type { FakeServers } from '../../../frontend/src/testing/fake-servers.js';

/** What a state is made with. */
export interface StateContext {
  page: Page;
  url: string;
  servers: FakeServers;
  /** Of the servers: the backend, and the auth server. */
  latch: FakeLatch;
  account: FakeAccount;
}

/** A page in a state that a person comes across. */
export interface PageState {
  name: string;
  signedIn: boolean;
  open: (context: StateContext) => Promise<void>;
  /** What the program itself reports there, meant as it is. */
  reports?: string;
  /** Whether there is such a state in a narrow window alone. */
  narrowAlone?: boolean;
}

export type State = Omit<PageState, 'signedIn'>;

/** For a request that hangs until the page is closed. */
export const neverAnswer = () => {};

/** A refusal as the auth server words it, of the next change sent to a path. */
export const refusalOf = (path: string, status: number, error_code: string, message: string) => ({
  path,
  status,
  error_code,
  message,
});

/** As where mails are kept in the outbox, and addresses confirmed first. */
export const keepMails = (account: FakeAccount) => offer(account, { mail: 'outbox', confirmsEmail: true });

/** What there is, with no providers and no passkeys unless they are named. */
export function offer(account: FakeAccount, options: Partial<FakeAccount['options']>) {
  account.options = {
    address: account.options.address,
    mail: 'smtp',
    confirmsEmail: false,
    signUp: 'open',
    providers: [],
    passkeys: false,
    ...options,
  };
}

/** As another tab says that somebody signed in or out. */
export const tellOfSessionChange = (page: Page) =>
  page.evaluate(() => {
    const otherTab = new BroadcastChannel('latch.session');
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
    otherTab.postMessage('changed');
    otherTab.close();
  });

export const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** As an address is when it is long. */
export const LONG_ADDRESS = 'linus-with-a-rather-long-name@a-long-host-name.example.com';
