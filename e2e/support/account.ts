import { randomUUID } from 'node:crypto';
import { type APIRequestContext, type BrowserContext, type Page, request as openRequest } from '@playwright/test';
import { insertAccounts, insertSessions, PASSWORD, type SignedInAccount } from '@latch/test-kit/account-rows';
import { setTimeZone } from './database.js';
import type { FreshStack } from './stack.js';

/** What somebody signs up with. */
export interface Person {
  name: string;
  email: string;
  password: string;
}

export interface Account extends Person {
  id: string;
}

/** Somebody who has no account yet. */
export function newPerson(name = 'Ada'): Person {
  return { name, email: `${name.toLowerCase()}-${randomUUID()}@example.com`, password: PASSWORD };
}

/** Where somebody sits: what the auth server notes of a device. */
export interface Device {
  address?: string;
  userAgent?: string;
}

/** Makes an account without signing up, which takes longer and is limited; the context is signed in to it afterwards. */
export async function makeAccount(
  context: BrowserContext,
  stack: FreshStack,
  person = newPerson(),
  device: Device = {},
): Promise<Account> {
  const { name, email } = person;
  const [made] = await insertAccounts(stack.authDatabaseUrl, [{ name, email, ...device }], cookieSettings(stack));
  await setTimeZone(stack, made!.id);
  await keepCookie(context, stack, made!);
  return { ...person, id: made!.id };
}

/** Signs the context in to an account without its password, as one more device. */
export async function makeSession(
  context: BrowserContext,
  stack: FreshStack,
  account: Account,
  device: Device = {},
): Promise<void> {
  const [made] = await insertSessions(stack.authDatabaseUrl, [{ ...account, ...device }], cookieSettings(stack));
  await keepCookie(context, stack, made!);
}

/** Seconds. */
const WEEK = 7 * 24 * 60 * 60;

const cookieSettings = ({ secret, url }: FreshStack) => ({ secret, publicUrl: url });

/** As the auth server sets it. */
async function keepCookie(context: BrowserContext, { url }: FreshStack, { cookie }: SignedInAccount) {
  const { protocol, hostname } = new URL(url);
  const expires = Math.floor(Date.now() / 1000) + WEEK;
  const secure = protocol === 'https:';
  await context.addCookies([
    { ...cookie, domain: hostname, path: '/', httpOnly: true, sameSite: 'Lax', secure, expires },
  ]);
}

/** Makes an account by the API; the context that asks is signed in afterwards. */
export async function signUp(request: APIRequestContext, url: string, person = newPerson()): Promise<Account> {
  const response = await request.post(`${url}/api/auth/sign-up/email`, { headers: { Origin: url }, data: person });
  if (!response.ok()) throw new Error(`sign-up answered ${response.status()}: ${await response.text()}`);
  const { user } = await response.json();
  return { ...person, id: user.id };
}

/** Signs in by the API; the context that asks is signed in afterwards. */
export async function signIn(request: APIRequestContext, url: string, { email, password }: Person): Promise<void> {
  const response = await request.post(`${url}/api/auth/sign-in/email`, {
    headers: { Origin: url },
    data: { email, password },
  });
  if (!response.ok()) throw new Error(`sign-in answered ${response.status()}: ${await response.text()}`);
}

/**
 * Keeps the stream of wake-ups from a page, before it is opened: it would find the end of a session at a time of its own, and open
 * the dialog while something is typed. And what it brings would come to a page that is offline: Chromium cuts no open stream then.
 */
export async function withoutWakeUps(page: Page): Promise<void> {
  await page.route('**/api/users/*/events', () => {});
}

/** Ends the context's session on the server alone: its browser keeps the cookie and knows nothing. */
export async function endSessionBehindItsBack(context: BrowserContext, url: string): Promise<void> {
  const elsewhere = await openRequest.newContext({ storageState: await context.storageState() });
  const response = await elsewhere.post(`${url}/api/auth/sign-out`, { headers: { Origin: url }, data: {} });
  if (!response.ok()) throw new Error(`sign-out answered ${response.status()}: ${await response.text()}`);
  await elsewhere.dispose();
}
