import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { before, describe, it } from 'node:test';
import { backup } from './backup-command.mjs';
import { environment, everything, restored, testFolder, withDatabases } from './backup-testing.mjs';
import { compareAccess, describeRevived } from './restore-access.mjs';
import { restore } from './restore-command.mjs';
import { Refusal } from '../settings/refusal.mjs';

/** @typedef {import('./restore-access.mjs').AccessRows} AccessRows */

const NOW = Date.parse('2026-11-29T12:00:00Z');

/** A person with everything by which one may sign in. */
const ada = () => ({
  user: [
    {
      id: 'a',
      email: 'ada@example.com',
      role: 'admin',
      banned: false,
      twoFactorEnabled: true,
      createdAt: '2026-01-02',
    },
  ],
  account: [
    { userId: 'a', providerId: 'credential', accountId: 'a', password: 'hash' },
    { userId: 'a', providerId: 'github', accountId: '1', password: null },
  ],
  passkey: [{ userId: 'a', credentialID: 'key', counter: 1 }],
  twoFactor: [{ userId: 'a', secret: 'app', backupCodes: 'codes', lockedUntil: null }],
  invitation: [{ email: 'grace@example.com', token: 'digest', expiresAt: '2026-12-01T00:00:00+00:00' }],
});

/** @param {(rows: AccessRows) => unknown} change to who may sign in, since the backup */
function changed(change, then = /** @type {AccessRows} */ (ada())) {
  const now = /** @type {AccessRows} */ (ada());
  change(now);
  return compareAccess(then, now, NOW);
}

describe('what a backup brings back', () => {
  for (const [what, who, change] of /** @type {[string, string, (rows: any) => unknown][]} */ ([
    ['accounts that were deleted, and their todos', 'ada@example.com', (now) => (now.user = [{ id: 'other' }])],
    ['disabled accounts, which could sign in again', 'ada@example.com', ({ user }) => (user[0].banned = true)],
    ['former administrators', 'ada@example.com', ({ user }) => (user[0].role = 'user')],
    ['e-mail addresses that were changed', 'ada@example.com', ({ user }) => (user[0].email = 'a@example.com')],
    ['passwords that were changed or removed', 'ada@example.com', ({ account }) => (account[0].password = 'new')],
    ['passwords that were changed or removed', 'ada@example.com', ({ account }) => account.shift()],
    [
      'second factors and recovery codes that were changed',
      'ada@example.com',
      (now) => (now.twoFactor[0].secret = 'new'),
    ],
    [
      'second factors and recovery codes that were changed',
      'ada@example.com',
      (now) => (now.twoFactor[0].backupCodes = ''),
    ],
    ['passkeys that were removed', 'ada@example.com', (now) => (now.passkey = [])],
    ['accounts at a provider that were unlinked', 'ada@example.com', ({ account }) => account.pop()],
    ['invitations that were used, taken back or made anew', 'grace@example.com', (now) => (now.invitation = [])],
    [
      'invitations that were used, taken back or made anew',
      'grace@example.com',
      (now) => (now.invitation[0].token = 'new'),
    ],
  ]))
    it(`is ${what}: ${String(change).replace(/.*=> /, '')}`, () => {
      assert.deepEqual(changed(change), [{ what, who: [who] }]);
    });

  it('is a sign-in by the password alone, where a second factor was switched on', () => {
    const then = /** @type {AccessRows} */ (ada());
    Object.assign(then.user[0] ?? {}, { twoFactorEnabled: false });
    then.twoFactor = [];
    assert.deepEqual(
      changed(() => {}, then).map(({ what }) => what),
      ['second factors and recovery codes that were changed'],
    );
  });

  it('is nothing that is as it was, was added since, or lets nobody in', () => {
    assert.deepEqual(
      changed(() => {}),
      [],
    );
    assert.deepEqual(
      changed((now) => {
        now.user.push({ ...now.user[0], id: 'b', email: 'b@example.com' });
        now.account.push({ userId: 'b', providerId: 'credential', accountId: 'b', password: 'x' });
        now.account.push({ userId: 'a', providerId: 'google', accountId: '2', password: null });
        now.passkey.push({ userId: 'a', credentialID: 'second' });
        now.invitation.push({ email: 'c@example.com', token: 'c', expiresAt: '2026-12-02T00:00:00+00:00' });
        Object.assign(now.passkey[0] ?? {}, { counter: 7 });
        Object.assign(now.twoFactor[0] ?? {}, { lockedUntil: '2026-11-29T11:00:00Z' });
        Object.assign(now.user[0] ?? {}, { name: 'Countess' });
      }),
      [],
    );
    const then = /** @type {AccessRows} */ (ada());
    Object.assign(then.invitation[0] ?? {}, { expiresAt: '2026-11-29T11:59:59+00:00' });
    assert.deepEqual(
      changed((now) => (now.invitation = []), then),
      [],
    );
  });

  it('is known of a backup from before there were administrators, of whom the oldest account becomes one', () => {
    const of = (/** @type {string} */ id, /** @type {string} */ createdAt) => ({
      id,
      email: `${id}@example.com`,
      createdAt,
    });
    const then = { ...ada(), user: [of('b', '2026-01-03T00:00:00.5+00:00'), of('a', '2026-01-03T00:00:00+00:00')] };
    const now = /** @type {AccessRows} */ ({
      ...ada(),
      user: then.user.map((user) => ({ ...user, role: 'user', banned: true })),
    });
    assert.deepEqual(compareAccess({ ...then, twoFactor: [] }, { ...now, twoFactor: [] }, NOW), [
      { what: 'disabled accounts, which could sign in again', who: ['b@example.com', 'a@example.com'] },
      { what: 'former administrators', who: ['a@example.com'] },
    ]);
  });

  it('is named, but not all of very many', () => {
    const who = Array.from({ length: 25 }, (_, number) => `${number}@example.com`);
    assert.match(describeRevived([{ what: 'accounts', who }]), /^ {2}accounts: 0@.*, 19@example\.com and 5 more$/);
  });
});

