import type { Response } from 'supertest';
import type { Authenticator, PasskeyOptions, Tampering } from './authenticator.js';
import { sharedDatabaseUrl, sql } from './databases.mjs';
import { cookiesIn, type Visitor } from './test-server.js';

export const REGISTRATION_OPTIONS = '/api/auth/passkeys/registration-options';
export const REGISTER = '/api/auth/passkeys/register';
export const SIGN_IN_OPTIONS = '/api/auth/sign-in/passkey-options';
export const SIGN_IN = '/api/auth/sign-in/passkey';
export const CONFIRM = '/api/auth/confirm-passkey';

/** What was asked of a passkey, and the cookies of the browser from then on. */
export interface Asked {
  options: PasskeyOptions;
  cookie: string;
}

/** Asks what a passkey is to answer, in a browser with these cookies. */
export async function ask(visitor: Visitor, path: string, cookie = visitor.cookie): Promise<Asked> {
  const response = await visitor.post(path, {}, { cookie });
  expect([path, response.status]).toEqual([path, 200]);
  return { options: response.body.options as PasskeyOptions, cookie: joined(cookie, cookiesIn(response)) };
}

/** Adds a passkey to the account of the person who is signed in. */
export async function addPasskey(
  visitor: Visitor,
  authenticator: Authenticator,
  { name = 'Phone', ...tampering }: Tampering & { name?: string } = {},
): Promise<Response> {
  const { options, cookie } = await ask(visitor, REGISTRATION_OPTIONS);
  return visitor.post(REGISTER, { name, response: authenticator.create(options, tampering) }, { cookie });
}

/** Signs in with a passkey, in a browser with these cookies, and keeps the session. */
export async function signInWithPasskey(
  visitor: Visitor,
  authenticator: Authenticator,
  { cookies = '', ...tampering }: Tampering & { cookies?: string } = {},
): Promise<Response> {
  const { options, cookie } = await ask(visitor, SIGN_IN_OPTIONS, cookies);
  const response = await visitor.post(SIGN_IN, { response: authenticator.get(options, tampering) }, { cookie });
  if (response.status === 200) visitor.cookie = cookiesIn(response);
  return response;
}

/** Shows with a passkey, while signed in, that it is you. */
export async function confirmWithPasskey(
  visitor: Visitor,
  authenticator: Authenticator,
  tampering: Tampering = {},
): Promise<Response> {
  const { options, cookie } = await ask(visitor, SIGN_IN_OPTIONS);
  return visitor.post(CONFIRM, { response: authenticator.get(options, tampering) }, { cookie });
}

const joined = (...cookies: string[]) => cookies.filter(Boolean).join('; ');

/** As if somebody had signed up elsewhere: without a password, with an account at a provider unless told otherwise. */
export async function withoutPassword({ email }: Visitor, { linked = true } = {}): Promise<void> {
  const own = `"userId" = (select id from "user" where email = $1)`;
  const change = linked
    ? `update account set "providerId" = 'github', "accountId" = gen_random_uuid()::text, password = null where ${own}`
    : `delete from account where ${own}`;
  await sql(sharedDatabaseUrl(), change, [email]);
}

/** Makes the session of a visitor one that is not fresh any more. */
export async function growStale({ sessionToken }: Visitor): Promise<void> {
  const text = `update session set "createdAt" = now() - interval '11 minutes' where token = $1`;
  await sql(sharedDatabaseUrl(), text, [sessionToken]);
}

/** What happened to somebody's account, the newest first. */
export async function eventsOf(visitor: Visitor): Promise<{ event: string; detail: string | null }[]> {
  const text = `
    select event, detail from "auditEvent" join "user" on "user".id = "auditEvent"."userId"
    where email = $1 order by at desc, "auditEvent".id desc`;
  return sql(sharedDatabaseUrl(), text, [visitor.email]);
}
