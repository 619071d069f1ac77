import { AsyncLocalStorage } from 'node:async_hooks';
import type { Addressee } from '../../mail/letters/letters.js';

export interface Recipient extends Addressee {
  id: string;
}

/** A mail that is due because of what Better Auth did. */
export type MailWish =
  | { kind: 'confirm-address' | 'account-exists' | 'password-changed'; user: Recipient }
  | { kind: 'reset-password'; user: Recipient; betterAuthToken: string }
  | { kind: 'confirm-change' | 'confirm-new-address'; user: Recipient; newEmail: string };

const wishes = new AsyncLocalStorage<MailWish[]>();

/** For Better Auth's callbacks. It calls them within transactions, where an embedded database would keep us waiting for ourselves. */
export function wishMail(wish: MailWish): Promise<void> {
  wishes.getStore()?.push(wish);
  return Promise.resolve();
}

/** Runs work of Better Auth, and gives what mails are due afterwards. */
export async function collectingWishes<T>(work: () => Promise<T>): Promise<{ result: T; wishes: MailWish[] }> {
  const collected: MailWish[] = [];
  return { result: await wishes.run(collected, work), wishes: collected };
}