describe('a restore', () => {
  const folder = testFolder();
  const env = environment(join(folder, 'data'));
  const file = join(folder, 'one.backup');
  /** @type {Awaited<ReturnType<typeof everything>>[]} of the backup, and what was there when it was restored */
  const states = [];

  before(() =>
    withDatabases(env, async (databases) => {
      const [{ client: todos }, { client: auth }] = databases;
      for (const id of ['ada', 'grace', 'linus', 'mary']) {
        await auth.query(`INSERT INTO "user" (id, name, email, role) VALUES ($1, $1, $1 || '@example.com', 'admin')`, [
          id,
        ]);
        await auth.query(
          `INSERT INTO account (id, "accountId", "providerId", "userId", password, "updatedAt")
           VALUES ($1, $1, 'credential', $1, 'old password', now())`,
          [id],
        );
        await todos.query(
          `INSERT INTO todos (user_id, id, title, created_at, create_digest, project_id, position, version)
           VALUES ($1, gen_random_uuid(), 'of ' || $1, now(), '\\x00', gen_random_uuid(), 'a0', 1)`,
          [id],
        );
        await todos.query(`INSERT INTO owners VALUES ($1, 1)`, [id]);
        await todos.query(`INSERT INTO labels (user_id, id, name) VALUES ($1, gen_random_uuid(), 'label')`, [id]);
      }
      await auth.query(
        `INSERT INTO invitation (id, email, token, mailed, "expiresAt")
         VALUES (gen_random_uuid(), 'new@example.com', 'digest', true, now() + interval '7 days')`,
      );
      await backup(['--output', file], env);
      states.push(await everything(databases));

      await auth.query(`UPDATE "user" SET banned = true, role = 'user' WHERE id = 'grace'`);
      await auth.query(`UPDATE account SET password = 'new password' WHERE id = 'linus'`);
      await auth.query(`DELETE FROM "user" WHERE id = 'mary'`);
      await auth.query(`DELETE FROM invitation`);
      await auth.query(`INSERT INTO "user" (id, name, email) VALUES ('new', 'new', 'new@example.com')`);
      await auth.query(
        `INSERT INTO session (id, token, "expiresAt", "updatedAt", "userId") VALUES ('1', '1', now() + interval '1 day', now(), 'ada')`,
      );
      for (const table of ['todos', 'owners', 'labels'])
        await todos.query(`DELETE FROM ${table} WHERE user_id = 'mary'`);
      await todos.query(`UPDATE todos SET title = 'changed since'`);
      states.push(await everything(databases));
    }),
  );

  it('names what it would bring back, and does nothing unless somebody says what becomes of it', async () => {
    await assert.rejects(restore([file, '--yes'], env), (error) => {
      const lines = String(error instanceof Refusal && error.message).split('\n');
      assert.match(lines[0] ?? '', /^Changed since 20.*, and the backup brings back:$/);
      assert.deepEqual(lines.slice(1, -1), [
        '  accounts that were deleted, and their todos: mary@example.com',
        '  disabled accounts, which could sign in again: grace@example.com',
        '  former administrators: grace@example.com',
        '  passwords that were changed or removed: linus@example.com',
        '  invitations that were used, taken back or made anew: new@example.com',
      ]);
      assert.match(lines.at(-1) ?? '', /--access now .*--access backup .*Nothing was changed\.$/);
      return true;
    });
    await assert.rejects(restore([file, '--yes', '--access', 'both'], env), /--access wants "now" or "backup"/);
    assert.deepEqual(await withDatabases(env, everything), states[1]);
  });

  it('leaves accounts and invitations as they are now, and brings back the todos of those alone', async () => {
    await restore([file, '--yes', '--access', 'now'], env);
    const [then = {}, now = {}] = states;
    const after = await withDatabases(env, everything);
    for (const table of ['user', 'account', 'invitation'])
      assert.deepEqual(after[`auth.${table}`], now[`auth.${table}`]);
    assert.deepEqual(after['auth.session'], []);
    for (const [table, rows] of Object.entries(restored(then)).filter(([name]) => name.startsWith('todos.')))
      assert.deepEqual([table, after[table]], [table, rows.filter((row) => !row.includes('mary'))]);
    assert.equal(after['todos.todos']?.length, 3);
  });

  it('brings all of it back when that is wanted', async () => {
    await restore([file, '--yes', '--access', 'backup'], env);
    const now = await withDatabases(env, everything);
    assert.deepEqual({ ...now, 'todos.owners': [] }, { ...states[0], 'todos.owners': [] });
    assert.equal(now['todos.owners']?.length, states[0]?.['todos.owners']?.length);
  });

  it('asks nothing more where nothing was changed, and where no account is left to compare with', async () => {
    await restore([file, '--yes'], env);
    const empty = environment(join(folder, 'empty'));
    await assert.rejects(restore([file, '--yes', '--access', 'now'], empty), /no accounts here.*Nothing was changed/);
    await restore([file, '--yes'], empty);
    assert.deepEqual(await withDatabases(empty, everything), restored(states[0] ?? {}));
  });
});

