import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { startDatabase } from './support/databases.mjs';
import { Device } from './support/device.mjs';
import { assertHealth, assertRecovers, assertUnavailable, questions } from './support/expectations.mjs';
import { startFaultStack } from './support/stack.mjs';

/** @type {import('./support/databases.mjs').Database[]} */
let databases;
/** @type {import('./support/stack.mjs').FaultStack} */
let stack;
/** @type {import('./support/person.mjs').Person} */
let ada;

before(async () => {
  databases = await Promise.all([startDatabase('auth'), startDatabase('todos')]);
  const [authDatabaseUrl, todosDatabaseUrl] = databases.map(({ url }) => url);
  stack = await startFaultStack({ authDatabaseUrl, todosDatabaseUrl });
  ada = await stack.newPerson();
});
after(async () => {
  await stack?.stop();
  await Promise.all(databases.map((database) => database.destroy()));
});

const authServer = () => /** @type {import('../scripts/stack/part.mjs').Part} */ (stack.parts.authServer);

/** @type {{ name: string, begin: () => unknown, end: () => unknown }[]} */
const faults = [
  { name: 'is stopped', begin: () => authServer().stop(), end: () => authServer().start() },
  {
    name: 'is paused',
    begin: () => authServer().signal('SIGSTOP'),
    end: () => authServer().signal('SIGCONT'),
  },
  { name: 'refuses connections', begin: () => stack.authProxy.turn('refuse'), end: pass },
  { name: 'cannot be reached', begin: () => stack.authProxy.turn('hang'), end: pass },
  { name: 'answers late', begin: () => stack.authProxy.turn('slow'), end: pass },
  { name: 'answers byte by byte', begin: () => stack.authProxy.turn('drip'), end: pass },
];

/** One that has been told everything. */
async function listeningDevice() {
  const todosUrl = /** @type {import('./support/databases.mjs').Database} */ (databases[1]).ownUrl;
  const device = await Device.listening(ada, todosUrl, stack.servers.backend);
  await device.untilUpToDate();
  return device;
}

function pass() {
  stack.authProxy.turn('pass');
}

for (const { name, begin, end } of faults) {
  test(`while the auth server ${name}, everything is 503 in time, and well again by itself`, async (t) => {
    await assertRecovers(ada);
    const { pid } = stack.parts.backend;
    const device = await listeningDevice();
    const told = device.listener.events.length;
    await begin();
    await device.changeElsewhere();
    await assertUnavailable(ada, questions);
    await assertHealth(stack.servers.backend, { live: 200, ready: 503 });
    await assertUnavailable(ada, questions);
    assert.equal(device.listener.events.length, told, 'a device was told something though nobody could say who it is');
    await end();
    t.diagnostic(`recovered in ${Math.round(await assertRecovers(ada))} ms`);
    await assertHealth(stack.servers.backend, { live: 200, ready: 200 });
    assert.equal(stack.parts.backend.pid, pid);
    await device.untilUpToDate();
    device.close();
  });
}

test('half an answer of the auth server is a failure, and never a session or a sign-out', async () => {
  stack.authProxy.turn('half');
  for (const name of questions) {
    const { status } = await ada[name]();
    assert.ok([0, 500, 503].includes(status), `${name} answered ${status}`);
  }
  pass();
  await assertRecovers(ada);
});

test('restarted in the middle of requests, it signs nobody out', async (t) => {
  const done = new AbortController();
  const statuses = new Set();
  const asking = Promise.all(
    questions.map(async (name) => {
      while (!done.signal.aborted) {
        // 0, which is wrong, where no answer came at all.
        const { status } = await ada[name]();
        statuses.add(status);
        await wait(5);
      }
    }),
  );
  try {
    await authServer().stop();
    await authServer().start();
    t.diagnostic(`recovered in ${Math.round(await assertRecovers(ada))} ms`);
  } finally {
    done.abort();
  }
  await asking;
  assert.deepEqual(
    [...statuses].filter((status) => ![200, 201, 503].includes(status)),
    [],
  );
});

test('killed, it is started again', async (t) => {
  const device = await listeningDevice();
  const revived = authServer().revived();
  authServer().signal('SIGKILL');
  await device.changeElsewhere();
  await revived;
  t.diagnostic(`recovered in ${Math.round(await assertRecovers(ada))} ms`);
  await device.untilUpToDate();
  device.close();
});
