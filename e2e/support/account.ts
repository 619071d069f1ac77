import { randomUUID } from 'node:crypto';
import { type APIRequestContext, type BrowserContext, request as openRequest } from '@playwright/test';

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
  return { name, email: `${name.toLowerCase()}-${randomUUID()}@example.com`, password: 'correct horse battery' };
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

/** Ends the context's session on the server alone: its browser keeps the cookie and knows nothing. */
export async function endSessionBehindItsBack(context: BrowserContext, url: string): Promise<void> {
  const elsewhere = await openRequest.newContext({ storageState: await context.storageState() });
  const response = await elsewhere.post(`${url}/api/auth/sign-out`, { headers: { Origin: url }, data: {} });
  if (!response.ok()) throw new Error(`sign-out answered ${response.status()}: ${await response.text()}`);
  await elsewhere.dispose();
}
