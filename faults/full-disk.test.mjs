import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { mountSmallDisk, startDatabase } from './support/databases.mjs';
import { assertRecovers, assertRefused } from './support/expectations.mjs';
import { newId } from './support/person.mjs';
import { startFaultStack } from './support/stack.mjs';

/** Room for an empty PostgreSQL, its log of changes, and little more. */
const DISK_MB = 250;
/** How many writes it may take until the disk is needed: PostgreSQL has some room in the files it has. */
const MOST_WRITES = 3_000;

/** @type {ReturnType<typeof mountSmallDisk>[]} */
const disks = [];
/** @type {import('./support/databases.mjs').Database[]} */
const databases = [];
/** @type {import('./support/stack.mjs').FaultStack} */
let stack;
/** @type {import('./support/person.mjs').Person} */
let ada;

before(async () => {
  for (const name of /** @type {const} */ (['auth', 'todos'])) {
    const disk = mountSmallDisk(DISK_MB);
    disks.push(disk);
    databases.push(await startDatabase(name, { dir: disk.dir }));
  }
  const [authDatabaseUrl, todosDatabaseUrl] = databases.map(({ url }) => url);
  stack = await startFaultStack({ authDatabaseUrl, todosDatabaseUrl });
  ada = await stack.newPerson();
});
after(async () => {
  await stack?.stop();
  for (const database of databases) await database.destroy();
  for (const disk of disks) disk.unmount();
});

/** What PostgreSQL cannot compress, so that each one needs room. */
const bigTodo = () => {
  const id = newId();
  return ada.ask('POST', ada.todos, { id, title: id, notes: randomBytes(3_500).toString('hex') });
};
/** A session each; an address each, so that no rate limit stops it. */
const anotherSignIn = () => {
  const octets = [...randomBytes(2)].join('.');
  return ada.ask(
    'POST',
    '/api/auth/sign-in/email',
    { email: ada.email, password: ada.password },
    { 'x-forwarded-for': `198.18.${octets}` },
  );
};

for (const { index, name, write } of [
  { index: 0, name: 'auth', write: anotherSignIn },
  { index: 1, name: 'todos', write: bigTodo },
]) {
  test(`the disk of the database of ${name} is full: what cannot be written is 503, and nobody is signed out`, async (t) => {
    const disk = /** @type {typeof disks[number]} */ (disks[index]);
    const { server } = /** @type {typeof databases[number]} */ (databases[index]);
    await assertRecovers(ada);
    disk.fill();
    const refused = await untilRefused(write);
    assertRefused('a write', refused);
    assert.match(server.log, /No space left on device/);
    for (let n = 0; n < 5; n++) assert.ok([200, 201, 503].includes((await write()).status));
    for (const { status } of [await ada.me(), await ada.session(), await ada.list()])
      assert.ok([200, 503].includes(status));
    disk.free();
    if (!server.running) await server.start();
    t.diagnostic(`recovered in ${Math.round(await assertRecovers(ada))} ms`);
    assert.ok([200, 201].includes((await write()).status));
  });
}

/** @param {() => Promise<import('./support/person.mjs').Answer>} write */
async function untilRefused(write) {
  for (let n = 0; n < MOST_WRITES; n++) {
    const answer = await write();
    if (![200, 201].includes(answer.status)) return answer;
  }
  throw new Error('the disk was never needed');
}
