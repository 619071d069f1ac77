import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';

/**
 * People who are signed in, written as the rows that a sign-up leaves behind: without the HTTP request, without a tenth of a
 * second of hashing, and without counting against any limit. For tests whose subject is not the sign-up; one test shows that
 * the rows are the same.
 */

/** The password of everybody here. */
export const PASSWORD = 'correct horse battery';

/** Its hash, as Better Auth keeps it: scrypt with N = 2^14, r = 16, p = 1, its salt in front. */
export const PASSWORD_HASH =
  '6c617463682d6f662d7465737473a501:59193cdf62a109c5ef64c5ff7e54ebf2a24c42a29ac6de229d63ecc2284fb43ee2295f083ae6e21aff80b0a471337eeffa846ce799ec6d0b125c04d40aeeda57';

const SESSION_MS = 7 * 24 * 60 * 60 * 1000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A connection to the auth server's database, or its URL.
 * @typedef {string | { query(text: string, values: unknown[]): Promise<unknown> }} Connection
 */

/**
 * Of an auth server, what its session cookies depend on.
 * @typedef {{ secret: string, publicUrl?: string }} CookieSettings
 */

/**
 * What may be said of an account. Nobody is an administrator unless it says so, the first one neither.
 * @typedef {object} AccountWish
 * @property {string} [email] one that nobody has, unless given
 * @property {string} [name]
 * @property {'user' | 'admin'} [role]
 * @property {boolean} [emailVerified]
 * @property {string} [address] the IP address that it was made from
 * @property {string} [userAgent]
 */

/**
 * Somebody who is signed in.
 * @typedef {object} SignedInAccount
 * @property {string} id of the user
 * @property {string} email
 * @property {string} name
 * @property {string} sessionId
 * @property {string} sessionToken
 * @property {{ name: string, value: string }} cookie the session cookie, its value signed and percent-encoded
 */

const USERS = `
  insert into "user" (id, name, email, "emailVerified", role, "createdAt", "updatedAt")
  select id, name, email, "emailVerified", role, at, at from given`;

const ACCOUNTS = `
  insert into account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
  select "accountId", id, 'credential', id, $2, at, at from given`;

const SESSIONS = `
  insert into session (id, token, "userId", "expiresAt", "createdAt", "updatedAt", "ipAddress", "userAgent")
  select "sessionId", "sessionToken", id, "expiresAt", at, at, address, "userAgent" from given`;

const EVENTS = `
  insert into "auditEvent" (id, at, event, "userId", address, "userAgent")
  select "eventId", at, 'signed-up', id, address, nullif("userAgent", '') from given`;

const NETWORKS = `
  insert into "knownNetwork" ("userId", network, "lastSignInAt") select id, address, at from given where address <> ''`;

const GIVEN = `
  given as (select * from json_to_recordset($1) as _(id text, name text, email text, "emailVerified" boolean, role text,
    "accountId" text, "sessionId" text, "sessionToken" text, "eventId" uuid, address text, "userAgent" text,
    at timestamptz, "expiresAt" timestamptz))`;

const SIGN_UP = `
  with ${GIVEN}, users as (${USERS}), accounts as (${ACCOUNTS}), sessions as (${SESSIONS}), events as (${EVENTS}) ${NETWORKS}`;

const SIGN_IN = `with ${GIVEN} ${SESSIONS}`;

/**
 * Makes accounts with the password of all tests, and signs each in; all of them in one statement.
 * @param {Connection} connection
 * @param {AccountWish[]} wishes
 * @param {CookieSettings} settings
 * @returns {Promise<SignedInAccount[]>} in the order of the wishes
 */
export async function insertAccounts(connection, wishes, settings) {
  const rows = wishes.map(({ email = `${randomUUID()}@example.com`, ...wish }) => ({
    id: randomId(),
    name: 'Ada',
    email: email.toLowerCase(),
    emailVerified: false,
    role: 'user',
    accountId: randomId(),
    eventId: firstEventId(),
    ...sessionRow(),
    ...wish,
  }));
  await run(connection, SIGN_UP, [JSON.stringify(rows), PASSWORD_HASH]);
  return rows.map((row) => signedIn(row, settings));
}

/**
 * Signs people in who have an account, as from one more device each; all of them in one statement.
 * @param {Connection} connection
 * @param {(Pick<SignedInAccount, 'id' | 'email' | 'name'> & { address?: string, userAgent?: string })[]} accounts
 * @param {CookieSettings} settings
 * @returns {Promise<SignedInAccount[]>} in the order of the accounts
 */
export async function insertSessions(connection, accounts, settings) {
  const rows = accounts.map(({ id, email, name, ...device }) => ({ id, email, name, ...sessionRow(), ...device }));
  await run(connection, SIGN_IN, [JSON.stringify(rows)]);
  return rows.map((row) => signedIn(row, settings));
}

/** Times come from here rather than from the database, which would keep parts of milliseconds that no cursor has. */
function sessionRow() {
  const at = new Date();
  const expiresAt = new Date(at.getTime() + SESSION_MS);
  return { sessionId: randomId(), sessionToken: randomId(), address: '', userAgent: '', at, expiresAt };
}

/**
 * @param {Omit<SignedInAccount, 'cookie'>} row
 * @param {CookieSettings} settings
 * @returns {SignedInAccount}
 */
function signedIn({ id, email, name, sessionId, sessionToken }, settings) {
  return { id, email, name, sessionId, sessionToken, cookie: sessionCookie(sessionToken, settings) };
}

/**
 * The cookie of a session.
 * @param {string} token
 * @param {CookieSettings} settings
 */
export const sessionCookie = (token, settings) => signedCookie('session_token', token, settings);

/**
 * A cookie, named and signed as Better Auth does.
 * @param {string} name
 * @param {string} value
 * @param {CookieSettings} settings
 */
export function signedCookie(name, value, { secret, publicUrl = 'http://localhost:3000' }) {
  const signature = createHmac('sha256', secret).update(value).digest('base64');
  const prefix = publicUrl.startsWith('https:') ? '__Host-' : '';
  return { name: `${prefix}better-auth.${name}`, value: encodeURIComponent(`${value}.${signature}`) };
}

/** 32 letters and digits, as Better Auth makes ids and tokens. */
const randomId = () => Array.from(randomBytes(32), (byte) => LETTERS[byte % LETTERS.length]).join('');

/** A UUID of version 7, as events have, that sorts before all others of its millisecond: the log begins with the sign-up. */
function firstEventId() {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${randomBytes(6).toString('hex')}`;
}

/** @param {Connection} connection @param {string} text @param {unknown[]} values */
async function run(connection, text, values) {
  if (typeof connection !== 'string') {
    await connection.query(text, values);
    return;
  }
  const client = new Client(connection);
  await client.connect();
  try {
    await client.query(text, values);
  } finally {
    await client.end();
  }
}
