/**
 * Who may sign in, as far as it has changed since a backup was made. A backup holds disabled people as they were before, old
 * passwords and invitations that were taken back; so a restore says whose access it would bring back, and can leave all of it
 * as it is now.
 */
import { allTables, contentsOf, qualified } from './backup-contents.mjs';
import { rowsIn } from './backup-reader.mjs';
import { STAGING } from './restore-staging.mjs';

/** @typedef {import('./backup-databases.mjs').Database} Database */
/** @typedef {'now' | 'backup'} Access as it is now, or as it was when the backup was made */
/** @typedef {{ what: string, who: string[] }} Revived what a restore would bring back, and of whom (by e-mail address) */
/** @typedef {Record<string, any>} Row as `row_to_json` writes it; of an older schema, without the columns added since */
/** @typedef {Record<'user' | 'account' | 'passkey' | 'twoFactor' | 'invitation', Row[]>} AccessRows */

/** Of each kind so many are named. */
const NAMED = 20;

/** @returns {AccessRows} */
const noRows = () => ({ user: [], account: [], passkey: [], twoFactor: [], invitation: [] });

/**
 * What a backup would bring back that was taken away since.
 * @param {Database[]} databases
 * @param {string} file a verified backup
 * @returns {Promise<Revived[]>} nothing where there are no accounts now, so that nobody can tell
 */
export async function revivedBy(databases, file) {
  const auth = databases.find(({ name }) => name === 'auth');
  const now = auth ? await rowsNow(auth) : noRows();
  return now.user.length ? compareAccess(await rowsOfBackup(file), now, Date.now()) : [];
}

/** @param {Database} auth */
async function rowsNow({ client }) {
  const rows = noRows();
  for (const { name } of await allTables(client))
    if (Object.hasOwn(rows, name)) {
      const found = await client.query(`SELECT row_to_json(t)::text AS row FROM ${qualified(name)} AS t`);
      rows[/** @type {keyof AccessRows} */ (name)] = found.rows.map(({ row }) => JSON.parse(row));
    }
  return rows;
}

/** @param {string} file */
async function rowsOfBackup(file) {
  const found = noRows();
  for await (const { database, table, rows } of rowsIn(file))
    if (database === 'auth' && Object.hasOwn(found, table))
      for (const row of rows) found[/** @type {keyof AccessRows} */ (table)].push(JSON.parse(row));
  return found;
}

/** @typedef {ReturnType<typeof comparing>} Comparing */

/** @type {[string, (comparing: Comparing) => string[]][]} */
const KINDS = [
  [
    'accounts that were deleted, and their todos',
    ({ past, present }) => past.user.filter(({ id }) => !present.has(id)).map(({ email }) => email),
  ],
  [
    'disabled accounts, which could sign in again',
    ({ people }) => people((user, { banned }) => banned && !user.banned),
  ],
  [
    'former administrators',
    ({ people, past }) => {
      const administrators = administratorsIn(past.user);
      return people(({ id }, { role }) => administrators.has(id) && role !== 'admin');
    },
  ],
  ['e-mail addresses that were changed', ({ people }) => people(({ email }, user) => email !== user.email)],
  [
    'passwords that were changed or removed',
    ({ owners }) =>
      owners(
        'account',
        ({ userId, password }) => [userId, password],
        ({ providerId, password }) => providerId === 'credential' && Boolean(password),
      ),
  ],
  [
    'second factors and recovery codes that were changed',
    ({ people, past, now }) => {
      const [old, present] = [factorsIn(past), factorsIn(now)];
      return people(({ id }) => old.get(id) !== present.get(id));
    },
  ],
  ['passkeys that were removed', ({ owners }) => owners('passkey', ({ credentialID }) => [credentialID])],
  [
    'accounts at a provider that were unlinked',
    ({ owners }) =>
      owners(
        'account',
        ({ userId, providerId, accountId }) => [userId, providerId, accountId],
        ({ providerId }) => providerId !== 'credential',
      ),
  ],
  [
    'invitations that were used, taken back or made anew',
    ({ past, now, time }) => {
      const tokens = new Set(now.invitation.map(({ token }) => token));
      const lost = past.invitation.filter((row) => Date.parse(row.expiresAt) > time && !tokens.has(row.token));
      return lost.map(({ email }) => email);
    },
  ],
];