describe('the person at the terminal', () => {
  const found = {
    now: '2 accounts',
    backup: { header: { createdAt: '2026-11-28T00:00:00Z' }, counts: { auth: { user: 1 }, todos: { todos: 3 } } },
    revived: [{ what: 'passkeys that were removed', who: ['ada@example.com'] }],
  };

  /** @param {string} answer @param {object} [more] @param {object} [given] */
  async function decides(answer, more = {}, given = {}) {
    const script = `
      import { decide } from './restore-precautions.mjs';
      const decided = await decide(JSON.parse(process.argv[1]), JSON.parse(process.argv[2])).catch(({ message }) => message);
      console.log('\\ndecided ' + decided);`;
    const inputs = [JSON.stringify({ ...found, ...more }), JSON.stringify({ yes: false, ...given })];
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, ...inputs], {
      cwd: import.meta.dirname,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    child.stdin.end(`${answer}\n`);
    const said = await text(child.stdout);
    await ended;
    return { said, decided: /^decided (.*)$/m.exec(said)?.[1] };
  }

  it('is shown what would come back, and chooses', async () => {
    const { said, decided } = await decides(' NOW ');
    assert.match(said, /replaces 2 accounts by 1 account and 3 todos/);
    assert.match(said, /passkeys that were removed: ada@example\.com/);
    assert.equal(decided, 'now');
    assert.equal((await decides('backup')).decided, 'backup');
    assert.equal((await decides('yes')).decided, 'Nothing was changed.');
  });

  it('says yes where there is nothing to choose', async () => {
    const { said, decided } = await decides('yes', { revived: [] });
    assert.doesNotMatch(said, /Changed since/);
    assert.equal(decided, 'backup');
    const chosen = await decides('yes', {}, { access: 'now' });
    assert.match(chosen.said, /2 accounts, accounts aside,/);
    assert.equal(chosen.decided, 'now');
    assert.match((await decides('yes', {}, { access: 'backup' })).said, /passkeys that were removed/);
  });
});
