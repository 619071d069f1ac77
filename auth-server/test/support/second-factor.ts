import { createHash, createHmac, randomBytes } from 'node:crypto';
import { symmetricEncrypt } from 'better-auth/crypto';
import { signedCookie } from '@latch/test-kit/account-rows';
import type { Response } from 'supertest';
import { secretVersions } from '../../src/session/auth-cookies.js';
import { authenticator, LONGEST_REMEMBERED } from '../../src/second-factor/authenticator.js';
import { recoveryCodes } from '../../src/second-factor/recovery-codes.js';
import { sharedDatabaseUrl, sql } from './databases.mjs';
import { cookiesIn, PASSWORD, type TestServer, Visitor } from './test-server.js';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const PERIOD_MS = 30_000;

/** An authenticator app, by RFC 6238 alone. */
export class AuthenticatorApp {
  readonly #key: Buffer;

  /** @param secret as it is typed, in Base32 */
  constructor(secret: string) {
    const bits = Array.from(secret, (each) => BASE32.indexOf(each).toString(2).padStart(5, '0')).join('');
    this.#key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  }

  /** The code of now, or of so many periods later, or earlier when below zero; the next one counts already. */
  code(ahead = 0): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / PERIOD_MS) + ahead));
    const digest = createHmac('sha1', this.#key).update(counter).digest();
    const offset = digest.at(-1)! & 15;
    return String((digest.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0');
  }

  /** Six digits that no period within eleven minutes has. */
  wrongCode(): string {
    const right = new Set(Array.from({ length: 45 }, (_, index) => this.code(index - 22)));
    for (let number = 0; ; number += 1) {
      const code = String(number).padStart(6, '0');
      if (!right.has(code)) return code;
    }
  }
}

/** Somebody whose second factor is on, and is signed in. */
export interface TwoFactorPerson {
  ada: Visitor;
  app: AuthenticatorApp;
  /** By which the app was confirmed. */
  usedCode: string;
}

export const STATE = '/api/auth/second-factor';
export const SET_UP = '/api/auth/second-factor/set-up';
export const CONFIRM = '/api/auth/second-factor/confirm';
export const USE_PASSKEYS = '/api/auth/second-factor/use-passkeys';
export const TURN_OFF = '/api/auth/second-factor/turn-off';
export const RECOVERY_CODES = '/api/auth/second-factor/recovery-codes';
export const FORGET = '/api/auth/second-factor/forget-trusted';
export const SECOND_STEP = '/api/auth/sign-in/second-factor';
export const SIGN_IN = '/api/auth/sign-in/email';

const SET_UP_FACTOR = `
  with changed as (update "user" set "updatedAt" = now() where id = $1)
  insert into "twoFactor" (id, secret, "backupCodes", "userId", verified) values ($2, $3, $4, $1, false)`;

const CONFIRM_APP = `
  with confirmed as (update "twoFactor" set verified = true where "userId" = $1)
  insert into verification (id, identifier, value, "expiresAt") values ($2, $2, $1, now() + interval '${LONGEST_REMEMBERED} seconds')`;

const TURN_ON = `
  with turned_on as (update "user" set "twoFactorEnabled" = true where id = $1),
    seen as (update session set "lastSeenAt" = now() where "userId" = $1)
  insert into "auditEvent" (id, event, "userId", address) values (gen_random_uuid(), 'second-factor-on', $1, $2)`;

/** Somebody who is signed in and set an authenticator app up, but has not confirmed it: by rows. */
export async function withAppSetUp(server: TestServer): Promise<{ ada: Visitor; app: AuthenticatorApp }> {
  const ada = await Visitor.signedUp(server);
  return { ada, app: await setUpFactor(server, ada) };
}

/**
 * Somebody whose second factor is on, by rows, since recovery codes are hashed: nobody knows theirs. The app's code of now is
 * used up; the next one is not.
 * @param who has an account already, unless it is somebody new
 * @see giveRecoveryCode
 */
export async function withSecondFactor(server: TestServer, who?: Visitor): Promise<TwoFactorPerson> {
  const ada = who ?? (await Visitor.signedUp(server));
  const app = await setUpFactor(server, ada);
  const usedCode = app.code();
  const { databaseUrl } = server.accounts!;
  await sql(databaseUrl, CONFIRM_APP, [ada.id, usedCodeId(ada.id, usedCode)]);
  await sql(databaseUrl, TURN_ON, [ada.id, ada.address]);
  return { ada, app, usedCode };
}

/** Somebody whose second factor is a passkey alone, by rows: nobody knows their recovery codes. */
export async function withPasskeyAlone(server: TestServer): Promise<Visitor> {
  const ada = await Visitor.signedUp(server);
  await givePasskey(ada);
  await setUpFactor(server, ada);
  await sql(server.accounts!.databaseUrl, TURN_ON, [ada.id, ada.address]);
  return ada;
}

/** As if the first of somebody's ten recovery codes was this one. */
export async function giveRecoveryCode(server: TestServer, ada: Visitor): Promise<string> {
  const [code] = recoveryCodes.make();
  const sealed = await sealCodes(server, await recoveryCodes.digest(ada.id, code!));
  await sql(server.accounts!.databaseUrl, `update "twoFactor" set "backupCodes" = $2 where "userId" = $1`, [ada.id, sealed]); // prettier-ignore
  return code!;
}

/** Keeps the secret of an app that is not confirmed, and ten recovery codes. */
async function setUpFactor(server: TestServer, ada: Visitor): Promise<AuthenticatorApp> {
  const { secret, sealed } = await authenticator.make(keyOf(server));
  const id = randomBytes(16).toString('hex');
  await sql(server.accounts!.databaseUrl, SET_UP_FACTOR, [ada.id, id, sealed, await sealCodes(server, randomDigest())]);
  return new AuthenticatorApp(authenticator.describe(secret, 'Latch', ada.email).secret);
}

const randomDigest = () => randomBytes(32).toString('base64url');

const sealCodes = (server: TestServer, first: string) =>
  symmetricEncrypt({ key: keyOf(server), data: JSON.stringify([first, ...Array.from({ length: 9 }, randomDigest)]) });

/** By which a server encrypts. */
function keyOf({ accounts }: TestServer) {
  const { secret } = accounts!;
  const [version] = secretVersions([secret]);
  return { keys: new Map([[version!.version, secret]]), currentVersion: version!.version };
}

/** The same as people do it, who are shown their recovery codes. */
export async function turnedOnSecondFactor(server: TestServer): Promise<TwoFactorPerson & { recoveryCodes: string[] }> {
  const ada = await Visitor.signedUp(server);
  const { body } = await ada.post(SET_UP, { password: PASSWORD });
  const app = new AuthenticatorApp((body as { secret: string }).secret);
  const usedCode = app.code();
  const confirmed = await ada.post(CONFIRM, { code: usedCode });
  expect([confirmed.status, confirmed.body]).toEqual([200, { success: true }]);
  ada.cookie = cookiesIn(confirmed);
  return { ada, app, usedCode, recoveryCodes: (body as { recoveryCodes: string[] }).recoveryCodes };
}

/** The same person in another browser, who gave the password and is asked for more. */
export async function askedElsewhere(ada: Visitor, more: { rememberMe?: boolean; cookie?: string } = {}) {
  const { cookie, ...options } = more;
  const browser = ada.elsewhere();
  const headers: Record<string, string> = cookie ? { cookie } : {};
  const response = await browser.post(SIGN_IN, { email: ada.email, password: PASSWORD, ...options }, headers);
  browser.cookie = cookiesIn(response);
  return { browser, response };
}

const WAIT = `
  insert into verification (id, identifier, value, "expiresAt")
  select md5(random()::text), part || $2, case part when '' then $1 else '0' end, now() + interval '10 minutes'
  from unnest(array['', '2fa-attempts-']) as part`;

/** The same by rows, where the password is not the subject. @returns the other browser */
export async function waitingElsewhere(server: TestServer, ada: Visitor): Promise<Visitor> {
  const id = `2fa-${randomBytes(10).toString('hex')}`;
  await sql(server.accounts!.databaseUrl, WAIT, [ada.id, id]);
  const { name, value } = signedCookie('two_factor', id, server.accounts!);
  return Object.assign(ada.elsewhere(), { cookie: `${name}=${value}` });
}

/** Takes the second step in a browser, and keeps its cookies. */
export async function secondStep(
  browser: Visitor,
  code: string,
  more: { method?: 'totp' | 'recovery-code'; trustBrowser?: boolean } = {},
): Promise<Response> {
  const response = await browser.post(SECOND_STEP, { method: 'totp', code, ...more });
  if (response.status === 200) browser.cookie = cookiesIn(response);
  return response;
}

/** Under which a used code is remembered. */
export function usedCodeId(userId: string, code: string): string {
  return `used-code:${createHash('sha256').update(`${userId} ${code}`).digest('base64url')}`;
}

/** As if somebody had signed in with a code so many seconds ago. */
export async function usedBefore({ id }: Visitor, code: string, seconds: number): Promise<void> {
  const text = `
    insert into verification (id, identifier, value, "expiresAt") values ($1, $1, $2, now() + $3 * interval '1 second')`;
  await sql(sharedDatabaseUrl(), text, [usedCodeId(id, code), id, LONGEST_REMEMBERED - seconds]);
}

/**
 * An answer to the code that was the one of so many periods later, or earlier when below zero. Between the two another
 * period may have begun.
 */
export function expectOtherTime({ status, body }: Response, periods: number): void {
  const sentences = [periods, periods - 1].map((each) => {
    const half = Math.abs(each) % 2 ? '30 seconds' : '';
    const minutes = Math.floor(Math.abs(each) / 2);
    const whole = minutes ? `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}` : '';
    const apart = [whole, half].filter(Boolean).join(' and ');
    return `This code is right for a clock that is ${apart} ${each > 0 ? 'ahead of' : 'behind'} Latch's.`;
  });
  const { error_code, fields } = body as { error_code: string; fields?: { code?: string[] } };
  expect([status, error_code]).toEqual([422, 'CODE_FROM_ANOTHER_TIME']);
  expect(sentences).toContain(fields?.code?.[0]?.split(' Turn ')[0]);
}

/** As if the codes that were used were so long ago that they count as new ones. */
export async function forgetUsedCodes({ email }: Visitor): Promise<void> {
  const text = `delete from verification where starts_with(id, 'used-code:') and value = (select id from "user" where email = $1)`;
  await sql(sharedDatabaseUrl(), text, [email]);
}

/** As if somebody had a passkey, without the key. */
export async function givePasskey({ email }: Visitor): Promise<void> {
  const text = `
    insert into passkey (id, name, "publicKey", "userId", "credentialID", counter, "deviceType", "backedUp")
    select gen_random_uuid()::text, 'Phone', 'none', id, gen_random_uuid()::text, 0, 'multiDevice', true from "user" where email = $1`;
  await sql(sharedDatabaseUrl(), text, [email]);
}

/** What `GET /api/auth/second-factor` says. */
export const stateOf = async (ada: Visitor) => (await ada.get(STATE)).body as Record<string, unknown>;

/** The audit log, the newest first. */
export const eventsOf = async (ada: Visitor): Promise<string[]> =>
  ((await ada.get('/api/auth/audit-log')).body as { items: { event: string }[] }).items.map(({ event }) => event);

/** Lets somebody go on under the cookie that an answer sets. */
export function goOn(ada: Visitor, response: Response): void {
  ada.cookie = cookiesIn(response);
}

export const isSignedIn = async (visitor: Visitor, cookie = visitor.cookie) =>
  (await visitor.get('/api/auth/session', { cookie })).status === 200;