/**
 * @param {AccessRows} past
 * @param {AccessRows} now
 * @param {number} time in milliseconds, by which invitations have ended
 * @returns {Revived[]}
 */
export function compareAccess(past, now, time) {
  const compared = comparing(past, now, time);
  return KINDS.map(([what, find]) => ({ what, who: find(compared) })).filter(({ who }) => who.length > 0);
}

/**
 * @param {AccessRows} past
 * @param {AccessRows} now
 * @param {number} time
 */
function comparing(past, now, time) {
  const present = new Map(now.user.map((user) => [user.id, user]));
  /** Of those who still have an account. @param {(user: Row, now: Row) => boolean} isRevived */
  const people = (isRevived) => {
    const isFound = (/** @type {Row} */ user) => {
      const current = present.get(user.id);
      return current !== undefined && isRevived(user, current);
    };
    return past.user.filter(isFound).map(({ email }) => email);
  };
  /**
   * Those of whom a row is gone or has become another.
   * @param {'account' | 'passkey'} table
   * @param {(row: Row) => unknown[]} key
   * @param {(row: Row) => boolean} [isMeant]
   */
  const owners = (table, key, isMeant = () => true) => {
    const keyOf = (/** @type {Row} */ row) => JSON.stringify(key(row));
    const kept = new Set(now[table].filter(isMeant).map(keyOf));
    const lost = past[table].filter((row) => isMeant(row) && !kept.has(keyOf(row)));
    const ids = new Set(lost.map(({ userId }) => userId));
    return people(({ id }) => ids.has(id));
  };
  return { past, now, time, present, people, owners };
}

/** Of a backup from before there were administrators, the oldest account becomes one. @param {Row[]} users */
function administratorsIn(users) {
  const age = (/** @type {Row} */ { createdAt, id }) => `${new Date(createdAt).toISOString()} ${id}`;
  const [oldest] = users.some(({ role }) => role !== undefined)
    ? []
    : users.toSorted((a, b) => (age(a) < age(b) ? -1 : 1));
  return new Set(users.filter((user) => user.role === 'admin' || user === oldest).map(({ id }) => id));
}

/** What each sign-in is checked against, if a second factor is asked for at all. @param {AccessRows} rows */
function factorsIn({ user, twoFactor }) {
  const asked = new Set(user.filter(({ twoFactorEnabled }) => twoFactorEnabled).map(({ id }) => id));
  const rows = new Map(twoFactor.map(({ userId, secret, backupCodes }) => [userId, [secret, backupCodes]]));
  return new Map([...asked].map((id) => [id, JSON.stringify(rows.get(id) ?? [])]));
}

/** @param {Revived[]} revived @returns {string} a line for each kind */
export function describeRevived(revived) {
  const names = (/** @type {string[]} */ who) =>
    who.length > NAMED ? `${who.slice(0, NAMED).join(', ')} and ${who.length - NAMED} more` : who.join(', ');
  return revived.map(({ what, who }) => `  ${what}: ${names(who)}`).join('\n');
}

/**
 * Takes out of the todos that are about to be restored what is of nobody who has an account now.
 * @param {Database[]} databases todos and auth
 */
export async function leaveOutDeleted([todos, auth]) {
  if (!todos || !auth) throw new Error('both databases are needed');
  const { rows } = await auth.client.query('SELECT id FROM "user"');
  const { client, name } = todos;
  const ids = rows.map(({ id }) => id);
  await client.query('BEGIN');
  try {
    await client.query('SET LOCAL statement_timeout = 0');
    for (const table of (await contentsOf(client, name, STAGING)).tables.toReversed())
      if (table.columns.includes('user_id'))
        await client.query(`DELETE FROM ${qualified(table.name, STAGING)} WHERE user_id <> ALL($1)`, [ids]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
